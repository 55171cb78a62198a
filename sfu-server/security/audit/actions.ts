import { MUTATION_SCHEMAS, type MutationName } from '../../protocol/mutations.ts';

/** What leaves a trace beside mutations, which are recorded under their own names. */
const OWN_ACTIONS = [
  // Who comes and goes.
  'auth.signIn',
  'auth.refresh',
  'auth.resume',
  'auth.signOut',
  'auth.guest',
  /** A sign-in was ended by the server: its token was used twice, or the account was disabled. */
  'auth.ended',
  'invitation.look',
  /** A window of somebody was closed or lost its line; with it ends all that it watched and heard. */
  'page.closed',
  // Accounts, by an administrator; and one's own password.
  'account.list',
  'account.create',
  'account.disable',
  'account.enable',
  'account.move',
  'account.changeRole',
  'account.resetPassword',
  'account.signOutEverywhere',
  'account.changePassword',
  // Rooms: entry, exit, who let whom in or out, what was put on the table.
  'room.create',
  'room.end',
  'room.invite',
  'room.join',
  'room.leave',
  'room.admit',
  'room.deny',
  'room.mute',
  'room.muteAll',
  'room.stopCamera',
  'room.fileAnnounce',
  'room.fileSend',
  'room.fileOpen',
  'room.fileRead',
  'room.admitAll',
  'room.settings',
  'room.setRole',
  'room.setMayUnmute',
  'room.setSpeaker',
  'floor.give',
  'floor.end',
  // What was shown to whom.
  'board.open',
  'board.reopen',
  'board.setAudience',
  'board.clear',
  'board.close',
  'board.let',
  // Agreements: printed, packed for the court, shown in a room.
  'agreement.finish',
  'speech.listen',
  'record.show',
  'record.confirmOnSeat',
  'record.print',
  'agreement.print',
  'agreement.packet',
  'agreement.share',
  // Cases without names, for training.
  'library.draft',
  'library.open',
  'library.write',
  'library.approve',
  'library.sendBack',
  'library.withdraw',
  // Recordings: made, looked at and taken away for a reason, done away with.
  'room.record',
  'recording.open',
  'recording.read',
  'recording.compose',
  'recording.delete',
  'recording.expired',
  'rollCall.start',
  'rollCall.mark',
  'rollCall.close',
  'rollCall.sign',
  'rollCall.export',
  'room.remove',
  /** The room of a meeting's plan. */
  'meeting.open',
  'meeting.export',
  'room.addCamera',
  'room.removeCamera',
  'mediationRoom.place',
  'mediationRoom.caucus',
  'mediationRoom.break',
  'mediationRoom.together',
  'mediationRoom.checkIdentity',
  'mediationRoom.notice',
  'mediationRoom.confirmNotice',
  /** The room of a planned hearing. */
  'mediation.openSession',
  // Parties without an account, by a code or a link; and who gave it to them.
  'application.look',
  'application.submit',
  'applicationCode.renew',
  'party.look',
  'party.bring',
  'party.enter',
  'party.rate',
  'party.tell',
  'party.copy',
  'party.beginSigning',
  'party.sign',
  'party.decline',
  'partyLink.issue',
  'partyLink.revoke',
  'material.upload',
  'paperCopy.issue',
  'paperCopy.revoke',
  'paperCopy.read',
  'mediationRoom.step',
  'mediationRoom.showDocument',
  'mediationRoom.document',
  'mediationRoom.inviteParty',
  /** The room of a planned hearing. */
  'mediation.openSession',
  // Parties without an account, by a code or a link; and who gave it to them.
  'application.look',
  'application.submit',
  'applicationCode.renew',
  'party.look',
  'party.bring',
  'party.enter',
  'party.rate',
  'party.copy',
  'partyLink.issue',
  'partyLink.revoke',
  'material.upload',
  'paperCopy.issue',
  'paperCopy.revoke',
  'paperCopy.read',
  // Papers of cases: looked at, made, signed, sealed.
  'casePaper.read',
  'casePaper.add',
  'casePaper.openSigning',
  'casePaper.assign',
  'casePaper.beginSigning',
  'casePaper.sign',
  'casePaper.decline',
  'casePaper.signOff',
  'casePaper.void',
  'casePaper.seal',
  'casePaper.verify',
  // Dossiers: filed, taken out for a reason, destroyed by two.
  'dossier.arrange',
  'dossier.file',
  'dossier.open',
  'dossier.proposeDestruction',
  'dossier.decideDestruction',
  // Cameras.
  'camera.watch',
  'camera.unwatch',
  // Pictures and documents: each look at one, and each content that came.
  'attachment.read',
  'attachment.upload',
  // Data: a mutation of a name that nobody knows, or a whole push that was refused.
  'mutation.unknown',
  'sync.push',
  /** Anything else that was refused for want of a right; the detail says what was asked for. */
  'request.refused',
  // The server and this trail themselves.
  'server.start',
  'server.stop',
  'audit.list',
  'audit.verify',
  'audit.export',
  /** The trail was found other than its head file says: entries had been cut off or rewritten. */
  'audit.discrepancy',
  'backup.make',
  'backup.restore',
] as const;

/** Everything that the trail can hold, one name each. */
export type AuditAction = (typeof OWN_ACTIONS)[number] | MutationName;

const NAMES: ReadonlySet<string> = new Set([...OWN_ACTIONS, ...Object.keys(MUTATION_SCHEMAS)]);

export function isAuditAction(name: string): name is AuditAction {
  return NAMES.has(name);
}

/** Every action, for people who filter by one. */
export const AUDIT_ACTIONS: readonly string[] = [...NAMES];

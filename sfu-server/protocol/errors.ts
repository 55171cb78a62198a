import { z } from 'zod';

/**
 * Every reason for which something is refused. The console shows its own sentence for a code
 * (i18n key `error.CODE`); the sentence that travels is for logs and for people without the console.
 */
export const ERROR_CODES = [
  'auth.bad_credentials',
  'auth.throttled',
  'auth.expired',
  'auth.required',
  'auth.revoked',
  /** The account has been taken out of use: what a console keeps of it is wiped. */
  'auth.disabled',
  'auth.already_signed_in',
  'auth.changed',
  'auth.password_change_required',
  /** A console without a line does not let this account in by itself. */
  'auth.offline_unknown',
  'account.unknown',
  'account.username_taken',
  'account.self',
  'account.last_admin',
  'password.wrong',
  'password.too_short',
  'password.is_username',
  'password.well_known',
  'password.same',
  'invitation.unknown',
  'invitation.expired',
  /** A centre's code (解纷码) that leads nowhere, or no longer. */
  'application_code.unknown',
  'party_link.unknown',
  'party_link.expired',
  'request.malformed',
  'request.unknown',
  'request.too_large',
  'request.too_many',
  'request.wrong_version',
  'request.timeout',
  'request.cancelled',
  'right.missing',
  'row.unknown',
  'state.conflict',
  'mutation.unknown',
  'mutation.gap',
  'mutation.malformed',
  /** It was applied once, and the server that was restored from a back-up has lost it. */
  'mutation.lost',
  /** Somebody under age has nobody who cares for them. */
  'mediation.guardian_missing',
  /** The same person stands there already. */
  'mediation.same_party',
  'mediation.too_many_parties',
  /** Whoever has declared a conflict does not mediate. */
  'mediation.conflict_declared',
  'mediation.not_a_mediator',
  /** There is no centre above the county's. */
  'mediation.no_higher',
  /** Its time stands still: it is taken up again first. */
  'mediation.suspended',
  'mediation.not_suspended',
  /** Somebody else's profile is of this account. */
  'team.account_taken',
  /** A department comes on certain weekdays: which, or on none. */
  'department.days',
  /** Only officers of the own centre and of those above it answer for a department. */
  'department.not_an_officer',
  /** The department was called to this already. */
  'joint.called_already',
  /** A name, a number or a place still stands in it that leads to those concerned. */
  'library.names_left',
  /** Who has written it does not approve it. */
  'library.two_persons',
  /** Only what is over becomes a case of the library. */
  'library.not_over',
  /** What was settled is followed up before its case is closed. */
  'agreement.follow_up_missing',
  /** Something is still to be filled in: {{金额}}. */
  'agreement.open_slots',
  /** Nobody has confirmed the record, or not since it was last set right. */
  'speech.unavailable',
  'record.unconfirmed',
  /** The record has as many lines or characters as it may. */
  'record.full',
  'room.unknown',
  'room.ended',
  'room.full',
  'room.not_joined',
  'room.waiting',
  'room.locked',
  /** The room does not let this seat send: a listener, a closed microphone, a screen. */
  'room.may_not_send',
  'room.may_not_chat',
  /** The room is divided (caucus, break): what was asked would cross the border, or has to wait until all are together. */
  'room.apart',
  /** This role cannot be given to this seat. */
  'room.role_refused',
  'room.too_many_speakers',
  /** All files of this room, or those of this seat, have come to as much as they may. */
  'room.files_full',
  'floor.not_given',
  'roll_call.under_way',
  'roll_call.none',
  'roll_call.not_expected',
  'roll_call.not_closed',
  'roll_call.nobody',
  'roll_call.unknown',
  'participant.unknown',
  /** Nothing of this id is shown, or not to this seat. */
  'board.unknown',
  /** Somebody else is showing something. */
  'board.taken',
  'board.full',
  /** The programs that recording needs are missing, or do not start. */
  'recording.unavailable',
  'recording.unknown',
  'recording.not_ready',
  /** The ticket for a recording's contents has run out. */
  'recording.ticket',
  'media.unknown_transport',
  'media.unknown_producer',
  'media.unknown_consumer',
  'media.cannot_consume',
  'media.invalid_parameters',
  'media.unavailable',
  'camera.unknown',
  'camera.no_source',
  'camera.unreachable',
  'camera.unauthorized',
  'camera.no_stream',
  'camera.unsupported_codec',
  'camera.stalled',
  'camera.protocol_error',
  'attachment.too_large',
  'attachment.empty',
  'attachment.too_many',
  'attachment.type_refused',
  /** A picture is asked for that every console shows. */
  'attachment.not_a_picture',
  'attachment.type_mismatch',
  'attachment.hash_mismatch',
  'attachment.wrong_offset',
  'attachment.not_there',
  'attachment.changed',
  /** No font has one of the characters. */
  'paper.no_glyph',
  /** A picture or a PDF that goes into a paper is broken, or is neither. */
  'paper.unreadable',
  /** A PDF that opens with a password only. */
  'paper.encrypted',
  'paper.too_large',
  /** A newer version has taken its place, or it was taken back. */
  'paper.void',
  'paper.not_signing',
  'paper.not_signer',
  'paper.not_your_turn',
  'paper.already_signed',
  /** What is to be signed is not what was read. */
  'paper.changed',
  /** Not every page was shown to whoever signs, or too long ago. */
  'paper.not_read',
  'paper.hand_too_short',
  'paper.not_signed',
  /** It names another committee than the one that the case is with now. */
  'paper.other_committee',
  /** The agreement was written on after it was printed. */
  'paper.outdated',
  /** A dossier lacks what it must have, or holds what is not finished. */
  'dossier.incomplete',
  /** What was taken out of a dossier is no longer kept: it is taken out anew. */
  'dossier.ticket',
  /** Its time is not over: a dossier is kept until then. */
  'dossier.kept',
  /** Who has proposed to destroy it does not approve it. */
  'dossier.two_persons',
  /** The key of the seal and its certificate are not to be had. */
  'seal.unavailable',
  'line.offline',
  'line.untrusted',
  'server.busy',
  'server.internal',
  'storage.full',
  'cache.unavailable',
  'cache.full',
] as const;

export const errorCodeSchema = z.enum(ERROR_CODES);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

export const refusalSchema = z.object({
  code: errorCodeSchema,
  /** One plain English sentence. */
  message: z.string().max(500),
  /** When it makes sense to try again, in ms from now. */
  retryAfterMs: z.number().int().nonnegative().optional(),
});
/** A refusal as it travels and as it is kept. */
export type RefusalValue = z.infer<typeof refusalSchema>;

/**
 * Something asked for cannot be done, for a reason that the asker is told. It is thrown so that the
 * transaction or set-up under way is undone on the way out; whoever answers turns it into its value.
 */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: { retryAfterMs?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'Refusal';
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** The value of any caught error: refusals as they are, anything else as `server.internal` without its details. */
  static toValue(error: unknown): RefusalValue {
    if (!(error instanceof Refusal)) {
      return { code: 'server.internal', message: 'Something went wrong on our side; it has been logged.' };
    }
    return {
      code: error.code,
      message: error.message.slice(0, 500),
      ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    };
  }

  static fromValue(value: RefusalValue): Refusal {
    return new Refusal(value.code, value.message, value.retryAfterMs === undefined ? {} : { retryAfterMs: value.retryAfterMs });
  }
}

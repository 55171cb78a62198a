import { randomBytes, timingSafeEqual } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Dispose } from '../media/clock.ts';
import type { MediaPeer, OwnSource } from '../media/media-peer.ts';
import type { Notify } from '../protocol/notifications.ts';
import type { LobbyEntry, Participant, SendingLimit } from '../protocol/room.ts';
import type { PersonRole } from '../protocol/room-rights.ts';
import type { Account } from '../protocol/session.ts';
import type { Asker, Identity } from '../security/identity.ts';
import { pageKey } from '../security/identity.ts';

/** `admitted`: let in by a host, not yet come in. */
export type SeatStage = 'waiting' | 'admitted' | 'joined';

/** What a host closes on a seat. */
const HELD_SOURCES: readonly OwnSource[] = ['microphone', 'camera'];

/** The page that sits on a seat. */
export interface Sitter {
  readonly pageKey: string;
  readonly notify: Notify;
}

export const sitterOf = (asker: Asker): Sitter => ({ pageKey: pageKey(asker), notify: asker.notify });

/** One person's place in a room. It outlives the line of the page that sits on it. */
export class Seat {
  readonly id = uuidv7();
  /** Whoever has it may come back to this seat. */
  readonly key: string;
  readonly identity: Identity;
  role: PersonRole;
  /** UTC ms of coming to the door, later of coming in. */
  since: number;
  stage: SeatStage;
  handRaisedAt: number | null = null;
  /** May send although the room has an audience. */
  speaker = false;
  /** What a host has decided about its own microphone; null: as the room says. */
  mayUnmute: boolean | null = null;
  /** What its page says keeps its picture from being better. */
  limitedBy: SendingLimit | null = null;
  /** What the host has closed; it stays so, whatever transports come, until its owner opens it by a step of its own. */
  readonly held = new Set<OwnSource>();
  /** What it may have sent on transports that are gone, and has not begun again since. */
  readonly returning = new Set<OwnSource>();
  /** Null while the line is cut. */
  sitter: Sitter | null = null;
  peer: MediaPeer | null = null;
  /** Takes the peer out of the page's reach. */
  releasePeer: Dispose | null = null;
  /** Stops the clock that gives the seat up. */
  stopHolding: Dispose | null = null;

  /** @param key of a seat that its owner has had before; a new one of 192 bits where left out: not to be guessed */
  constructor(identity: Identity, role: PersonRole, stage: SeatStage, since: number, key = randomBytes(24).toString('base64url')) {
    this.key = key;
    this.identity = identity;
    this.role = role;
    this.stage = stage;
    this.since = since;
  }

  get name(): string {
    return this.identity.kind === 'guest' ? this.identity.name : this.identity.account.name;
  }

  /** Null for guests. */
  get account(): Account | null {
    return this.identity.kind === 'account' ? this.identity.account : null;
  }

  get proof(): { participantId: string; seatKey: string } {
    return { participantId: this.id, seatKey: this.key };
  }

  /** Whether this proof is of this seat and shown by the same person. */
  belongsTo(identity: Identity, seatKey: string): boolean {
    const given = Buffer.from(seatKey);
    const own = Buffer.from(this.key);
    return given.length === own.length && timingSafeEqual(given, own) && samePerson(this.identity, identity);
  }

  participant(): Participant {
    return {
      id: this.id,
      kind: 'person',
      role: this.role,
      name: this.name,
      orgName: this.identity.kind === 'guest' ? this.identity.label : this.identity.account.organisation.name,
      orgId: this.account?.organisation.id ?? null,
      accountId: this.account?.id ?? null,
      cameraId: null,
      joinedAt: this.since,
      connected: this.sitter !== null,
      handRaisedAt: this.handRaisedAt,
      mutedByHost: this.held.has('microphone'),
      speaker: this.speaker,
      mayUnmute: this.mayUnmute,
      limitedBy: this.limitedBy,
    };
  }

  lobbyEntry(): LobbyEntry {
    const label = this.identity.kind === 'guest' ? this.identity.label : this.identity.account.organisation.name;
    return { participantId: this.id, name: this.name, label, since: this.since };
  }

  /** Lets go of everything; the seat is gone. */
  dispose(): void {
    this.stopHolding?.();
    this.stopHolding = null;
    this.closePeer();
    this.sitter = null;
  }

  closePeer(): void {
    this.releasePeer?.();
    this.releasePeer = null;
    if (this.peer !== null) for (const source of HELD_SOURCES) this.returning.add(source);
    this.peer?.close();
    this.peer = null;
  }
}

/** Accounts by their id; guests by their invitation. */
export function samePerson(a: Identity, b: Identity): boolean {
  if (a.kind === 'guest') return b.kind === 'guest' && a.invitationCode === b.invitationCode;
  return b.kind === 'account' && a.account.id === b.account.id;
}

import type { IdentityCheck, MediationPlace, NoticeOfRights, TakenStep } from '../protocol/mediation-room.ts';
import type { Db } from './database.ts';
import { idList } from './id-list.ts';
import { type Division, invitationKey, type KeptMediation, type SeatedPlace } from './kept-mediation.ts';
import { roomDecisionsSchema } from './room-decisions.ts';

/** Somebody who sat in a hearing, as far as its record knows them. */
export interface RecordedPerson extends MediationPlace {
  readonly name: string;
  readonly partyId: string | null;
  /** Null for guests. */
  readonly accountId: string | null;
}

/** What the room of one hearing has left for the papers of its case. Times are UTC ms. */
export interface MediationRoomFacts {
  readonly roomId: string;
  readonly sessionId: string;
  readonly openedAt: number;
  readonly endedAt: number | null;
  /** Every comparison of a document with a face, oldest first; the last one of a person counts. `key`: under which their pictures are kept. */
  readonly checks: readonly { readonly person: RecordedPerson; readonly key: string; readonly check: IdentityCheck }[];
  readonly notices: readonly NoticeOfRights[];
  /** Who has confirmed which notice (by when that was opened), and when. */
  readonly confirmations: readonly { readonly person: RecordedPerson; readonly noticeOpenedAt: number; readonly at: number }[];
  /** Caucuses and breaks that are over. */
  readonly divisions: readonly Division[];
  readonly procedure: readonly TakenStep[];
}

const NOWHERE: SeatedPlace = { capacity: 'party', side: 'none', partyId: null, name: null };

/** What the rooms of a case have recorded: identity checks, the notice of rights with who confirmed it, caucuses, steps. By hearing, oldest first. */
export async function mediationRoomFacts(db: Db, caseId: string): Promise<MediationRoomFacts[]> {
  const rows = await db
    .selectFrom('mediation_sessions')
    .innerJoin('rooms', 'rooms.id', 'mediation_sessions.room_id')
    .select(['mediation_sessions.id as session_id', 'rooms.id as room_id', 'rooms.created_at', 'rooms.ended_at', 'rooms.decisions'])
    .where('mediation_id', 'in', idList([caseId]))
    .orderBy('rooms.created_at')
    .execute();
  return rows.map((row) => {
    const kept = row.decisions === null ? null : roomDecisionsSchema.parse(JSON.parse(row.decisions)).mediation;
    const facts = { roomId: row.room_id, sessionId: row.session_id, openedAt: row.created_at, endedAt: row.ended_at };
    return { ...facts, ...recorded(kept) };
  });
}

function recorded(kept: KeptMediation | null) {
  if (kept === null) return { checks: [], notices: [], confirmations: [], divisions: [], procedure: [] };
  const { divisions, procedure, notices } = kept;
  const checks = kept.checks.map(({ person, name, result, words, byName, at }) => ({
    ...{ person: personIn(kept, person, name), key: person },
    check: { result, words, byName, at },
  }));
  const confirmations = kept.confirmations.map(({ person, name, noticeOpenedAt, at }) => ({
    ...{ person: personIn(kept, person, name), noticeOpenedAt, at },
  }));
  return { checks, notices, confirmations, divisions, procedure };
}

function personIn(kept: KeptMediation, person: string, name: string): RecordedPerson {
  const [, accountId] = /^account:(.+)$/.exec(person) ?? [];
  const [, code] = /^guest:([^/]+)\//.exec(person) ?? [];
  const { capacity, side, partyId } = kept.places[person] ?? (code === undefined ? undefined : kept.places[invitationKey(code)]) ?? NOWHERE;
  return { name, capacity, side, partyId, accountId: accountId ?? null };
}

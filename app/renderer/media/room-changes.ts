import type { NotificationData, NotificationType } from '../../../sfu-server/protocol/notifications.ts';
import type { RoomState } from '../../../sfu-server/protocol/room.ts';

type Changes = { readonly [T in NotificationType]?: (state: RoomState, data: NotificationData<T>) => RoomState };

/** Puts an item in the place of the one of its id, or at the end. */
function put<T extends { readonly id: string }>(items: readonly T[], item: T): T[] {
  return items.some(({ id }) => id === item.id) ? items.map((one) => (one.id === item.id ? item : one)) : [...items, item];
}

/** The same for many: a large room tells of hundreds at once. */
function putAll<T extends { readonly id: string }>(items: readonly T[], news: readonly T[]): T[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  for (const item of news) byId.set(item.id, item);
  return [...byId.values()];
}

/** The room without some of those who were in it, and without what was theirs. */
function without(state: RoomState, gone: ReadonlySet<string | null>): RoomState {
  return {
    ...state,
    participants: state.participants.filter(({ id }) => !gone.has(id)),
    producers: state.producers.filter(({ participantId }) => !gone.has(participantId)),
    activeSpeakerId: gone.has(state.activeSpeakerId) ? null : state.activeSpeakerId,
    hostId: gone.has(state.hostId) ? null : state.hostId,
  };
}

/** What each notification does to the picture that a participant has of a room. Each may come twice. */
export const ROOM_CHANGES = {
  'room.participants': (state, { participants, left = [] }) => {
    const stayed = left.length === 0 ? state : without(state, new Set(left));
    return { ...stayed, participants: putAll(stayed.participants, participants) };
  },
  'room.participantLeft': (state, { participantId }) => without(state, new Set([participantId])),
  'room.producer': (state, { producer }) => ({ ...state, producers: put(state.producers, producer) }),
  'room.producerClosed': (state, { producerId }) => ({ ...state, producers: state.producers.filter(({ id }) => id !== producerId) }),
  'room.activeSpeaker': (state, { participantId }) => ({ ...state, activeSpeakerId: participantId }),
  'room.lobby': (state, { lobby }) => ({ ...state, lobby }),
  'room.chat': (state, { message }) => ({ ...state, chat: put(state.chat, message) }),
  'room.host': (state, { hostId }) => ({ ...state, hostId }),
  'room.settings': (state, { settings }) => ({ ...state, settings }),
  'room.spotlight': (state, { participantIds }) => ({ ...state, spotlight: participantIds }),
  'room.layout': (state, { layout }) => ({ ...state, layout }),
  'room.floor': (state, { floor }) => ({ ...state, floor }),
  'room.recording': (state, { recording }) => ({ ...state, recording }),
  'room.mediation': (state, { mediation }) => ({ ...state, mediation }),
  'board.changed': (state, { board }) => ({ ...state, board }),
  'room.rollCall': (state, { rollCall }) => ({ ...state, rollCall }),
  'room.rollCallEntries': (state, { sheetId, entries, totals }) =>
    state.rollCall?.id === sheetId
      ? { ...state, rollCall: { ...state.rollCall, entries: putAll(state.rollCall.entries, entries), totals } }
      : state,
  'room.updated': (state, { room }) => ({ ...state, room }),
} as const satisfies Changes;

export type RoomChange = keyof typeof ROOM_CHANGES;
export const ROOM_CHANGE_TYPES = Object.keys(ROOM_CHANGES) as RoomChange[];

/** The room that a notification is about. */
export function roomOf<T extends RoomChange>(type: T, data: NotificationData<T>): string {
  return type === 'room.updated' ? (data as NotificationData<'room.updated'>).room.id : (data as { roomId: string }).roomId;
}

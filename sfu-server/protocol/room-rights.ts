import type { MediaSource, Participant, ParticipantRole, RoomSettings } from './room.ts';

export type PersonRole = Exclude<ParticipantRole, 'camera'>;
type OwnSource = Exclude<MediaSource, 'surveillance'>;

/** What can be done in a room beside being in it. */
export type RoomAction =
  | 'admit'
  | 'mute'
  | 'remove'
  | 'invite'
  | 'end'
  | 'camera'
  | 'settings'
  | 'role'
  | 'speaker'
  | 'scene'
  | 'floor'
  | 'rollCall'
  | 'present'
  | 'record'
  | 'mediate';

const RUNS: readonly RoomAction[] = [
  'admit',
  'mute',
  'remove',
  'invite',
  'end',
  'camera',
  'settings',
  'speaker',
  'scene',
  'floor',
  'rollCall',
  'present',
  'record',
  'mediate',
];

/** Who may do what in a room. Only the host says who is what: nobody passes on a chair that is not theirs. */
const ROOM_RIGHTS: { readonly [R in PersonRole]: readonly RoomAction[] } = {
  host: [...RUNS, 'role'],
  cohost: RUNS,
  member: [],
  guest: [],
};

/** The server asks it for every request, the console only to grey out what would be refused. */
export function mayInRoom(role: ParticipantRole, action: RoomAction): boolean {
  return role !== 'camera' && ROOM_RIGHTS[role].includes(action);
}

/** Host and cohosts. */
export function runsRoom(role: ParticipantRole): boolean {
  return role === 'host' || role === 'cohost';
}

const RANK: { readonly [R in ParticipantRole]: number } = { host: 2, cohost: 1, member: 0, guest: 0, camera: 0 };

/** Whether one of role `actor` may mute, stop or remove one of role `target`: nobody does to those above. */
export function mayActOn(actor: ParticipantRole, target: ParticipantRole): boolean {
  return RANK[actor] >= RANK[target];
}

/** What of a seat decides what it may send. */
export type SendingSeat = Pick<Participant, 'role' | 'speaker' | 'mayUnmute'> & { readonly hasFloor: boolean };

/** Whether a seat may send a source, open, just now. */
export function maySend(source: OwnSource, seat: SendingSeat, settings: RoomSettings): boolean {
  if (runsRoom(seat.role) || seat.hasFloor) return true;
  if (settings.audience && !seat.speaker) return false;
  return SOURCE_ALLOWED[source](settings, seat);
}

const SOURCE_ALLOWED: { readonly [S in OwnSource]: (settings: RoomSettings, seat: SendingSeat) => boolean } = {
  // What a host has decided for one beats what holds for all.
  microphone: ({ mayUnmute }, seat) => seat.mayUnmute ?? mayUnmute,
  camera: () => true,
  screen: ({ mayShareScreen }) => mayShareScreen,
  screenAudio: ({ mayShareScreen }) => mayShareScreen,
};

/** Whether a seat may show a board and draw on it: whoever runs the room, has the floor, or was let by a host. */
export function mayPresent({ role, hasFloor, presenter }: { role: ParticipantRole; hasFloor: boolean; presenter: boolean }): boolean {
  return mayInRoom(role, 'present') || hasFloor || presenter;
}

/** Whether somebody of a role may write in the room. */
export function mayChat(role: ParticipantRole, { mayChat: who }: RoomSettings): boolean {
  return who === 'all' || (who === 'host' && runsRoom(role));
}

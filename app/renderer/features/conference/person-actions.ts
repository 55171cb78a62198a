import { MAX_SPEAKERS, MAX_SPOTLIGHT, type Participant, type RoomState } from '../../../../sfu-server/protocol/room.ts';
import { mayActOn, mayInRoom, runsRoom } from '../../../../sfu-server/protocol/room-rights.ts';

export const PERSON_ACTIONS = [
  'mute',
  'stopCamera',
  'allowSpeak',
  'forbidSpeak',
  'allowUnmute',
  'forbidUnmute',
  'letPresent',
  'unletPresent',
  'prepare',
  'unprepare',
  'lowerHand',
  'spotlight',
  'unspotlight',
  'cohost',
  'uncohost',
  'handOver',
  'remove',
] as const;
export type PersonAction = (typeof PERSON_ACTIONS)[number];

/** Why something that one could otherwise do is greyed out. */
export type WhyNot = 'higher' | 'micOff' | 'cameraOff' | 'speakersFull' | 'spotlightFull' | 'hasFloor';

export interface OfferedAction {
  readonly action: PersonAction;
  readonly whyNot: WhyNot | null;
}

/** What of a person is open just now. */
export interface Open {
  readonly microphone: boolean;
  readonly camera: boolean;
}

/** What `self` may do to `person`; what their role never may is left out, what only does not fit just now says why. */
export function actionsOn(person: Participant, self: Participant, state: RoomState, open: Open): OfferedAction[] {
  if (person.kind !== 'person' || !runsRoom(self.role)) return [];
  const own = person.id === self.id;
  const above: WhyNot | null = mayActOn(self.role, person.role) ? null : 'higher';
  const { floor, spotlight, participants, settings, board } = state;
  const ruled = !own && !runsRoom(person.role);
  const shown = spotlight.includes(person.id);
  const offered: (OfferedAction | false)[] = [
    !own && { action: 'mute', whyNot: above ?? (open.microphone ? null : 'micOff') },
    !own && { action: 'stopCamera', whyNot: above ?? (open.camera ? null : 'cameraOff') },
    // Only an audience has speakers: elsewhere it would promise what the room does not give.
    ruled && (person.speaker || settings.audience) && (person.speaker ? { action: 'forbidSpeak', whyNot: null } : allowSpeak(participants)),
    // A listener is made a speaker instead: by itself it would open nothing.
    ruled &&
      (person.speaker || !settings.audience) && {
        action: (person.mayUnmute ?? settings.mayUnmute) ? 'forbidUnmute' : 'allowUnmute',
        whyNot: null,
      },
    ruled && { action: board.presenters.includes(person.id) ? 'unletPresent' : 'letPresent', whyNot: null },
    person.handRaisedAt !== null && { action: 'lowerHand', whyNot: null },
    floor.nextId === person.id
      ? { action: 'unprepare', whyNot: null }
      : { action: 'prepare', whyNot: floor.speaking?.participantId === person.id ? 'hasFloor' : null },
    shown
      ? { action: 'unspotlight', whyNot: null }
      : { action: 'spotlight', whyNot: spotlight.length >= MAX_SPOTLIGHT ? 'spotlightFull' : null },
    !own && mayInRoom(self.role, 'role') && person.role === 'member' && { action: 'cohost', whyNot: null },
    !own && mayInRoom(self.role, 'role') && person.role === 'cohost' && { action: 'uncohost', whyNot: null },
    !own && mayInRoom(self.role, 'role') && person.role !== 'guest' && { action: 'handOver', whyNot: null },
    !own && { action: 'remove', whyNot: above },
  ];
  return offered.filter((one) => one !== false);
}

function allowSpeak(participants: readonly Participant[]): OfferedAction {
  const full = participants.filter(({ speaker }) => speaker).length >= MAX_SPEAKERS;
  return { action: 'allowSpeak', whyNot: full ? 'speakersFull' : null };
}

import { describe, expect, it } from 'vitest';
import type { RoomSettings } from '../../../../sfu-server/protocol/room.ts';
import { roomState } from '../../media/testing/fake-server.ts';
import { closedFor } from './use-why-not.ts';

const base = roomState();
const [somebody] = base.participants;
if (somebody === undefined) throw new Error('The fixture has nobody.');
const seat = { ...somebody, role: 'member', speaker: false } as const;

function seen(settings: Partial<RoomSettings>, more: Partial<typeof somebody> = {}, floor = false) {
  const speaking = floor ? { participantId: seat.id, startedAt: 1, endsAt: null } : null;
  const state = {
    ...base,
    participants: [{ ...seat, ...more }],
    settings: { ...base.settings, mayUnmute: true, mayShareScreen: true, audience: false, ...settings },
    floor: { ...base.floor, speaking },
  };
  return { state, selfId: seat.id };
}

describe('what one cannot turn on', () => {
  it('is said with its reason, each source for itself', () => {
    expect(closedFor('microphone', seen({ mayUnmute: false }))).toBe('self.micClosed');
    expect(closedFor('camera', seen({ mayUnmute: false }))).toBeNull();
    expect(closedFor('screen', seen({ mayShareScreen: false }))).toBe('self.screenClosed');
    expect(closedFor('camera', seen({ audience: true }))).toBe('self.listener');
    expect(closedFor('microphone', seen({ audience: true, mayUnmute: false }, { speaker: true }))).toBe('self.micClosed');
  });

  it('is open to whoever runs the room or has the floor', () => {
    expect(closedFor('microphone', seen({ audience: true }, { role: 'cohost' }))).toBeNull();
    expect(closedFor('screen', seen({ mayShareScreen: false }, {}, true))).toBeNull();
  });

  it('is a microphone that a host has closed for oneself alone, and none that a host has opened for oneself alone', () => {
    expect(closedFor('microphone', seen({ mayUnmute: true }, { mayUnmute: false }))).toBe('self.micClosed');
    expect(closedFor('microphone', seen({ mayUnmute: false }, { mayUnmute: true }))).toBeNull();
    // A listener is made a speaker; this alone is no seat among them.
    expect(closedFor('microphone', seen({ audience: true }, { mayUnmute: true }))).toBe('self.listener');
  });

  it('is nothing before the room is known', () => {
    expect(closedFor('microphone', { state: null, selfId: null })).toBeNull();
  });
});

import { expect, test } from 'vitest';
import type { RoomState } from '../../../sfu-server/protocol/room.ts';
import { ROOM_CHANGES } from './room-changes.ts';

test('who has gone from a large room is taken out before whoever is new, with all that they sent', () => {
  const people = ['gone', 'stays'].map((id) => ({ id }));
  const producers = people.map(({ id }) => ({ id: `${id}-camera`, participantId: id }));
  const before = { participants: people, producers, activeSpeakerId: 'gone', hostId: 'stays' } as unknown as RoomState;
  const news = [{ id: 'new' }] as unknown as RoomState['participants'];
  expect(ROOM_CHANGES['room.participants'](before, { roomId: 'room', participants: news, left: ['gone'] })).toEqual({
    participants: [{ id: 'stays' }, { id: 'new' }],
    producers: [{ id: 'stays-camera', participantId: 'stays' }],
    activeSpeakerId: null,
    hostId: 'stays',
  });
});

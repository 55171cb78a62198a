import { describe, expect, test } from 'vitest';
import type { RoomProducer, RoomState } from '../../../../sfu-server/protocol/room.ts';
import type { Received } from '../../media/Receiver.ts';
import { NO_TRACK } from '../../media/room-view.ts';
import { OTHER_ID, producerOf, roomState, SELF_ID } from '../../media/testing/fake-server.ts';
import { FakeTrack } from '../../media/testing/fake-track.ts';
import { linkWord, tilesOf } from './tiles.ts';

function received(producer: RoomProducer): [string, Received] {
  const track = new FakeTrack(producer.kind).asTrack;
  return [
    producer.id,
    { producerId: producer.id, kind: producer.kind, track, paused: producer.paused, starved: false, reduced: false, spatialLayer: 0 },
  ];
}

function view(state: RoomState) {
  return {
    state,
    selfId: SELF_ID,
    received: new Map(state.producers.map(received)),
    camera: NO_TRACK,
    microphone: NO_TRACK,
    screen: NO_TRACK,
  };
}

describe('the tiles of a room', () => {
  test('are one a person, whether they send or not', () => {
    expect(tilesOf(view(roomState())).map(({ kind, self, paused }) => [kind, self, paused])).toEqual([
      ['camera', true, true],
      ['camera', false, true],
    ]);
  });

  test('have a shared screen first, and cameras on the table last', () => {
    const state = roomState([producerOf(OTHER_ID, 'camera'), producerOf(OTHER_ID, 'screen')]);
    const [, other] = state.participants;
    if (other === undefined) throw new Error('The room has two people.');
    const camera = { ...other, id: crypto.randomUUID(), kind: 'surveillance' as const, role: 'camera' as const };
    const tiles = tilesOf(view({ ...state, participants: [camera, ...state.participants] }));
    expect(tiles.map(({ kind }) => kind)).toEqual(['screen', 'camera', 'camera', 'surveillance']);
  });

  test('say who is muted by what the server says, and of oneself by what is so', () => {
    const state = roomState([producerOf(OTHER_ID, 'microphone', true)]);
    const silent = tilesOf(view(state));
    expect(silent.map(({ microphoneOn }) => microphoneOn)).toEqual([false, false]);
    const loud = tilesOf({ ...view(roomState([producerOf(OTHER_ID, 'microphone')])), microphone: { ...NO_TRACK, state: 'on' } });
    expect(loud.map(({ microphoneOn }) => microphoneOn)).toEqual([true, true]);
  });

  test('tell a cut line from a picture that stands still', () => {
    const [, tile] = tilesOf(view(roomState([producerOf(OTHER_ID, 'camera')])));
    if (tile === undefined) throw new Error('The room has two people.');
    expect(linkWord(tile, 'flowing')).toBeNull();
    expect(linkWord(tile, 'waiting')).toBe('link.waiting');
    expect(linkWord(tile, 'stalled')).toBe('link.stalled');
    expect(linkWord({ ...tile, starved: true }, 'stalled')).toBe('link.starved');
    expect(linkWord({ ...tile, participant: { ...tile.participant, connected: false } }, 'stalled')).toBe('link.cut');
  });

  test('tell whose fault a worse picture is: our line, the sender’s line, or the sender’s machine', () => {
    const [, tile] = tilesOf(view(roomState([producerOf(OTHER_ID, 'camera')])));
    if (tile === undefined) throw new Error('The room has two people.');
    const said = (limitedBy: 'line' | 'machine' | null) => ({ ...tile, participant: { ...tile.participant, limitedBy } });
    expect(linkWord({ ...said(null), reduced: true }, 'flowing')).toBe('link.reduced');
    expect(linkWord(said('line'), 'flowing')).toBe('link.reducedLine');
    expect(linkWord({ ...said('machine'), reduced: true }, 'flowing')).toBe('link.reducedMachine');
    expect(linkWord({ ...said('line'), starved: true }, 'stalled')).toBe('link.starvedSender');
  });
});

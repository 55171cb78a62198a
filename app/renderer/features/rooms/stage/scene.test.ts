import { describe, expect, test } from 'vitest';
import type { Tile, TileKind } from '../tiles.ts';
import { FIRST_CHOICE } from './layout-choice.ts';
import { composeScene, type SceneInput, swapPlaces } from './scene.ts';

function tile(id: string, kind: TileKind = 'camera', self = false): Tile {
  const participant = {
    ...{ id, kind: 'person' as const, role: 'member' as const, name: id, orgName: '', accountId: null, cameraId: null, orgId: null },
    ...{ joinedAt: 1, connected: true, handRaisedAt: null, mutedByHost: false, speaker: false, mayUnmute: null, limitedBy: null },
  };
  return {
    ...{ key: `${id}/${kind}`, kind, participant, self, producerId: null, track: null, paused: false, starved: false, reduced: false },
    ...{ spatialLayer: null, microphoneId: null, microphoneOn: true, speaking: false },
  };
}

const NOTHING: SceneInput['state'] = {
  layout: { mode: 'grid', follow: false, places: [] },
  spotlight: [],
  floor: { queue: [], speaking: null, nextId: null },
};
const PEOPLE = [tile('me', 'camera', true), tile('a'), tile('b'), tile('c')];

function compose(change: Partial<SceneInput>) {
  const scene = composeScene({ tiles: PEOPLE, state: NOTHING, choice: FIRST_CHOICE, speakerId: null, ...change });
  return { ...scene, order: scene.tiles.map(({ key }) => key.split('/')[0]).join(' ') };
}

describe('what a seat sees by itself', () => {
  test('is a grid, and a shared screen large as soon as there is one', () => {
    expect(compose({})).toMatchObject({ mode: 'grid', order: 'me a b c' });
    expect(compose({ tiles: [tile('b', 'screen'), ...PEOPLE] })).toMatchObject({ mode: 'screen', mains: 1 });
  });

  test('with a large speaker is whoever spoke last, and never oneself', () => {
    const choice = { ...FIRST_CHOICE, mode: 'speaker' as const };
    expect(compose({ choice, speakerId: 'c' })).toMatchObject({ mode: 'speaker', mains: 1, order: 'c me a b' });
    expect(compose({ choice }).order).toBe('a me b c');
  });

  test('keeps people where one has put them, whoever speaks', () => {
    const choice = { ...FIRST_CHOICE, mode: 'threeWay' as const, places: ['b', 'a'] };
    expect(compose({ choice, speakerId: 'c' })).toMatchObject({ mains: 3, order: 'b a c me' });
  });

  test('in picture in picture has oneself in the inset', () => {
    expect(compose({ choice: { ...FIRST_CHOICE, mode: 'pictureInPicture' }, speakerId: 'b' }).order).toBe('b me a c');
  });
});

describe('what the host shows', () => {
  const state = { ...NOTHING, layout: { mode: 'threeWay' as const, follow: true, places: ['c', 'b', 'a'] } };

  test('is taken over by whoever follows, and by nobody else', () => {
    expect(compose({ state })).toMatchObject({ mode: 'threeWay', order: 'c b a me', hostShows: true });
    expect(compose({ state, choice: { ...FIRST_CHOICE, following: false } })).toMatchObject({ mode: 'grid', order: 'me a b c' });
  });

  test('the floor comes before the spotlight, and both are large in whatever layout', () => {
    const speaking = { participantId: 'b', startedAt: 1, endsAt: null };
    const shown = { ...NOTHING, spotlight: ['c', 'b'], floor: { queue: [], speaking, nextId: null } };
    expect(compose({ state: shown })).toMatchObject({ mode: 'speaker', mains: 2, order: 'b c me a' });
  });
});

describe('putting one onto another’s place', () => {
  test('changes both, and leaves those before them where they are', () => {
    expect(swapPlaces(['a', 'b', 'c', 'd'], 'b', 'c')).toEqual(['a', 'c', 'b']);
    expect(swapPlaces(['a', 'b'], 'a', 'gone')).toEqual(['a', 'b']);
  });
});

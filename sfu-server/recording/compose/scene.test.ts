import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { MediaSource } from '../../protocol/room.ts';
import { chaptersOf } from '../timeline/chapters.ts';
import type { RecordedEvent, TimelineEvent } from '../timeline/events.ts';
import { CANVAS, type Scene, scenesOf } from './scene.ts';

const [anna, bao, chen] = ['安娜', '包青', '陈明'].map((name) => ({
  participant: { id: randomUUID(), kind: 'person' as const, name, orgName: '双湖镇' },
  camera: randomUUID(),
  screen: randomUUID(),
})) as [Person, Person, Person];
interface Person {
  readonly participant: { id: string; kind: 'person'; name: string; orgName: string };
  readonly camera: string;
  readonly screen: string;
}

const comes = ({ participant }: Person): RecordedEvent => ({ type: 'participant', participant });
const shows = ({ participant, camera, screen }: Person, source: MediaSource = 'camera', paused = false): RecordedEvent => ({
  type: 'producer',
  producer: { id: source === 'screen' ? screen : camera, participantId: participant.id, kind: 'video', source, paused },
});
const speaks = (person: Person | null): RecordedEvent => ({ type: 'speaker', participantId: person?.participant.id ?? null });
/** One event a second. */
const timeline = (...events: readonly RecordedEvent[]): TimelineEvent[] =>
  events.map((event, index) => ({ ...event, t: index * 1000, at: index * 1000 }));
const last = (scenes: readonly Scene[]) => scenes.at(-1)?.tiles ?? [];
const names = (scenes: readonly Scene[]) => last(scenes).map(({ participant }) => participant.name);
const everybody = [comes(anna), comes(bao), comes(chen), shows(anna), shows(bao), shows(chen)];

describe('the picture of a moment', () => {
  it('is a grid in which nobody moves because somebody speaks', () => {
    const before = scenesOf(timeline(...everybody));
    expect(names(before)).toEqual(['安娜', '包青', '陈明']);
    expect(scenesOf(timeline(...everybody, speaks(chen)))).toEqual(before);
  });

  it('has a shared screen large, its sharer and the others beside it, and goes back when it ends', () => {
    const shared = scenesOf(timeline(...everybody, shows(bao, 'screen')));
    const [large, ...small] = last(shared);
    expect(large).toMatchObject({ producerId: bao.screen, rect: { x: 0, y: 0, height: CANVAS.height } });
    expect(large?.rect.width).toBeGreaterThan(CANVAS.width * 0.75);
    expect(small.map(({ producerId }) => producerId)).toEqual([anna.camera, bao.camera, chen.camera]);
    for (const { rect } of small) expect(rect.x).toBe(large?.rect.width);
    const after = scenesOf(timeline(...everybody, shows(bao, 'screen'), { type: 'producerClosed', producerId: bao.screen }));
    expect(last(after)).toEqual(last(scenesOf(timeline(...everybody))));
  });

  it('has the board large where one is shown to everybody, before a shared screen, and goes back when it is put away', () => {
    const id = randomUUID();
    const board = (page: number): RecordedEvent => ({ type: 'board', board: { id, page, document: null } });
    const shared = [...everybody, shows(bao, 'screen')];
    const shown = scenesOf(timeline(...shared, board(0))).at(-1);
    expect(shown?.board).toEqual({ x: 0, y: 0, width: 1024, height: 720 });
    expect(shown?.tiles.map(({ producerId }) => producerId)).toEqual([bao.screen, anna.camera, bao.camera, chen.camera]);
    for (const { rect } of shown?.tiles ?? []) expect(rect.x).toBe(1024);
    // Another page is the same scene.
    expect(scenesOf(timeline(...shared, board(0), board(1)))).toHaveLength(scenesOf(timeline(...shared, board(0))).length);
    const after = scenesOf(timeline(...shared, board(0), { type: 'board', board: null })).at(-1);
    expect(after?.board).toBeNull();
    expect(after?.tiles).toEqual(last(scenesOf(timeline(...shared))));
  });

  it('has one in the spotlight large, and two side by side alone', () => {
    const pinned = (...people: readonly Person[]): RecordedEvent => ({
      type: 'layout',
      layout: { mode: 'spotlight', places: people.map(({ participant }) => participant.id) },
    });
    const one = scenesOf(timeline(...everybody, pinned(chen)));
    expect(names(one)).toEqual(['陈明', '安娜', '包青']);
    expect(last(one)[0]?.rect.width).toBeGreaterThan(CANVAS.width * 0.75);
    expect(names(scenesOf(timeline(...everybody, pinned(chen, anna))))).toEqual(['陈明', '安娜']);
  });

  it('has a name without a picture while a camera is off', () => {
    const scenes = scenesOf(timeline(...everybody, shows(bao, 'camera', true)));
    expect(last(scenes).map(({ producerId }) => producerId)).toEqual([anna.camera, null, chen.camera]);
  });

  it('keeps every tile inside and on even pixels, however many there are', () => {
    for (let count = 1; count <= 20; count += 1) {
      const crowd = Array.from({ length: count }, (_, index) =>
        comes({ ...anna, participant: { ...anna.participant, id: randomUUID(), name: `${index}` } }),
      );
      const tiles = last(scenesOf(timeline(...crowd)));
      expect(tiles).toHaveLength(Math.min(count, 16));
      for (const { rect } of tiles) {
        for (const value of Object.values(rect)) expect(value % 2).toBe(0);
        expect(rect.x + rect.width).toBeLessThanOrEqual(CANVAS.width);
        expect(rect.y + rect.height).toBeLessThanOrEqual(CANVAS.height);
      }
    }
  });
});

describe('the chapters', () => {
  it('are who spoke when, without interjections, and without a break where the same goes on', () => {
    const events = timeline(comes(anna), comes(bao), speaks(anna), speaks(bao), speaks(anna)).map((event, index) => ({
      ...event,
      // Bao says two words in between.
      t: [0, 0, 1000, 20_000, 21_000][index] ?? 0,
    }));
    expect(chaptersOf(events, 60_000)).toEqual([{ startMs: 1000, participantId: anna.participant.id, name: '安娜', orgName: '双湖镇' }]);
    const longer = [...events, { ...speaks(bao), t: 40_000, at: 40_000 } as TimelineEvent];
    expect(chaptersOf(longer, 60_000).map(({ startMs, name }) => `${startMs} ${name}`)).toEqual(['1000 安娜', '40000 包青']);
  });
});

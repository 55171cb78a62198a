import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { scenesOf } from '../compose/scene.ts';
import { chaptersOf } from './chapters.ts';
import type { RecordedEvent, TimelineEvent } from './events.ts';

const participant = { id: randomUUID(), kind: 'person' as const, name: '王桂兰', orgName: '申请人' };
const producer = { id: randomUUID(), participantId: participant.id, kind: 'video' as const, source: 'camera' as const, paused: false };

it('a divided room has an empty picture and a chapter of its own, and all are seen again afterwards', () => {
  const told: [number, RecordedEvent][] = [
    [0, { type: 'participant', participant }],
    [0, { type: 'producer', producer }],
    [5_000, { type: 'apart', apart: true }],
    [60_000, { type: 'apart', apart: false }],
    [60_000, { type: 'producer', producer }],
  ];
  const events: TimelineEvent[] = told.map(([t, event]) => ({ ...event, t, at: t }));
  const shown = scenesOf(events).map(({ fromMs, tiles }) => [fromMs, tiles[0]?.producerId]);
  expect(shown).toEqual([
    [0, producer.id],
    [5_000, null],
    [60_000, producer.id],
  ]);
  expect(chaptersOf(events, 90_000)).toEqual([{ startMs: 5_000, participantId: null, name: '', orgName: '' }]);
});

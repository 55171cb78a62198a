import { describe, expect, it } from 'vitest';
import { EVENT_TRANSITIONS, eventStateSchema } from '../../sfu-server/protocol/entities/event.ts';
import { isMinor, partySchema } from '../../sfu-server/protocol/entities/mediation.ts';
import { DOWN_SOURCE } from './cameras.ts';
import { type DemoCounty, makeDemoCounty } from './county.ts';
import { doubleArea, edges, type Point } from './geometry.ts';
import type { Village } from './land.ts';

const STARTED_AT = Date.UTC(2026, 10, 22, 6);
const county = makeDemoCounty('county', STARTED_AT);

function gridsOf({ land }: DemoCounty) {
  return land.villages.flatMap((village) => village.grids);
}

/** Whether cells hang together. */
function isInOnePiece(rings: readonly (readonly Point[])[]): boolean {
  const byVertex = new Map<string, number[]>();
  for (const [index, ring] of rings.entries()) {
    for (const point of ring) byVertex.set(String(point), [...(byVertex.get(String(point)) ?? []), index]);
  }
  const reached = new Set([0]);
  for (const index of reached)
    for (const point of rings[index] ?? []) for (const other of byVertex.get(String(point)) ?? []) reached.add(other);
  return reached.size === rings.length;
}

describe('the demo county', () => {
  it('has the size that the contract says', () => {
    expect(county.land.townships).toHaveLength(22);
    expect(county.land.villages).toHaveLength(346);
    expect(gridsOf(county)).toHaveLength(1604);
    expect(county.cameras.rows).toHaveLength(3300);
    expect(county.accounts).toHaveLength(13);
    expect(county.events.events.length).toBeGreaterThanOrEqual(2000);
    expect(county.events.events.filter((event) => event.state !== 'closed')).toHaveLength(86);
  });

  it('has disputes to try things with: a minor, a company, one that stands still, two passed up, a hearing later today', () => {
    const { mediations, parties, transfers, sessions } = county.mediations;
    const people = parties.map(({ body }) => partySchema.parse(JSON.parse(body)));
    expect(people.filter((one) => isMinor(one, '2026-11-22')).map(({ guardian }) => guardian)).toEqual([
      expect.objectContaining({ relation: '父亲' }),
    ]);
    expect(people.filter(({ kind }) => kind === 'organisation')).toMatchObject([{ representatives: [{ authority: 'special' }] }]);
    expect(mediations.filter(({ suspended_at }) => suspended_at !== null)).toHaveLength(1);
    const ups = transfers.filter(({ kind }) => kind === 'escalation');
    expect(ups).toHaveLength(2);
    for (const { mediation_id: id, to_org_id: to } of ups) expect(county.cases.cases.find((one) => one.id === id)?.org_id).toBe(to);
    const own = county.accounts.find(({ username }) => username === 'mediator')?.id;
    const today = sessions.filter(({ starts_at: at }) => at > STARTED_AT && at < STARTED_AT + 2 * 3_600_000);
    expect(today.map(({ mediation_id: id }) => mediations.find((one) => one.id === id)?.mediator_id)).toContain(own);
  });

  it('is the same every time, and its events are too', () => {
    expect(makeDemoCounty('county', STARTED_AT)).toEqual(county);
  });

  it('is the same land on another day', () => {
    expect(makeDemoCounty('county', STARTED_AT + 86_400_000).cameras).toEqual(county.cameras);
  });

  it('gives no name and no code twice where people would mistake them', () => {
    const villages = county.land.villages.map((village) => village.organisation);
    const unique = (values: readonly string[]) => expect(new Set(values).size).toBe(values.length);
    unique(villages.map(({ name }) => name));
    unique(villages.map(({ code }) => code));
    unique(gridsOf(county).map(({ row }) => row.code));
    unique(county.cameras.rows.map(({ code }) => code));
    unique(county.cameras.rows.map(({ name }) => name));
    unique([...county.cameras.rows, ...villages, ...county.events.events, ...county.events.notes].map(({ id }) => id));
  });

  it('puts the seats of the contract at their places', () => {
    const [first] = county.land.villages;
    expect(county.land.townships.slice(0, 2).map(({ name }) => name)).toEqual(['双湖镇', '柳堤镇']);
    expect(first?.organisation.name).toBe('双湖村');
    for (const username of ['village', 'grid']) {
      expect(county.accounts.find((account) => account.username === username)?.orgId).toBe(first?.organisation.id);
    }
  });

  it('has two cameras for real streams and one that is down, all key points of the first village', () => {
    const shown = county.cameras.rows.slice(0, 3);
    expect(shown.map(({ id }) => id).slice(0, 2)).toEqual(county.cameras.realIds);
    expect(new Set(shown.map(({ org_id }) => org_id))).toEqual(new Set([county.land.villages[0]?.organisation.id]));
    expect(shown.every(({ key_point }) => key_point === 1)).toBe(true);
    expect(county.cameras.rows.filter(({ source_url }) => source_url !== null).map(({ source_url }) => source_url)).toEqual([DOWN_SOURCE]);
  });
});

describe('the grids', () => {
  const rings = gridsOf(county).map(({ cell }) => cell.ring);

  it('tile the county: their areas sum to that of their common outline', () => {
    const seen = new Map<string, [Point, Point]>();
    for (const ring of rings) {
      // The outline is what is left when every edge that two grids share is taken away.
      for (const [a, b] of edges(ring)) {
        const reverse = `${b}>${a}`;
        if (seen.has(reverse)) seen.delete(reverse);
        else seen.set(`${a}>${b}`, [a, b]);
      }
    }
    const outline = [...seen.values()].reduce((sum, [a, b]) => sum + a[0] * b[1] - b[0] * a[1], 0);
    const sum = rings.reduce((total, ring) => total + Math.abs(doubleArea(ring)), 0);
    expect(Math.abs(outline)).toBeCloseTo(sum, 3);
    // A rim, not the whole: far fewer edges than grids have, and each of them in one closed line.
    expect(seen.size).toBeLessThan(rings.length);
    const starts = [...seen.values()].map(([a]) => String(a)).sort();
    expect([...seen.values()].map(([, b]) => String(b)).sort()).toEqual(starts);
  });

  it('of a village, of a township and of the county hang together', () => {
    const ringsOf = (villages: readonly Village[]) => villages.flatMap((village) => village.grids.map(({ cell }) => cell.ring));
    expect(isInOnePiece(rings)).toBe(true);
    for (const village of county.land.villages) expect(isInOnePiece(ringsOf([village])), village.organisation.name).toBe(true);
    for (const township of county.land.townships) {
      expect(isInOnePiece(ringsOf(county.land.villages.filter((village) => village.township === township))), township.name).toBe(true);
    }
  });
});

describe('the events', () => {
  const { events, notes, series } = county.events;

  it('lie within the four weeks before the start and never after it', () => {
    for (const event of events) {
      expect(event.reported_at).toBeGreaterThan(STARTED_AT - 28 * 86_400_000);
      expect(event.updated_at).toBeLessThanOrEqual(STARTED_AT);
    }
  });

  it('went through steps that follow one another', () => {
    const states = new Map(events.map((event) => [event.id, ['reported']]));
    for (const note of notes) if (note.state !== null) states.get(note.event_id)?.push(note.state);
    for (const event of events) {
      const way = (states.get(event.id) ?? []).map((state) => eventStateSchema.parse(state));
      expect(way.at(-1)).toBe(event.state);
      for (const [from, to] of edges(way).slice(0, -1)) expect(EVENT_TRANSITIONS[from]).toContain(to);
    }
  });

  it('have numbers without gaps, and the series goes on after the last', () => {
    const numbers = events.map((event) => Number(/〕(\d+)号$/.exec(event.number)?.[1]));
    for (const [index, number] of numbers.entries()) expect(number).toBe((numbers[0] ?? 0) + index);
    expect(series).toEqual([{ year: 2026, next: (numbers.at(-1) ?? 0) + 1 }]);
  });

  it('begin anew with the year of the county, not of UTC', () => {
    const early = makeDemoCounty('county', Date.UTC(2027, 0, 3)).events;
    const first = early.events.find((event) => event.number.includes('〔2027〕'));
    expect(first?.number).toBe('晶泉事〔2027〕1号');
    expect(first?.reported_at).toBeGreaterThanOrEqual(Date.UTC(2026, 11, 31, 16));
    expect(early.series.map(({ year }) => year)).toEqual([2026, 2027]);
  });
});

it('the city has the size that the contract says', () => {
  const city = makeDemoCounty('city', STARTED_AT);
  expect(gridsOf(city)).toHaveLength(6895);
  expect(city.cameras.rows).toHaveLength(100_000);
});

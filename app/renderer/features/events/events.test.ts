import { describe, expect, test } from 'vitest';
import type { EventState, GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import { gridLoads } from '../map/grid-loads.ts';
import { isOverdue, listEvents } from './event-list.ts';
import { isStepBack, stepsOf } from './event-steps.ts';
import { placeOf } from './place.ts';
import { problemsOf, type ReportDraft, reportOf } from './report-form.ts';

const id = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const position = { lat: 30, lng: 110 };

function event(n: number, changes: Partial<GovernanceEvent> = {}): GovernanceEvent {
  return {
    id: id(n),
    orgId: id(900),
    gridId: id(800),
    number: null,
    title: `Event ${n}`,
    detail: '',
    kind: 'safety',
    level: 3,
    state: 'reported',
    position,
    reportedById: id(700),
    reportedByName: 'Somebody',
    reportedAt: n * 1000,
    updatedAt: n * 1000,
    dueAt: null,
    notes: [],
    ...changes,
  };
}

const draft: ReportDraft = {
  title: '井盖缺失',
  detail: '',
  kind: 'facility',
  level: 3,
  position,
  grid: { id: id(800), orgId: id(900) },
};

describe('the list of events', () => {
  test('shows the newest first and leaves closed ones out unless all are asked for', () => {
    const events = [event(1), event(3, { state: 'closed' }), event(2)];
    expect(listEvents(events, 'open').map((one) => one.title)).toEqual(['Event 2', 'Event 1']);
    expect(listEvents(events, 'all').map((one) => one.title)).toEqual(['Event 3', 'Event 2', 'Event 1']);
  });

  test('keeps events of the same moment in one order, however they come in', () => {
    const a = event(1, { reportedAt: 5 });
    const b = event(2, { reportedAt: 5 });
    expect(listEvents([a, b], 'open')).toEqual(listEvents([b, a], 'open'));
  });

  test('calls an event overdue only past its limit and only while it is open', () => {
    expect(isOverdue(event(1, { dueAt: 10 }), 11)).toBe(true);
    expect(isOverdue(event(1, { dueAt: 10 }), 10)).toBe(false);
    expect(isOverdue(event(1, { dueAt: 10, state: 'closed' }), 11)).toBe(false);
    expect(isOverdue(event(1), 11)).toBe(false);
  });

  test('counts open events by grid and says which grid has one of the first level', () => {
    const loads = gridLoads([event(1), event(2, { level: 1 }), event(3, { gridId: null }), event(4, { gridId: id(801) })]);
    expect(loads.get(id(800))).toEqual({ open: 2, urgent: true });
    expect(loads.get(id(801))).toEqual({ open: 1, urgent: false });
    expect(loads.size).toBe(2);
  });
});

describe('the steps of an event', () => {
  const note = (n: number, state: EventState | null, at: number) => ({ id: id(n), at, byName: 'Somebody', state, text: '' });

  test('show when each was last reached, and none ahead of the present one', () => {
    const sentBack = event(1, {
      state: 'handling',
      notes: [
        note(1, 'accepted', 2000),
        note(2, null, 2500),
        note(3, 'handling', 3000),
        note(4, 'reportedBack', 4000),
        note(5, 'handling', 5000),
      ],
    });
    const steps = new Map(stepsOf(sentBack).map((step) => [step.key, step]));
    expect(steps.get('reported')).toMatchObject({ phase: 'done', at: 1000 });
    expect(steps.get('dispatched')).toMatchObject({ phase: 'done', at: null });
    expect(steps.get('handling')).toMatchObject({ phase: 'current', at: 5000 });
    expect(steps.get('reportedBack')).toMatchObject({ phase: 'ahead', at: null });
  });

  test('know a step back from a step on', () => {
    expect(isStepBack('reportedBack', 'handling')).toBe(true);
    expect(isStepBack('accepted', 'handling')).toBe(false);
  });
});

describe('the report form', () => {
  test('finds nothing wrong with a title and a place, and makes the mutation of them', () => {
    expect(problemsOf(draft)).toEqual({});
    expect(reportOf({ ...draft, title: ' 井盖缺失 ' }, id(1), 5)).toEqual({
      id: id(1),
      orgId: id(900),
      gridId: id(800),
      title: '井盖缺失',
      detail: '',
      kind: 'facility',
      level: 3,
      position,
      reportedAt: 5,
    });
  });

  test.each([
    ['no title', { title: '   ' }, { title: 'problem.title.missing' }],
    ['a title too long', { title: '长'.repeat(81) }, { title: 'problem.title.long' }],
    ['control characters in the title', { title: 'a\u0007b' }, { title: 'problem.title.characters' }],
    ['a detail too long', { detail: 'x'.repeat(2001) }, { detail: 'problem.detail.long' }],
    ['control characters in the detail', { detail: 'a\u0000' }, { detail: 'problem.detail.characters' }],
    ['no place', { position: null, grid: null }, { place: 'problem.place.missing' }],
    ['a place in no grid', { grid: null }, { place: 'form.outside' }],
  ])('says what is wrong with %s and makes no mutation', (_, changes, problems) => {
    const bad = { ...draft, ...changes };
    expect(problemsOf(bad)).toEqual(problems);
    expect(reportOf(bad, id(1), 5)).toBeNull();
  });
});

describe('the place of an event in words', () => {
  const township = {
    id: id(901),
    parentId: null,
    level: 'township',
    name: '柳堤镇',
    code: '991100102',
    path: '991100/991100102/',
  } as const;
  const village = {
    id: id(900),
    parentId: id(901),
    level: 'village',
    name: '马家寨村',
    code: '991100102001',
    path: '991100/991100102/991100102001/',
  } as const;
  const grid = {
    id: id(800),
    orgId: id(900),
    name: '马家寨村第2网格',
    code: '991100102001002',
    ring: [],
    centre: position,
    workerName: null,
    households: 1,
  };

  test('is township, village and grid without saying a name twice', () => {
    const organisations = new Map([township, village].map((one) => [one.id, one]));
    expect(placeOf(event(1), new Map([[grid.id, grid]]), organisations)).toBe('柳堤镇 马家寨村第2网格');
    expect(placeOf(event(1), new Map(), organisations)).toBe('柳堤镇 马家寨村');
  });

  test('is the coordinates where none of them can be seen', () => {
    expect(placeOf(event(1), new Map(), new Map())).toBe('30.00000, 110.00000');
  });
});

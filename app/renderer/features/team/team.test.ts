import { describe, expect, it } from 'vitest';
import type { MediatorProfile } from '../../../../sfu-server/protocol/entities/mediator-profile.ts';
import type { Studio } from '../../../../sfu-server/protocol/entities/studio.ts';
import { emptyMediator, mediatorAddition, mediatorChange, mediatorDraftOf, mediatorProblems } from './mediator-form.ts';
import { emptyStudio, studioAddition, studioChange, studioProblems } from './studio-form.ts';
import { groupedWeek, hoursOfDay, listMediators, membersOf, minuteOfText, sameHours, type TeamQuery } from './team-list.ts';

const id = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;
/** Wednesday 10:00 in the county. */
const NOW = Date.UTC(2026, 8, 23, 2);
const MORNING = { day: 3, from: 540, to: 720 } as const;

const profile = (n: number, changes: Partial<MediatorProfile> = {}): MediatorProfile => ({
  ...{ id: id(n), orgId: id(900), name: `调解员${n}`, kind: 'elder', accountId: null, committee: null, studioId: null },
  ...{ fields: [], duty: [], certificate: null, languages: [], phone: null, words: '', photoId: null, active: true, updatedAt: 1 },
  ...changes,
});
const STUDIO: Studio = { id: id(50), orgId: id(900), name: '评理堂', leaderId: id(2), fields: [], words: '', active: true, updatedAt: 1 };
const studios = new Map([[STUDIO.id, STUDIO]]);
const everyone: TeamQuery = { search: '', field: null, kind: null, studioId: null, dutyNow: false, now: NOW };
const found = (profiles: readonly MediatorProfile[], query: Partial<TeamQuery> = {}) =>
  listMediators(profiles, studios, { ...everyone, ...query }).map(({ name }) => name);

describe('the list of mediators', () => {
  it('begins with who is on duty, and ends with who mediates no more', () => {
    const later = { day: 3, from: 840, to: 900 } as const;
    const team = [
      profile(1, { active: false, duty: [MORNING] }),
      profile(2),
      profile(3, { duty: [later] }),
      profile(4, { duty: [later, MORNING] }),
    ];
    expect(found(team)).toEqual(['调解员4', '调解员3', '调解员2', '调解员1']);
    expect(found(team, { dutyNow: true })).toEqual(['调解员4']);
  });

  it('is narrowed by field, kind, studio and words, which are also looked for in committee and studio', () => {
    const team = [
      profile(1, { fields: ['land'], studioId: STUDIO.id }),
      profile(2, { kind: 'police', committee: '双湖派出所' }),
      profile(3, { fields: ['land'] }),
    ];
    expect(found(team, { field: 'land' })).toEqual(['调解员1', '调解员3']);
    expect(found(team, { field: 'land', studioId: STUDIO.id })).toEqual(['调解员1']);
    expect(found(team, { kind: 'police' })).toEqual(['调解员2']);
    expect(found(team, { search: '派出所 调解员' })).toEqual(['调解员2']);
    expect(found(team, { search: '评理' })).toEqual(['调解员1']);
  });

  it('shows a studio’s leader first, and the hours of a day in order', () => {
    const team = [profile(1, { studioId: STUDIO.id }), profile(2, { studioId: STUDIO.id }), profile(3)];
    expect(membersOf(STUDIO, team).map(({ name }) => name)).toEqual(['调解员2', '调解员1']);
    expect(hoursOfDay([{ day: 3, from: 1200, to: 1440 }, MORNING, { ...MORNING, day: 4 }], 3)).toEqual(['09:00–12:00', '20:00–24:00']);
  });
});

describe('a week of duty', () => {
  it('is told with the days together that are alike', () => {
    const days = ([1, 2, 3, 5, 6] as const).map((day) => ({ ...MORNING, day }));
    const hours = ['09:00–12:00'];
    expect(groupedWeek([...days, { day: 6, from: 780, to: 840 }])).toEqual([
      { first: 1, last: 3, hours },
      { first: 5, last: 5, hours },
      { first: 6, last: 6, hours: [...hours, '13:00–14:00'] },
    ]);
    expect(groupedWeek([])).toEqual([]);
  });
});

describe('hours as people write them', () => {
  it('are understood with and without a colon, to the end of the day', () => {
    expect(['08:30', '8：30', '0830', '830', ' 24:00 '].map(minuteOfText)).toEqual([510, 510, 510, 510, 1440]);
    for (const text of ['', '8', '08:3', '08:60', '24:01', '-1:00', '8:30 PM']) expect(minuteOfText(text), text).toBeNull();
  });

  it('are the same on two days in whichever order they stand', () => {
    const later = { day: 4, from: 840, to: 900 } as const;
    expect(sameHours([MORNING, { ...later, day: 3 }], [later, { ...MORNING, day: 4 }])).toBe(true);
    expect(sameHours([MORNING], [later])).toBe(false);
  });
});

describe('the form of a profile', () => {
  it('wants a name, and hours that do not overlap', () => {
    const draft = emptyMediator(id(900));
    expect(mediatorProblems(draft)).toEqual({ name: 'problem.missing' });
    expect(mediatorAddition(draft, id(1))).toBeNull();
    const overlapping = { ...draft, name: '梁文山', duty: [MORNING, { ...MORNING, from: 600 }] };
    expect(mediatorProblems(overlapping)).toEqual({ duty: 'problem.duty' });
    expect(mediatorAddition({ ...draft, name: ' 梁文山 ', phone: ' ' }, id(1))).toMatchObject({ id: id(1), name: '梁文山', phone: null });
  });

  it('sends of an edit only what was changed', () => {
    const before = profile(1, { duty: [MORNING], fields: ['land'], committee: '村调委会' });
    const draft = mediatorDraftOf(before);
    expect(mediatorChange(draft, before)).toBeNull();
    expect(mediatorChange({ ...draft, committee: '', fields: ['land', 'family'] }, before)).toEqual({
      id: id(1),
      change: { committee: null, fields: ['land', 'family'] },
    });
  });
});

describe('the form of a studio', () => {
  it('wants a name, and sends of an edit only what was changed', () => {
    expect(studioProblems(emptyStudio(id(900)))).toEqual({ name: 'problem.missing' });
    expect(studioAddition(emptyStudio(id(900)), id(1))).toBeNull();
    expect(studioAddition({ ...emptyStudio(id(900)), name: '评理堂' }, id(1))).toMatchObject({ id: id(1), leaderId: null });
    expect(studioChange(STUDIO, STUDIO)).toBeNull();
    expect(studioChange({ ...STUDIO, active: false }, STUDIO)).toEqual({ id: STUDIO.id, change: { active: false } });
  });
});

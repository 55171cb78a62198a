import { describe, expect, it } from 'vitest';
import { type Outline, SHIPPED_OUTLINES } from '../../../../sfu-server/protocol/entities/outline.ts';
import { linesOfText, usableOutlines } from './outlines.ts';

const COUNTY = { id: 'county', path: '991100/' };
const TOWN = { id: 'town', path: '991100/991100101/' };
const VILLAGE = { id: 'village', path: '991100/991100101/991100101201/' };
const ORGANISATIONS = new Map([COUNTY, TOWN, VILLAGE].map((one) => [one.id, one]));

function outline(id: string, orgId: string, changes: Partial<Outline> = {}): Outline {
  return { id, orgId, name: id, lines: id, replaces: null, position: 1, updatedAt: 1, ...changes };
}
const namesOf = (rows: readonly Outline[]) =>
  usableOutlines(rows, ORGANISATIONS, TOWN, (key) => ({ name: key, lines: key })).map(({ name }) => name);

describe('the question sets of a centre', () => {
  it('are the shipped ones where nobody has written any', () => {
    expect(namesOf([])).toEqual([...SHIPPED_OUTLINES]);
  });

  it('are its own before those above, in their order, without those below', () => {
    const rows = [outline('县', 'county'), outline('村', 'village'), outline('乙', 'town', { position: 2 }), outline('甲', 'town')];
    expect(namesOf(rows)).toEqual([...SHIPPED_OUTLINES, '甲', '乙', '县']);
  });

  it('have what the nearest centre wrote in the place of a shipped one', () => {
    const rows = [outline('县告知', 'county', { replaces: 'notice' }), outline('镇告知', 'town', { replaces: 'notice' })];
    expect(namesOf(rows)).toEqual(SHIPPED_OUTLINES.map((key) => (key === 'notice' ? '镇告知' : key)));
    expect(namesOf(rows.slice(0, 1))).toContain('县告知');
  });
});

describe('the lines of a set', () => {
  it('are those that say something', () => {
    expect(linesOfText('【告知】\n\n  听清了吗？ \n')).toEqual(['【告知】', '听清了吗？']);
  });
});

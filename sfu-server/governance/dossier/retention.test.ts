import { describe, expect, it } from 'vitest';
import { keptUntil, proposedKeep, RETENTION, retentionRulesSchema, yearsKept } from './retention.ts';

describe('how long dossiers are kept', () => {
  it('is 30 and 10 years or for good, and long is proposed, where nothing is set', () => {
    expect(RETENTION.years).toEqual({ permanent: null, long: 30, short: 10 });
    expect([proposedKeep(RETENTION, 'land'), proposedKeep(RETENTION, null)]).toEqual(['long', 'long']);
  });

  it('is what the centre has set, by period and by kind of dispute', () => {
    const set = retentionRulesSchema.parse('long=15, short=5,land=permanent,traffic=short,usual=long');
    expect(set.years).toEqual({ permanent: null, long: 15, short: 5 });
    expect([proposedKeep(set, 'land'), proposedKeep(set, 'traffic'), proposedKeep(set, 'family')]).toEqual(['permanent', 'short', 'long']);
  });

  it.each(['long=0', 'long=', 'permanent=10', 'land=forever', 'moon=short', 'long', ''])('is refused as “%s”', (rules) => {
    expect(retentionRulesSchema.safeParse(rules).success).toBe(false);
  });

  it('is counted from the end of the county’s year of filing', () => {
    // Half past midnight of the new year in the county.
    const filed = Date.UTC(2026, 11, 31, 16, 30);
    expect(keptUntil(10, filed)).toBe(Date.UTC(2037, 11, 31, 16));
    expect(yearsKept(keptUntil(10, filed), 2027)).toBe(10);
    expect([keptUntil(null, filed), yearsKept(null, 2027)]).toEqual([null, null]);
  });
});

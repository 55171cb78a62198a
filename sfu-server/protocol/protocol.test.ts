import { describe, expect, it } from 'vitest';
import { subjectWords } from './case-paper.ts';
import { EVENT_STATES, EVENT_TRANSITIONS } from './entities/event.ts';
import { ENTITY_NAMES, entityNameSchema } from './entities/index.ts';
import { requestEnvelopeSchema } from './envelope.ts';
import { Refusal, refusalSchema } from './errors.ts';
import { isMutationName, MUTATION_SCHEMAS } from './mutations.ts';
import { blockOfText, lineOfText } from './primitives.ts';
import { isRequestType, REQUESTS } from './requests/index.ts';
import { isAllowed, RIGHTS } from './rights.ts';
import { ROLES } from './roles.ts';

const COUNTY = '991100/';
const TOWNSHIP = '991100/991100101/';
const OTHER_TOWNSHIP = '991100/991100102/';
const VILLAGE = '991100/991100101/991100101201/';

describe('rights', () => {
  it('let a seat read its own branch and nothing beside or above it', () => {
    expect(isAllowed('operator', 'data.read', TOWNSHIP, VILLAGE)).toBe(true);
    expect(isAllowed('operator', 'data.read', TOWNSHIP, OTHER_TOWNSHIP)).toBe(false);
    expect(isAllowed('operator', 'data.read', TOWNSHIP, COUNTY)).toBe(false);
  });

  it("let a township join its county's room but not its neighbour's", () => {
    expect(isAllowed('operator', 'room.join', TOWNSHIP, COUNTY)).toBe(true);
    expect(isAllowed('operator', 'room.join', TOWNSHIP, OTHER_TOWNSHIP)).toBe(false);
  });

  it('do not mistake a code that begins like another for its branch', () => {
    expect(isAllowed('operator', 'data.read', '991100/99110010/', '991100/991100101/')).toBe(false);
  });

  it('say nothing about what a role is not given', () => {
    expect(isAllowed('gridWorker', 'room.create.mediation', VILLAGE, VILLAGE)).toBe(false);
    expect(isAllowed('officer', 'data.read', COUNTY, COUNTY)).toBe(false);
  });

  it('have a row for every role', () => {
    expect(Object.keys(RIGHTS).sort()).toEqual([...ROLES].sort());
  });
});

describe('text that people type', () => {
  it('may be Chinese with rare characters, and may not carry control characters', () => {
    expect(lineOfText(20).parse(' 㛃𡐓 争议 ')).toBe('㛃𡐓 争议');
    expect(lineOfText(20).safeParse('甲\u0000乙').success).toBe(false);
    expect(lineOfText(20).safeParse('甲\n乙').success).toBe(false);
    expect(lineOfText(20).safeParse('   ').success).toBe(false);
  });

  it('may have several lines where the field has', () => {
    expect(blockOfText(100).parse('第一行\n第二行\t尾')).toBe('第一行\n第二行\t尾');
    expect(blockOfText(100).safeParse('第一行\u0007').success).toBe(false);
  });

  it('is checked in time that grows with its length only', () => {
    const started = performance.now();
    blockOfText(200_000).safeParse(`${'\n'.repeat(100_000)}\u0000`);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('names on the wire', () => {
  it('are found only in their own table, not in what every object has', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(isRequestType(name)).toBe(false);
      expect(isMutationName(name)).toBe(false);
    }
    expect(isRequestType('room.join')).toBe(true);
    expect(isMutationName('event.report')).toBe(true);
  });

  it('list the same entities in the schema and in the table', () => {
    expect([...entityNameSchema.options].sort()).toEqual([...ENTITY_NAMES].sort());
  });

  it('of every request say who has to be at the other end', () => {
    for (const definition of Object.values(REQUESTS)) expect(['nobody', 'account', 'anybody']).toContain(definition.needs);
  });
});

describe('the envelope', () => {
  it('refuses another version and a missing id', () => {
    expect(requestEnvelopeSchema.safeParse({ v: 2, id: 1, type: 'ping', data: {} }).success).toBe(false);
    expect(requestEnvelopeSchema.safeParse({ v: 1, type: 'ping', data: {} }).success).toBe(false);
    expect(requestEnvelopeSchema.safeParse({ v: 1, id: 1, type: 'ping', data: {} }).success).toBe(true);
  });
});

describe('a refusal', () => {
  it('travels with its code and sentence and comes out the same', () => {
    const value = Refusal.toValue(new Refusal('auth.throttled', 'Too many attempts.', { retryAfterMs: 4000 }));
    expect(refusalSchema.parse(value)).toEqual({ code: 'auth.throttled', message: 'Too many attempts.', retryAfterMs: 4000 });
    expect(Refusal.fromValue(value)).toMatchObject({ code: 'auth.throttled', retryAfterMs: 4000 });
  });

  it('of an unexpected error tells nothing of its inside', () => {
    expect(Refusal.toValue(new Error('password=secret'))).toMatchObject({ code: 'server.internal' });
    expect(Refusal.toValue(new Error('password=secret')).message).not.toContain('secret');
  });
});

describe('the steps of an event', () => {
  it('all lead to its close', () => {
    for (const start of EVENT_STATES) {
      const reached = new Set([start]);
      for (const state of reached) for (const next of EVENT_TRANSITIONS[state]) reached.add(next);
      expect(reached, `from ${start}`).toContain('closed');
    }
  });

  it('never leave the close', () => {
    expect(EVENT_TRANSITIONS.closed).toEqual([]);
  });

  it('take an id, a place inside the world and a kind that exists', () => {
    const good = {
      id: '0193b0a0-0000-7000-8000-000000000001',
      orgId: '0193b0a0-0000-7000-8000-000000000002',
      gridId: null,
      title: '涵洞积水',
      detail: '',
      kind: 'flood',
      level: 1,
      position: { lat: 32.1, lng: 112.2 },
      reportedAt: 1_790_000_000_000,
    };
    const schema = MUTATION_SCHEMAS['event.report'];
    expect(schema.safeParse(good).success).toBe(true);
    for (const bad of [
      { id: 'x' },
      { position: { lat: 91, lng: 0 } },
      { kind: 'gossip' },
      { level: 5 },
      { title: '' },
      { reportedAt: -1 },
    ]) {
      expect(schema.safeParse({ ...good, ...bad }).success).toBe(false);
    }
  });
});

describe('what tells papers of one form apart', () => {
  it('is shown where it is words, and not where it is an id', () => {
    expect(subjectWords({ subject: '第2次' })).toBe('第2次');
    expect(subjectWords({ subject: '0198f3a2-7c1e-7b44-9a3d-2f6e5d4c3b2a' })).toBeNull();
    expect(subjectWords({ subject: null })).toBeNull();
  });
});

import fc from 'fast-check';
import { CUTS } from './connection.ts';

const seat = fc.nat(3);
const which = fc.nat(20);
const HOUR_MS = 3_600_000;
/** Wrong clocks: a little, hours (a time zone), days. */
const skew = fc.constantFrom(0, -3_000, 5_000, -8 * HOUR_MS, 8 * HOUR_MS, -40 * 24 * HOUR_MS, 40 * 24 * HOUR_MS);

const make = <D extends string, F extends object>(weight: number, kind: D, fields: { [K in keyof F]: fc.Arbitrary<F[K]> }) => ({
  weight,
  arbitrary: fc.record({ do: fc.constant(kind), ...fields }) as unknown as fc.Arbitrary<{ do: D } & F>,
});

/** One thing that happens in a county. */
export const stepArbitrary = fc.oneof(
  make(5, 'note', { seat, which }),
  make(5, 'report', { seat }),
  make(3, 'advance', { seat, which }),
  make(3, 'registerCase', { seat, which }),
  make(3, 'editCase', { seat, which }),
  make(2, 'noteCase', { seat, which }),
  make(3, 'advanceCase', { seat, which }),
  make(2, 'issueDocument', { seat, which }),
  make(2, 'editDocument', { seat, which }),
  make(3, 'shareDocument', { seat, which }),
  make(2, 'unshareDocument', { seat, which }),
  make(2, 'planMeeting', { seat, which }),
  make(2, 'editMeeting', { seat, which }),
  make(2, 'writeMinutes', { seat, which }),
  make(2, 'decide', { seat, which }),
  make(1, 'noteTask', { seat, which }),
  make(2, 'advanceTask', { seat, which }),
  make(1, 'addContact', { seat }),
  make(2, 'editContact', { seat, which }),
  make(1, 'refused', { seat, how: fc.constantFrom('drop' as const, 'redo' as const) }),
  make(2, 'rename', { which }),
  make(1, 'move', { which }),
  make(1, 'delete', { which }),
  make(1, 'trim', {}),
  make(1, 'accountMoves', { seat, which }),
  make(1, 'accountDisabled', { seat, disabled: fc.boolean() }),
  make(3, 'signIn', { seat }),
  make(4, 'cut', { seat, how: fc.constantFrom(...CUTS) }),
  make(2, 'lineDown', { seat }),
  make(3, 'lineUp', { seat }),
  make(2, 'slow', { ms: fc.constantFrom(1, 20, 300, 2_500) }),
  make(2, 'serverDies', { statements: fc.nat(25), after: fc.boolean() }),
  make(2, 'consoleDies', { seat, writes: fc.nat(6), after: fc.boolean() }),
  make(1, 'consoleClock', { seat, ms: skew }),
  make(1, 'serverClock', { ms: skew }),
  make(1, 'serverRestarts', { ms: skew }),
  make(8, 'wait', { ms: fc.oneof(fc.nat(60), fc.nat(1_500), fc.nat(6_000)) }),
);
export type Step = typeof stepArbitrary extends fc.Arbitrary<infer S> ? S : never;

/** What people do at a console, as far as it is kept. */
const DEEDS = [
  'report',
  'note',
  'advance',
  'registerCase',
  'editCase',
  'noteCase',
  'advanceCase',
  'issueDocument',
  'editDocument',
  'shareDocument',
  'unshareDocument',
  'planMeeting',
  'editMeeting',
  'writeMinutes',
  'decide',
  'noteTask',
  'advanceTask',
  'addContact',
  'editContact',
] as const;
export type DeedStep = Extract<Step, { do: (typeof DEEDS)[number] }>;

export function isDeed(step: Step): step is DeedStep {
  const deeds: readonly string[] = DEEDS;
  return deeds.includes(step.do);
}

/** Where a schedule takes place. */
export const settingArbitrary = fc.record({
  /** Of delays, identities and pauses before a restart. */
  seed: fc.integer(),
  consoles: fc.integer({ min: 2, max: 4 }),
});
export type Setting = typeof settingArbitrary extends fc.Arbitrary<infer S> ? S : never;

export const stepsArbitrary = fc.array(stepArbitrary, { minLength: 5, maxLength: 40 });

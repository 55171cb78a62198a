import type { Expected, RollCallCandidate } from '../../../../sfu-server/protocol/roll-call.ts';

/** What is chosen with one click. */
export const ROLL_PRESETS = ['usual', 'here', 'all', 'none'] as const;
export type RollPreset = (typeof ROLL_PRESETS)[number];

/** Somebody who can be chosen, under a key of their own. */
export interface Choice extends RollCallCandidate {
  readonly key: string;
}

const IN_PRESET: { readonly [P in RollPreset]: (one: RollCallCandidate) => boolean } = {
  usual: ({ usual }) => usual,
  // Persons: an organisation of which somebody sits here is called by its own line.
  here: ({ accountId, here }) => accountId !== null && here,
  all: () => true,
  none: () => false,
};

/** The candidates of the server and, where the room is a planned meeting's, the people who were invited by name; each once. */
export function choicesOf(candidates: readonly RollCallCandidate[], invited: readonly RollCallCandidate[]): Choice[] {
  const keyOf = (one: RollCallCandidate) => one.accountId ?? one.orgId ?? one.name;
  const known = new Set(candidates.map(keyOf));
  // Who sits here is known by the server only: its line stands.
  return [...candidates, ...invited.filter((one) => !known.has(keyOf(one)))].map((one) => ({ ...one, key: keyOf(one) }));
}

/** Keys of those whom a preset chooses. */
export function presetOf(preset: RollPreset, choices: readonly Choice[]): ReadonlySet<string> {
  return new Set(choices.filter(IN_PRESET[preset]).map(({ key }) => key));
}

/** The first preset that chooses exactly these; null where none does. */
export function presetThatIs(chosen: ReadonlySet<string>, choices: readonly Choice[]): RollPreset | null {
  const same = (other: ReadonlySet<string>) => other.size === chosen.size && [...other].every((key) => chosen.has(key));
  return ROLL_PRESETS.find((preset) => same(presetOf(preset, choices))) ?? null;
}

/** Under their townships in the order in which they came; with a query those whose name or township has it. */
export function groupsOf(choices: readonly Choice[], query: string): { readonly name: string; readonly choices: readonly Choice[] }[] {
  const wanted = query.trim().toLowerCase();
  const found = choices.filter(({ name, group }) => `${name} ${group}`.toLowerCase().includes(wanted));
  return [...Map.groupBy(found, ({ group }) => group)].map(([name, them]) => ({ name, choices: them }));
}

export function expectedOf(choices: readonly Choice[], chosen: ReadonlySet<string>): Expected[] {
  return choices.flatMap(({ key, orgId, accountId }): Expected[] => {
    if (!chosen.has(key)) return [];
    if (accountId !== null) return [{ accountId }];
    return orgId === null ? [] : [{ orgId }];
  });
}

import type { Party, Side } from '../../protocol/entities/mediation.ts';

/** Characters, as the case's own words allow. */
const LONGEST_NAME = 40;

/** As many names of a side as fit into the case's words, whole ones; null where it has none. */
export function namesOf(parties: readonly Party[], side: Side): string | null {
  let names: string | null = null;
  for (const party of parties) {
    if (party.side !== side) continue;
    const next: string = names === null ? [...party.name].slice(0, LONGEST_NAME).join('') : `${names}、${party.name}`;
    if (next.length <= LONGEST_NAME || names === null) names = next;
  }
  return names === null ? null : fitting(names);
}

/** Without cutting a character that takes two units. */
function fitting(name: string): string {
  let cut = '';
  for (const character of name) {
    if (cut.length + character.length > LONGEST_NAME) break;
    cut += character;
  }
  return cut;
}

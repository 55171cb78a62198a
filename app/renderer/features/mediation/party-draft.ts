import { isMinor, type Party, partySchema, type Representative, type Side } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { orNull } from '../../ui/text-problem.ts';

/** Somebody who speaks for a party, as they are being typed. */
export interface RepresentativeDraft {
  /** Of this line of the form alone. */
  readonly key: string;
  readonly name: string;
  readonly relation: string;
  readonly phone: string;
  readonly authority: Representative['authority'];
  readonly words: string;
}

/** A party as it is being typed. */
export interface PartyDraft {
  readonly kind: Party['kind'];
  readonly gender: Party['gender'];
  readonly texts: Texts;
  readonly representatives: readonly RepresentativeDraft[];
}

export const LINES = ['name', 'nation', 'idNumber', 'job', 'phone', 'address', 'legalRepresentative'] as const;
export type Line = (typeof LINES)[number];
export type Texts = Readonly<Record<Line | 'birthDate' | 'age' | 'guardianName' | 'guardianRelation' | 'guardianPhone', string>>;
/** As a party may have. */
export const MOST_REPRESENTATIVES = 5;

export function newRepresentative(): RepresentativeDraft {
  return { key: crypto.randomUUID(), name: '', relation: '', phone: '', authority: 'general', words: '' };
}

export function partyDraftOf(party: Party | null): PartyDraft {
  return {
    kind: party?.kind ?? 'person',
    gender: party?.gender ?? null,
    texts: {
      name: party?.name ?? '',
      nation: party?.nation ?? '',
      idNumber: party?.idNumber ?? '',
      job: party?.job ?? '',
      phone: party?.phone ?? '',
      address: party?.address ?? '',
      legalRepresentative: party?.legalRepresentative ?? '',
      birthDate: party?.birthDate ?? '',
      age: party?.age == null ? '' : String(party.age),
      guardianName: party?.guardian?.name ?? '',
      guardianRelation: party?.guardian?.relation ?? '',
      guardianPhone: party?.guardian?.phone ?? '',
    },
    representatives: (party?.representatives ?? []).map(({ name, relation, phone, authority, words }) => ({
      ...newRepresentative(),
      name,
      relation: relation ?? '',
      phone: phone ?? '',
      authority,
      words: words ?? '',
    })),
  };
}

/** Whether what is typed is somebody under age on the day `today` (YYYY-MM-DD). */
export function isMinorDraft({ kind, texts }: PartyDraft, today: string): boolean {
  return isMinor({ kind, birthDate: orNull(texts.birthDate), age: ageOf(texts) }, today);
}

/** The party that is typed; null while something of it is malformed. A representative without a name, and beside it nothing, is left out. */
export function partyOf({ kind, gender, texts, representatives }: PartyDraft, id: string, side: Side): Party | null {
  const person = kind === 'person';
  const { guardianName, guardianRelation, guardianPhone, birthDate, legalRepresentative, nation, job, ...lines } = texts;
  const named = Object.fromEntries(Object.entries(lines).map(([name, value]) => [name, orNull(value)]));
  const parsed = partySchema.safeParse({
    ...named,
    id,
    side,
    kind,
    gender: person ? gender : null,
    nation: person ? orNull(nation) : null,
    job: person ? orNull(job) : null,
    legalRepresentative: person ? null : orNull(legalRepresentative),
    birthDate: person ? orNull(birthDate) : null,
    age: person ? ageOf(texts) : null,
    guardian:
      person && guardianName.trim() !== '' ? { name: guardianName, relation: guardianRelation, phone: orNull(guardianPhone) } : null,
    representatives: representatives.flatMap(({ key: _, name, relation, phone, words, authority }) =>
      [name, relation, phone, words].every((text) => text.trim() === '')
        ? []
        : [{ name, relation: orNull(relation), phone: orNull(phone), authority, words: orNull(words) }],
    ),
  });
  return parsed.success ? parsed.data : null;
}

/** Years, where the day of birth is not known: with it nothing else is said. What is no number is refused by the schema. */
function ageOf({ birthDate, age }: Texts): number | null {
  return birthDate !== '' || age.trim() === '' ? null : Number(age);
}

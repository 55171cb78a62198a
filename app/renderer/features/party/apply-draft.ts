import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { CASE_FIELDS } from '../../../../sfu-server/protocol/entities/case.ts';
import { HELP_KINDS, isMinor, type Party, partySchema } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { type Application, applicationSchema } from '../../../../sfu-server/protocol/party.ts';
import { phoneSchema } from '../../../../sfu-server/protocol/primitives.ts';
import { dayText } from '../../ui/time.ts';

export const STEPS = ['matter', 'applicants', 'respondents', 'facts', 'check'] as const;
export type Step = (typeof STEPS)[number];

/** Somebody as the form has them: text as it was typed. */
const personSchema = z.object({
  id: z.string(),
  kind: z.enum(['person', 'organisation']),
  name: z.string(),
  phone: z.string(),
  gender: z.enum(['', 'female', 'male']),
  birthDate: z.string(),
  idNumber: z.string(),
  address: z.string(),
  legalRepresentative: z.string(),
  guardianName: z.string(),
  guardianRelation: z.string(),
  guardianPhone: z.string(),
  repName: z.string(),
  repRelation: z.string(),
  repPhone: z.string(),
  repSpecial: z.boolean(),
});
export type PersonDraft = z.infer<typeof personSchema>;

export const fileDraftSchema = z.object({
  id: z.string(),
  kind: z.enum(['picture', 'speech']),
  blob: z.instanceof(Blob),
  name: z.string(),
  mediaType: z.enum(['image/jpeg', 'audio/webm', 'video/mp4']),
  /** Of speech, ms. */
  lastsMs: z.number(),
});
export type FileDraft = z.infer<typeof fileDraftSchema>;

/** What is kept on the phone until it has been sent. */
export const applyDraftSchema = z.object({
  /** Of the case that it will be, and the code of the applicant's own page: made once, so that what is sent twice is one. */
  id: z.string(),
  partyCode: z.string(),
  phase: z.enum(['writing', 'sending', 'sent']),
  number: z.string().nullable(),
  step: z.enum(STEPS),
  field: z.enum(['', ...CASE_FIELDS.mediation]),
  helped: z.enum(HELP_KINDS),
  applicants: z.array(personSchema),
  respondents: z.array(personSchema),
  facts: z.string(),
  request: z.string(),
  amount: z.string(),
  files: z.array(fileDraftSchema),
  /** Of files that could not be sent. */
  dropped: z.number(),
});
export type ApplyDraft = z.infer<typeof applyDraftSchema>;

export const newPerson = (): PersonDraft => ({
  id: uuidv7(),
  kind: 'person',
  ...{ name: '', phone: '', gender: '', birthDate: '', idNumber: '', address: '', legalRepresentative: '' },
  ...{ guardianName: '', guardianRelation: '', guardianPhone: '', repName: '', repRelation: '', repPhone: '', repSpecial: false },
});

export function newDraft(): ApplyDraft {
  return {
    id: uuidv7(),
    partyCode: secret(),
    phase: 'writing',
    number: null,
    step: 'matter',
    field: '',
    helped: 'none',
    applicants: [newPerson()],
    respondents: [newPerson()],
    ...{ facts: '', request: '', amount: '', files: [], dropped: 0 },
  };
}

/** 144 bits as base64url, as the server makes them (see `partyCodeSchema`). */
function secret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

/** Of the text `wrong.KEY`. */
export type Wrong = 'name' | 'phone' | 'phoneForm' | 'idNumber' | 'birthDate' | 'guardian' | 'long';
export type PersonWrongs = { readonly [K in keyof PersonDraft]?: Wrong };

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
export const isBlank = ({ name, phone }: PersonDraft) => name.trim() === '' && phone.trim() === '';

export function isUnderAge({ kind, birthDate }: PersonDraft, now: number): boolean {
  return isMinor({ kind, birthDate: orNull(birthDate), age: null }, dayText(now));
}

/** What keeps somebody from being taken in, by field. @param asks an applicant, who has to be reached */
export function wrongsOf(person: PersonDraft, asks: boolean, now: number): PersonWrongs {
  const wrongs: { [K in keyof PersonDraft]?: Wrong } = {};
  if (person.name.trim() === '') wrongs.name = 'name';
  if (asks && person.phone.trim() === '') wrongs.phone = 'phone';
  for (const key of ['phone', 'guardianPhone', 'repPhone'] as const) {
    if (person[key].trim() !== '' && !phoneSchema.safeParse(person[key]).success) wrongs[key] = 'phoneForm';
  }
  if (person.idNumber.trim() !== '' && !/^[0-9A-Za-z-]{4,30}$/.test(person.idNumber.trim())) wrongs.idNumber = 'idNumber';
  if (person.birthDate !== '' && (!/^\d{4}-\d\d-\d\d$/.test(person.birthDate) || person.birthDate > dayText(now))) {
    wrongs.birthDate = 'birthDate';
  }
  const hasGuardian = person.guardianName.trim() !== '' && person.guardianRelation.trim() !== '';
  if (!hasGuardian && (isUnderAge(person, now) || person.guardianName.trim() !== '')) wrongs.guardianName = 'guardian';
  if (Object.keys(wrongs).length === 0 && !partySchema.safeParse(partyOf(person, 'applicant')).success) wrongs.name = 'long';
  return wrongs;
}

function partyOf(person: PersonDraft, side: Party['side']): unknown {
  const isPerson = person.kind === 'person';
  const guardianName = orNull(person.guardianName);
  const repName = orNull(person.repName);
  const guardian = { name: guardianName, relation: orNull(person.guardianRelation), phone: orNull(person.guardianPhone) };
  const rep = { name: repName, relation: orNull(person.repRelation), phone: orNull(person.repPhone), words: null };
  return {
    id: person.id,
    side,
    kind: person.kind,
    name: person.name,
    gender: isPerson && person.gender !== '' ? person.gender : null,
    nation: null,
    birthDate: isPerson ? orNull(person.birthDate) : null,
    age: null,
    idNumber: orNull(person.idNumber),
    job: null,
    phone: orNull(person.phone),
    address: orNull(person.address),
    legalRepresentative: isPerson ? null : orNull(person.legalRepresentative),
    guardian: isPerson && guardianName !== null ? guardian : null,
    representatives: repName === null ? [] : [{ ...rep, authority: person.repSpecial ? 'special' : 'general' }],
  };
}

/** `1,200.50` as fen; null for nothing; undefined for what is no amount. */
export function fenOf(amount: string): number | null | undefined {
  const text = amount.replaceAll(/[,，\s]/g, '');
  if (text === '') return null;
  return /^\d{1,12}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : undefined;
}

export type FactsWrong = 'facts' | 'amount' | 'speech' | 'long';

/** What keeps the facts from being taken in. */
export function factsWrongOf({ helped, facts, request, amount, files }: ApplyDraft): FactsWrong | null {
  if (helped === 'none' && facts.trim() === '') return 'facts';
  if (helped === 'spoken' && !files.some(({ kind }) => kind === 'speech')) return 'speech';
  if (fenOf(amount) === undefined) return 'amount';
  const words = { facts: applicationSchema.shape.facts.safeParse(facts), request: applicationSchema.shape.request.safeParse(request) };
  return words.facts.success && words.request.success ? null : 'long';
}

/** The application as it is sent; null where something is still missing. */
export function applicationOf(draft: ApplyDraft): Application | null {
  const respondents = draft.respondents.filter((one) => !isBlank(one));
  const parsed = applicationSchema.safeParse({
    field: draft.field,
    parties: [...draft.applicants.map((one) => partyOf(one, 'applicant')), ...respondents.map((one) => partyOf(one, 'respondent'))],
    facts: draft.facts.trim(),
    request: draft.request.trim(),
    amountFen: fenOf(draft.amount) ?? null,
    helped: draft.helped,
  });
  return parsed.success ? parsed.data : null;
}

import { isMutationName, MUTATION_SCHEMAS, type MutationArgs, type MutationName } from '../../../../sfu-server/protocol/mutations.ts';
import type { OutboxItem } from '../../../bridge/contract.ts';

/** The row that a change is about, where it has a title or a name of its own. */
export interface About {
  readonly entity: 'event' | 'case' | 'studio' | 'mediator' | 'contact' | 'document' | 'meeting' | 'task';
  readonly id: string;
}

interface Subject {
  /** The words that the person wrote, or the file that they chose. */
  readonly title: string | null;
  readonly about: About | null;
}

const event = (id: string): About => ({ entity: 'event', id });
const kase = (id: string): About => ({ entity: 'case', id });
const studio = (id: string): About => ({ entity: 'studio', id });
const mediator = (id: string): About => ({ entity: 'mediator', id });
const contact = (id: string): About => ({ entity: 'contact', id });
const document = (id: string): About => ({ entity: 'document', id });
const meeting = (id: string): About => ({ entity: 'meeting', id });
const task = (id: string): About => ({ entity: 'task', id });
const said = (note: string): string | null => (note === '' ? null : note);

const SUBJECTS: { readonly [N in MutationName]: (args: MutationArgs<N>) => Subject } = {
  'event.report': ({ id, title }) => ({ title, about: event(id) }),
  'event.advance': ({ id, note }) => ({ title: said(note), about: event(id) }),
  'event.note': ({ id, text }) => ({ title: text, about: event(id) }),
  'case.register': ({ id, title }) => ({ title, about: kase(id) }),
  'case.edit': ({ id, change }) => ({ title: change.title ?? null, about: kase(id) }),
  'case.advance': ({ id, note }) => ({ title: said(note), about: kase(id) }),
  'case.note': ({ id, text }) => ({ title: text, about: kase(id) }),
  'mediation.write': ({ id, change }) => ({ title: change.request?.slice(0, 60) || null, about: kase(id) }),
  'mediation.putParty': (args) => ({ title: 'party' in args ? args.party.name : (args.change.name ?? null), about: kase(args.id) }),
  'mediation.dropParty': ({ id }) => ({ title: null, about: kase(id) }),
  'mediation.assign': ({ id, mediator }) => ({ title: mediator?.name ?? null, about: kase(id) }),
  'mediation.declare': ({ id, person }) => ({ title: person.name, about: kase(id) }),
  'mediation.suspend': ({ id, reason }) => ({ title: reason, about: kase(id) }),
  'mediation.resume': ({ id }) => ({ title: null, about: kase(id) }),
  'mediation.escalate': ({ id, reason }) => ({ title: reason, about: kase(id) }),
  'mediation.answerEscalation': ({ id, reason }) => ({ title: reason.trim() || null, about: kase(id) }),
  'mediation.handOver': ({ id, officeName }) => ({ title: officeName, about: kase(id) }),
  'mediation.receipt': ({ id, receipt }) => ({ title: receipt.who, about: kase(id) }),
  'mediation.planSession': ({ id, place }) => ({ title: place, about: kase(id) }),
  'mediation.cancelSession': ({ id, reason }) => ({ title: reason, about: kase(id) }),
  'agreement.write': ({ id, change }) => ({
    title: change.facts?.slice(0, 60) || change.performance?.slice(0, 60) || null,
    about: kase(id),
  }),
  'agreement.putClause': ({ id, change }) => ({ title: change.text?.slice(0, 60) || null, about: kase(id) }),
  'agreement.dropClause': ({ id }) => ({ title: null, about: kase(id) }),
  'agreement.putDuty': ({ id, duty }) => ({ title: duty.what, about: kase(id) }),
  'agreement.dropDuty': ({ id }) => ({ title: null, about: kase(id) }),
  'agreement.save': ({ id, note }) => ({ title: said(note), about: kase(id) }),
  'agreement.restore': ({ id }) => ({ title: null, about: kase(id) }),
  'agreement.takeEffect': ({ id }) => ({ title: null, about: kase(id) }),
  'agreement.takeUp': ({ id }) => ({ title: null, about: kase(id) }),
  'agreement.perform': ({ id, words }) => ({ title: said(words), about: kase(id) }),
  'agreement.followUp': ({ id, withWhom }) => ({ title: withWhom, about: kase(id) }),
  'agreement.applyConfirmation': ({ id, court }) => ({ title: court, about: kase(id) }),
  'agreement.courtAnswer': ({ id, answer }) => ({ title: answer.number, about: kase(id) }),
  'record.open': ({ caseId }) => ({ title: null, about: kase(caseId) }),
  'record.line': ({ text }) => ({ title: said(text), about: null }),
  'record.result': ({ result }) => ({ title: said(result.slice(0, 60)), about: null }),
  'record.readBack': () => ({ title: null, about: null }),
  'record.resume': () => ({ title: null, about: null }),
  'record.confirmParty': () => ({ title: null, about: null }),
  'record.confirm': () => ({ title: null, about: null }),
  'mediator.add': ({ id, name }) => ({ title: name, about: mediator(id) }),
  'mediator.edit': ({ id, change }) => ({ title: change.name ?? null, about: mediator(id) }),
  'studio.add': ({ id, name }) => ({ title: name, about: studio(id) }),
  'studio.edit': ({ id, change }) => ({ title: change.name ?? null, about: studio(id) }),
  'outline.add': ({ name }) => ({ title: name, about: null }),
  'outline.edit': ({ change }) => ({ title: change.name ?? null, about: null }),
  'outline.remove': () => ({ title: null, about: null }),
  'department.add': ({ name }) => ({ title: name, about: null }),
  'department.edit': ({ change }) => ({ title: change.name ?? null, about: null }),
  'department.remove': () => ({ title: null, about: null }),
  'jointCall.make': ({ caseId, departmentName }) => ({ title: departmentName, about: kase(caseId) }),
  'jointCall.answer': ({ words }) => ({ title: said(words), about: null }),
  'jointCall.end': ({ reason }) => ({ title: reason, about: null }),
  'contact.add': ({ id, name }) => ({ title: name, about: contact(id) }),
  'contact.edit': ({ id, change }) => ({ title: change.name ?? null, about: contact(id) }),
  'contact.remove': ({ id }) => ({ title: null, about: contact(id) }),
  'document.issue': ({ id, title }) => ({ title, about: document(id) }),
  'document.edit': ({ id, change }) => ({ title: change.title ?? null, about: document(id) }),
  'document.share': ({ id }) => ({ title: null, about: document(id) }),
  'document.unshare': ({ id }) => ({ title: null, about: document(id) }),
  'meeting.plan': ({ id, title }) => ({ title, about: meeting(id) }),
  'meeting.edit': ({ id, change }) => ({ title: change.title ?? null, about: meeting(id) }),
  'meeting.cancel': ({ id, reason }) => ({ title: reason, about: meeting(id) }),
  'meeting.answer': ({ id, words }) => ({ title: said(words), about: meeting(id) }),
  'meeting.minutes': ({ id, change }) => ({ title: change.body?.slice(0, 60) ?? null, about: meeting(id) }),
  'meeting.decide': ({ id, title }) => ({ title, about: meeting(id) }),
  'meeting.signMinutes': ({ id }) => ({ title: null, about: meeting(id) }),
  'task.advance': ({ id, note }) => ({ title: said(note), about: task(id) }),
  'task.note': ({ id, text }) => ({ title: text, about: task(id) }),
  'attachment.add': ({ ownerEntity, ownerId, name }) => ({ title: name, about: { entity: ownerEntity, id: ownerId } }),
  'attachment.drop': () => ({ title: null, about: null }),
};

/** What an outbox item is about, for a person: the text key of its kind, the words that they wrote, if any, and the row. */
export function outboxSubject(item: OutboxItem) {
  if (!isMutationName(item.name)) return { nameKey: 'outbox.name.other', title: null, about: null } as const;
  const nameKey = `outbox.name.${item.name}` as const;
  return { nameKey, ...subjectOf(item.name, item.args) };
}

function subjectOf<N extends MutationName>(name: N, args: unknown): Subject {
  const parsed = MUTATION_SCHEMAS[name].safeParse(args);
  // Parsed by this very name's schema.
  return parsed.success ? SUBJECTS[name](parsed.data as MutationArgs<N>) : { title: null, about: null };
}

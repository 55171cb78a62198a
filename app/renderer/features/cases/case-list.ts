import { CASE_STATES, type Case, type CaseKind, type CaseState } from '../../../../sfu-server/protocol/entities/case.ts';

export const CASE_FILTERS = ['open', 'overdue', ...CASE_STATES, 'all'] as const;
export type CaseFilter = (typeof CASE_FILTERS)[number];

export const CASE_ORDERS = ['due', 'newest'] as const;
export type CaseOrder = (typeof CASE_ORDERS)[number];

export interface CaseQuery {
  readonly filter: CaseFilter;
  /** Words that all have to be there. */
  readonly search: string;
  readonly order: CaseOrder;
  /** UTC ms, to tell what is overdue. */
  readonly now: number;
}

export function isOpen(one: { readonly state: CaseState }): boolean {
  return one.state !== 'closed';
}

/** Past its limit and not closed. */
export function isOverdue(one: Pick<Case, 'state' | 'dueAt'>, now: number): boolean {
  return one.dueAt !== null && isOpen(one) && one.dueAt < now;
}

/** The cases of one kind, in no order. */
export function casesOf(cases: Iterable<Case>, kind: CaseKind): Case[] {
  return [...cases].filter((one) => one.kind === kind);
}

/** Those that pass the filter and hold every word, in the order that is asked for; those alike in a fixed order, so that rows do not jump. */
export function listCases(cases: readonly Case[], { filter, search, order, now }: CaseQuery): Case[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = cases.filter((one) => passes(one, filter, now) && words.every((word) => textOf(one).includes(word)));
  return found.sort((a, b) => (order === 'due' ? dueFirst(a, b) : 0) || b.registeredAt - a.registeredAt || (a.id < b.id ? 1 : -1));
}

/** How many pass each filter. */
export function countCases(cases: readonly Case[], now: number): Readonly<Record<CaseFilter, number>> {
  const count = (filter: CaseFilter) => cases.reduce((sum, one) => sum + (passes(one, filter, now) ? 1 : 0), 0);
  return Object.fromEntries(CASE_FILTERS.map((filter) => [filter, count(filter)])) as Record<CaseFilter, number>;
}

function passes(one: Case, filter: CaseFilter, now: number): boolean {
  if (filter === 'all') return true;
  if (filter === 'open') return isOpen(one);
  if (filter === 'overdue') return isOverdue(one, now);
  return one.state === filter;
}

function textOf(one: Case): string {
  return `${one.number ?? ''} ${one.title} ${one.applicantName} ${one.respondentName ?? ''} ${one.phone ?? ''} ${one.handlerName ?? ''}`.toLowerCase();
}

/** What is due first; what is not timed comes last. */
function dueFirst(a: Case, b: Case): number {
  return (isOpen(a) ? (a.dueAt ?? FAR) : FAR) - (isOpen(b) ? (b.dueAt ?? FAR) : FAR);
}

const FAR = Number.MAX_SAFE_INTEGER;

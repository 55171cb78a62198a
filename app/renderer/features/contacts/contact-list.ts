import type { Contact } from '../../../../sfu-server/protocol/entities/contact.ts';
import type { Organisation } from '../../../../sfu-server/protocol/entities/organisation.ts';

/** A row of the list as it is drawn: an organisation, and below it its people. */
export type ContactRow =
  | { readonly type: 'organisation'; readonly id: string }
  | { readonly type: 'contact'; readonly id: string; readonly contact: Contact };

export interface ContactQuery {
  /** Words that all have to be there; with any, the organisation does not matter. */
  readonly search: string;
  /** Only those of this organisation and below it; null for all. */
  readonly path: string | null;
  readonly dutyOnly: boolean;
}

const COLLATOR = new Intl.Collator('zh-CN', { numeric: true });

/** Those who pass, under their organisations in order of code; in each, who is on duty first, then by name. */
export function contactRows(
  contacts: Iterable<Contact>,
  organisations: ReadonlyMap<string, Organisation>,
  { search, path, dutyOnly }: ContactQuery,
): ContactRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const pathOf = ({ orgId }: Contact) => organisations.get(orgId)?.path ?? '';
  const found = [...contacts].filter(
    (one) =>
      (!dutyOnly || one.isDuty) &&
      (words.length > 0 ? words.every((word) => textOf(one).includes(word)) : path === null || pathOf(one).startsWith(path)),
  );
  found.sort(
    (a, b) => order(pathOf(a), pathOf(b)) || Number(b.isDuty) - Number(a.isDuty) || COLLATOR.compare(a.name, b.name) || order(a.id, b.id),
  );
  const rows: ContactRow[] = [];
  let orgId: string | null = null;
  for (const contact of found) {
    if (contact.orgId !== orgId) rows.push({ type: 'organisation', id: contact.orgId });
    orgId = contact.orgId;
    rows.push({ type: 'contact', id: contact.id, contact });
  }
  return rows;
}

/** How many there are at each organisation and below it, by its path. */
export function countByPath(contacts: Iterable<Contact>, organisations: ReadonlyMap<string, Organisation>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { orgId } of contacts) {
    const path = organisations.get(orgId)?.path ?? '';
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      const above = path.slice(0, end + 1);
      counts.set(above, (counts.get(above) ?? 0) + 1);
    }
  }
  return counts;
}

/** A number is found with and without the marks that people write in it. */
function textOf({ name, post, phone, role }: Contact): string {
  return `${name} ${post} ${role ?? ''} ${phone} ${phone.replaceAll(/[^+0-9]/g, '')}`.toLowerCase();
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

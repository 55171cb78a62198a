import { describe, expect, test } from 'vitest';
import type { Contact } from '../../../../sfu-server/protocol/entities/contact.ts';
import type { Organisation } from '../../../../sfu-server/protocol/entities/organisation.ts';
import { additionOf, changeOf, draftOf, emptyDraft, problemsOf } from './contact-form.ts';
import { type ContactQuery, contactRows, countByPath } from './contact-list.ts';

const id = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const organisation = (n: number, path: string): [string, Organisation] => [
  id(n),
  { id: id(n), parentId: null, level: 'township', name: `Organisation ${n}`, code: path.split('/').at(-2) ?? '', path },
];
const organisations = new Map([
  organisation(900, '991100/'),
  organisation(901, '991100/991100101/'),
  organisation(902, '991100/991100102/'),
]);
const contact = (n: number, orgId: number, changes: Partial<Contact> = {}): Contact => ({
  id: id(n),
  orgId: id(orgId),
  name: `Person ${n}`,
  post: '干事',
  phone: '0991-123 4567',
  isDuty: false,
  role: null,
  updatedAt: 1,
  ...changes,
});
const everyone: ContactQuery = { search: '', path: null, dutyOnly: false };
const shown = (contacts: readonly Contact[], query: Partial<ContactQuery>) =>
  contactRows(contacts, organisations, { ...everyone, ...query }).map((row) => (row.type === 'organisation' ? row.id : row.contact.name));

describe('the directory', () => {
  test('lists people under their organisations, those on duty first', () => {
    const contacts = [contact(3, 902), contact(1, 901), contact(2, 901, { isDuty: true })];
    expect(shown(contacts, {})).toEqual([id(901), 'Person 2', 'Person 1', id(902), 'Person 3']);
  });

  test('shows those of an organisation and below it, and searches everywhere', () => {
    const contacts = [contact(1, 901), contact(2, 902, { name: '王芳' })];
    expect(shown(contacts, { path: '991100/991100101/' })).toEqual([id(901), 'Person 1']);
    expect(shown(contacts, { path: '991100/991100101/', search: '王芳' })).toEqual([id(902), '王芳']);
  });

  test('finds a telephone number however its marks are written', () => {
    expect(shown([contact(1, 901)], { search: '09911234567' })).toEqual([id(901), 'Person 1']);
    expect(shown([contact(1, 901)], { search: '0991-123' })).toEqual([id(901), 'Person 1']);
  });

  test('shows only those on duty when that is asked for', () => {
    expect(shown([contact(1, 901), contact(2, 901, { isDuty: true })], { dutyOnly: true })).toEqual([id(901), 'Person 2']);
  });

  test('counts everybody at an organisation and below it', () => {
    const counts = countByPath([contact(1, 900), contact(2, 901), contact(3, 901)], organisations);
    expect([...counts]).toEqual([
      ['991100/', 3],
      ['991100/991100101/', 2],
    ]);
  });
});

describe('the form of a contact', () => {
  test('wants a name, a post and a number', () => {
    expect(problemsOf(emptyDraft(id(900)))).toEqual({ name: 'problem.missing', post: 'problem.missing', phone: 'problem.missing' });
    expect(additionOf(emptyDraft(id(900)), id(1))).toBeNull();
    const draft = { ...emptyDraft(id(900)), name: '王芳', post: '主任', phone: '0991-1234567' };
    expect(additionOf(draft, id(1))).toMatchObject({ id: id(1), name: '王芳', role: null });
  });

  test('sends of an edit only what was changed', () => {
    const before = contact(1, 901);
    expect(changeOf({ ...draftOf(before), isDuty: true }, before)).toEqual({ id: id(1), change: { isDuty: true } });
    expect(changeOf(draftOf(before), before)).toBeNull();
  });
});

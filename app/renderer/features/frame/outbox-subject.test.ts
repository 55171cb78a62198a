import { expect, test } from 'vitest';
import { outboxSubject } from './outbox-subject.ts';

const id = '01990000-0000-7000-8000-000000000001';
const item = (name: string, args: unknown) => ({ number: 1, name, args, createdAt: 0, state: 'refused' as const, error: null });

test('an outbox item is told by what the person wrote', () => {
  expect(outboxSubject(item('event.note', { id, noteId: id, text: '已到场' }))).toEqual({
    nameKey: 'outbox.name.event.note',
    title: '已到场',
    about: { entity: 'event', id },
  });
  expect(outboxSubject(item('event.advance', { id, to: 'accepted', noteId: id, note: '' }))).toEqual({
    nameKey: 'outbox.name.event.advance',
    title: null,
    about: { entity: 'event', id },
  });
  const file = { id, ownerEntity: 'event', ownerId: id, name: '现场.jpg', mediaType: 'image/jpeg', size: 1, sha256: 'a'.repeat(64) };
  expect(outboxSubject(item('attachment.add', file))).toEqual({
    nameKey: 'outbox.name.attachment.add',
    title: '现场.jpg',
    about: { entity: 'event', id },
  });
  expect(outboxSubject(item('attachment.drop', { id }))).toEqual({ nameKey: 'outbox.name.attachment.drop', title: null, about: null });
});

test('an outbox item of another version of the console is still listed', () => {
  expect(outboxSubject(item('petition.register', {}))).toEqual({ nameKey: 'outbox.name.other', title: null, about: null });
  expect(outboxSubject(item('event.note', 'nonsense'))).toEqual({ nameKey: 'outbox.name.event.note', title: null, about: null });
});

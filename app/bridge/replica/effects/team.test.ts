import { describe, expect, it } from 'vitest';
import type { AnyRow } from '../../../../sfu-server/protocol/entities/index.ts';
import type { MutationArgs } from '../../../../sfu-server/protocol/mutations.ts';
import type { Account } from '../../../../sfu-server/protocol/session.ts';
import { localEffect } from './index.ts';

const id = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const account: Account = {
  ...{ id: id(700), username: 'town', name: '镇操作员', role: 'operator' },
  organisation: { id: id(900), parentId: null, name: '双湖镇', code: '991100101', level: 'township', path: '991100/991100101/' },
};
const shown = (row: AnyRow | undefined, name: string, args: object, at = 5) => localEffect(name, args).apply(row, { account, at });
const ADDED: MutationArgs<'mediator.add'> = {
  ...{ id: id(1), orgId: id(900), name: '梁文山', kind: 'elder', accountId: null, committee: null, studioId: null, certificate: null },
  ...{ fields: ['land'], duty: [], languages: [], phone: null, words: '', active: true },
};

describe('what a console shows of the team before the server has spoken', () => {
  it('is the new profile without a picture, and what was edited of it; other fields stay', () => {
    const added = shown(undefined, 'mediator.add', ADDED);
    expect(added).toEqual({ ...ADDED, photoId: null, updatedAt: 5 });
    const edited = shown(added, 'mediator.edit', { id: id(1), change: { duty: [{ day: 1, from: 540, to: 720 }] } }, 4);
    expect(edited).toEqual({ ...ADDED, photoId: null, duty: [{ day: 1, from: 540, to: 720 }], updatedAt: 5 });
    expect(shown(added, 'mediator.add', { ...ADDED, name: '别人' })).toBe(added);
    expect(shown(undefined, 'mediator.edit', { id: id(1), change: { name: '无' } })).toBeUndefined();
  });

  it('is the new studio, and what was edited of it', () => {
    const studio = { id: id(2), orgId: id(900), name: '评理堂', leaderId: id(1), fields: [], words: '', active: true };
    const founded = shown(undefined, 'studio.add', studio);
    expect(shown(founded, 'studio.edit', { id: id(2), change: { active: false } })).toEqual({ ...studio, active: false, updatedAt: 5 });
  });

  it('is no picture that was taken off, though the server has it, and every other file that it has', () => {
    const file = { id: id(3), ownerId: id(1), name: '照.jpg', mediaType: 'image/jpeg' as const, size: 3, sha256: 'a'.repeat(64) };
    const by = { createdById: id(700), createdByName: '某人', createdAt: 1, complete: true };
    const of = (ownerEntity: 'mediator' | 'case') => ({ ...file, ...by, ownerEntity });
    expect(shown(of('mediator'), 'attachment.drop', { id: id(3) })).toBeUndefined();
    expect(shown(of('case'), 'attachment.drop', { id: id(3) })).toEqual(of('case'));
  });
});

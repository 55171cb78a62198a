import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import { BoardRepository } from '../store/boards.ts';
import { RoomRepository } from '../store/rooms.ts';
import { openSmallCounty } from '../testing/small-county.ts';
import { BoardContents } from './board-contents.ts';
import { aPdf } from './testing.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

it('a document that no board has named for a day goes, one that is named stays', async () => {
  await using open = new AsyncDisposableStack();
  const dir = open.adopt(mkdtempSync(join(tmpdir(), 'shilian-boards-')), (path) => rmSync(path, { recursive: true }));
  const { db, orgs, account } = open.adopt(await openSmallCounty(), (county) => county.db.destroy());
  const boards = new BoardRepository(db);
  const contents = new BoardContents(dir);
  const keep = async (bytes: Uint8Array) => {
    const id = uuidv7();
    await contents.append(id, 0, bytes);
    return contents.keep(id);
  };
  const document = await keep(aPdf());
  const orphan = await keep(Buffer.concat([aPdf(), Buffer.from(' ')]));
  const by = { createdById: (await account('host', 'host', orgs.county)).id, createdByName: '李主任', createdAt: 1 };
  const what = { kind: 'conference', title: '防汛例会', access: 'line', orgId: orgs.county, invitedOrgIds: [] } as const;
  const roomId = uuidv7();
  await new RoomRepository(db).create({ id: roomId, ...what, ...by });
  const presenter = { presenterKey: 'key', presenterName: '李主任' };
  await boards.show({ id: uuidv7(), roomId, title: '预案', document, pages: 1, page: 1, ...presenter, audience: null, openedAt: 1 });
  const sweep = (now: number) => contents.sweepUnnamed((sha256) => boards.namesContent(sha256), now);
  expect(await sweep(Date.now() + DAY_MS - 60_000)).toBe(0);
  expect(await sweep(Date.now() + 2 * DAY_MS)).toBe(1);
  expect(await contents.read(document.sha256, 0, 4)).toEqual(Buffer.from('%PDF'));
  await expect(contents.read(orphan.sha256, 0, 4)).rejects.toMatchObject({ code: 'attachment.not_there' });
});

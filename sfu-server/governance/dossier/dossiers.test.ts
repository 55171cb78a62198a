import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDF } from '@libpdf/core';
import { createCanvas } from '@napi-rs/canvas';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { fourColourJpeg, oddPng } from '../../papers/dossier/odd-pictures.ts';
import type { FiledDossier } from '../../protocol/dossier.ts';
import type { Account } from '../../protocol/session.ts';
import { verifySeals } from '../../security/seal/verify.ts';
import { DossierRepository } from '../../store/dossiers.ts';
import { sha256Of } from '../case-papers/paper-files.ts';
import { DossierWorld } from './fixture.ts';

const WORDS = { keep: 'short', checkedByName: '赵立', remark: null } as const;
const YEAR_MS = 366 * 86_400_000;
const refused = (code: string) => expect.objectContaining({ code });

let world: DossierWorld;
beforeEach(async () => {
  world = await DossierWorld.open();
});
afterEach(() => world[Symbol.asyncDispose]());

const file = (caseId: string, account: Account = world.mediator) => world.dossiers.file(caseId, WORDS, account);
const view = (dossierId: string, account: Account = world.mediator) =>
  world.dossiers.open({ dossierId, kind: 'view', side: null, reason: '核对赔偿数额' }, account);
const bytesOf = ({ ticket, bytes }: { ticket: string; bytes: number }, account: Account = world.mediator) =>
  world.dossiers.read(ticket, 0, bytes, account);
/** Page by page, as poppler reads it, which has no part in making it; without spaces. */
function pagesOf(pdf: Uint8Array): string[] {
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8', maxBuffer: 32 * 1024 * 1024 });
  return text
    .split('\f')
    .slice(0, -1)
    .map((page) => page.replaceAll(/\s/g, ''));
}
const textOf = (pdf: Uint8Array) => pagesOf(pdf).join('\n');
const arrange = (caseId: string, changes: Partial<Parameters<DossierWorld['dossiers']['arrange']>[1]>) =>
  world.dossiers.arrange(caseId, { order: [], leftOut: [], absences: [], ...changes }, world.mediator);

describe('what a dossier would hold', () => {
  it('lies in the order of the national formats, papers of the case before what is printed, and names what is missing', async () => {
    const caseId = await world.settled(['identity']);
    const { draft } = await world.dossiers.ofCase(caseId, world.mediator);
    expect(draft.lines.map(({ form, origin }) => [form, origin])).toEqual([
      ['application', 'printed'],
      ['acceptance', 'printed'],
      ['notice', 'paper'],
      ['record', 'paper'],
      ['agreement', 'paper'],
    ]);
    expect(draft).toMatchObject({ missing: ['identity'], volume: 1, ended: true });
    await expect(file(caseId)).rejects.toEqual(refused('dossier.incomplete'));
  });

  it('takes a page of explanation in place of a required paper', async () => {
    const caseId = await world.settled(['identity']);
    const { draft } = await arrange(caseId, { absences: [{ form: 'identity', text: '当事人为本村村民，调解员当面核对，未留存。' }] });
    expect(draft.missing).toEqual([]);
    const { id } = await file(caseId);
    const { lines } = await world.dossiers.get(id, world.mediator);
    expect(lines.at(-1)).toMatchObject({ form: 'note', name: '卷宗情况说明' });
    expect(textOf(bytesOf(await view(id)))).toContain('调解员当面核对');
  });

  it('is arranged within a form and not across forms', async () => {
    const caseId = await world.settled();
    const [first, second] = [
      await world.paper(caseId, 'inquiry', { subject: '甲' }),
      await world.paper(caseId, 'inquiry', { subject: '乙' }),
    ];
    const { draft } = await arrange(caseId, { order: [`paper:${second}`, `paper:${first}`, 'printed:application'] });
    const keys = draft.lines.map(({ key }) => key);
    expect(keys.indexOf(`paper:${second}`)).toBe(keys.indexOf(`paper:${first}`) - 1);
    expect(keys[0]).toBe('printed:application');
  });

  it('does not take in what is being signed, unless that is left out', async () => {
    const caseId = await world.settled();
    const open = await world.paper(caseId, 'authority', { sealed: false });
    await expect(file(caseId)).rejects.toEqual(refused('dossier.incomplete'));
    await arrange(caseId, { leftOut: [`paper:${open}`] });
    expect((await file(caseId)).docket).toBe('(2026)双湖镇人调字第1号');
  });

  it('is not filed while the case runs', async () => {
    const caseId = await world.settled();
    await world.county.db.updateTable('cases').set({ state: 'handling' }).where('id', '=', caseId).execute();
    await expect(file(caseId)).rejects.toEqual(refused('state.conflict'));
  });
});

describe('filing', () => {
  it('numbers without gaps however many file at once, and what fails takes none', async () => {
    const [a, b, c, d] = [await world.settled(), await world.settled(['record']), await world.settled(), await world.settled()];
    const filed = await Promise.allSettled([file(a), file(b), file(c), file(d)]);
    expect(filed.map((one) => (one.status === 'fulfilled' ? one.value.docket : 'refused'))).toEqual([
      '(2026)双湖镇人调字第1号',
      'refused',
      '(2026)双湖镇人调字第2号',
      '(2026)双湖镇人调字第3号',
    ]);
  });

  it('begins a new series with the county’s new year', async () => {
    await file(await world.settled());
    world.now = Date.UTC(2026, 11, 31, 16, 1);
    expect(await file(await world.settled())).toMatchObject({ docket: '(2027)双湖镇人调字第1号' });
  });

  it('is sealed by the committee, bears its number, and the database refuses to change it', async () => {
    const dossier = await file(await world.settled());
    const pdf = await world.filed.whole(dossier.sha256);
    const [seal] = await verifySeals(pdf, await world.keys.authority());
    expect(seal).toMatchObject({ signer: '双湖镇人民调解委员会', intact: true, wholeFile: true, trusted: true });
    expect(textOf(pdf)).toContain('(2026)双湖镇人调字第1号');
    const { db } = world.county;
    await expect(db.updateTable('dossiers').set({ pages: 1 }).execute()).rejects.toThrow('does not change');
    await expect(db.updateTable('dossiers').set({ state: 'destroyed' }).execute()).rejects.toThrow('two persons');
    await expect(db.deleteFrom('dossiers').execute()).rejects.toThrow('not deleted');
  });

  it('that dies while it prints has taken no number, and leaves nothing but what is swept', async () => {
    const caseId = await world.settled();
    const dying = world.started({
      assemble: async () => {
        throw new Error('The machine has lost power.');
      },
    });
    await expect(dying.file(caseId, WORDS, world.mediator)).rejects.toThrow('power');
    expect((await file(caseId)).docket).toBe('(2026)双湖镇人调字第1号');
    expect((await file(await world.settled())).docket).toBe('(2026)双湖镇人调字第2号');
  });

  it('of a paper whose bytes have changed on the disk is refused', async () => {
    const caseId = await world.settled();
    const tampered = world.started();
    Object.defineProperty(world.papers, 'whole', { value: async () => Buffer.from('%PDF-1.7 another') });
    await expect(tampered.file(caseId, WORDS, world.mediator)).rejects.toEqual(refused('paper.unreadable'));
  });

  it('puts what comes later into a supplement with the same number and its own seal', async () => {
    const caseId = await world.settled();
    const first = await file(caseId);
    await expect(file(caseId)).rejects.toEqual(refused('state.conflict'));
    await world.paper(caseId, 'followUp');
    const second = await file(caseId);
    expect(second).toMatchObject({ docket: first.docket, volume: 2, keepUntil: first.keepUntil });
    const { lines } = await world.dossiers.get(second.id, world.mediator);
    expect(lines.map(({ form }) => form)).toEqual(['followUp']);
    expect(textOf(await world.filed.whole(second.sha256))).toContain('补充材料（一）');
    expect((await world.filed.whole(first.sha256)).length).toBe(first.bytes);
  });
});

describe('a supplement', () => {
  it('is kept as long as its dossier and belongs where that does, also on its cover, when the case has moved', async () => {
    const caseId = await world.settled();
    const first = await file(caseId);
    await world.paper(caseId, 'followUp');
    const { orgs, db } = world.county;
    await db.updateTable('cases').set({ org_id: orgs.second }).where('id', '=', caseId).execute();
    const other = await world.county.account('mediator-two', 'mediator', orgs.second);
    const second = await world.dossiers.file(caseId, { ...WORDS, keep: 'permanent' }, other);
    expect(second).toMatchObject({ orgId: first.orgId, committee: first.committee, keep: 'short', keepUntil: first.keepUntil });
    const [cover = ''] = pagesOf(await world.filed.whole(second.sha256));
    expect(cover).toContain('短期');
    expect(cover).not.toContain('永久');
  });
});

describe('material that cannot be bound', () => {
  it('stops nobody from filing: it stays in the list with a remark, and its bytes and hash with the dossier', async () => {
    const caseId = await world.settled();
    const locked = PDF.create();
    locked.addPage({ size: 'a4' });
    locked.setProtection({ userPassword: 'secret', ownerPassword: 'more' });
    const odd: readonly (readonly [string, Uint8Array])[] = [
      ['密码.pdf', await locked.save()],
      ['坏.pdf', Buffer.from('%PDF-1.7\nnothing')],
      ['半.png', oddPng({ depth: 8, interlaced: true }).subarray(0, 70)],
      ['空.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 2, 0xff, 0xd9])],
      ['交错.png', oddPng({ depth: 1, interlaced: true })],
      ['印刷.jpg', fourColourJpeg()],
    ];
    const hashes = new Map<string, string>();
    for (const [name, bytes] of odd) hashes.set(name, await world.brought(caseId, bytes, { name }));
    const dossier = await file(caseId);
    const { files } = await new DossierRepository(world.county.db).get(dossier.id);
    const beside = files.filter(({ remark }) => remark === '无法装订，另存于案件文件');
    expect(beside.map(({ name, sha256, pages }) => [name, sha256, pages])).toEqual(
      ['密码.pdf', '坏.pdf', '半.png', '空.jpg'].map((name) => [name, hashes.get(name), null]),
    );
    for (const { sha256 } of beside) expect(sha256Of(await world.filed.whole(sha256))).toBe(sha256);
    expect(files.filter(({ name }) => ['交错.png', '印刷.jpg'].includes(name)).map(({ pages }) => pages)).toEqual([
      [expect.any(Number), expect.any(Number)],
      [expect.any(Number), expect.any(Number)],
    ]);
    const text = textOf(await world.filed.whole(dossier.sha256));
    expect(text).toContain('另存4件');
    expect(text).toContain('密码.pdf');
  });

  it('that is a paper somebody has brought has a page in its place, which names its hash', async () => {
    const caseId = await world.settled();
    const bytes = Buffer.from('%PDF-1.7\nnothing');
    await world.paper(caseId, 'authority', { brought: bytes });
    const sha256 = sha256Of(bytes);
    const dossier = await file(caseId);
    expect(textOf(await world.filed.whole(dossier.sha256))).toContain(sha256);
    const { files } = await new DossierRepository(world.county.db).get(dossier.id);
    expect(files.find((one) => one.sha256 === sha256)).toMatchObject({ pages: null });
  });
});

describe('taking a dossier out', () => {
  let dossier: FiledDossier;
  let caseId: string;
  beforeEach(async () => {
    caseId = await world.settled();
    await world.paper(caseId, 'evidence', { subject: '申请人病历', audience: 'applicant' });
    dossier = await file(caseId);
  });

  it('bears who, when and why on every page, and is written down for all who handle the case', async () => {
    const pdf = bytesOf(await view(dossier.id));
    const pages = pagesOf(pdf);
    expect(pages.length).toBeGreaterThan(dossier.pages);
    // Aslant, it is read letter by letter between the lines of the page.
    for (const text of pages) for (const letter of '核对赔偿数额') expect(text).toContain(letter);
    const { uses } = await world.dossiers.get(dossier.id, world.mediator);
    expect(uses).toMatchObject([{ kind: 'view', reason: '核对赔偿数额', byName: 'mediator-one', orgName: '双湖镇' }]);
    const notes = await world.county.db.selectFrom('case_notes').select('text').where('case_id', '=', caseId).execute();
    expect(notes.at(-1)?.text).toContain('事由：核对赔偿数额');
    await expect(world.county.db.deleteFrom('dossier_uses').execute()).rejects.toThrow('does not shrink');
  });

  it('that was destroyed, or lost from one’s sight, while the copy was printed gives no copy, and writes down no use', async () => {
    const { db } = world.county;
    const printed = (meanwhile: () => Promise<unknown>) =>
      world.started({
        copy: async (order) => {
          const copy = await world.printer.copy(order);
          await meanwhile();
          return copy;
        },
      });
    const wish = { dossierId: dossier.id, kind: 'view', side: null, reason: '核对赔偿数额' } as const;
    const moved = printed(() => db.updateTable('cases').set({ org_id: world.county.orgs.second }).where('id', '=', caseId).execute());
    await expect(moved.open(wish, world.mediator)).rejects.toEqual(refused('row.unknown'));
    await db.updateTable('cases').set({ org_id: world.county.orgs.first }).where('id', '=', caseId).execute();
    const leader = await world.county.account('leader-one', 'leader', world.county.orgs.county);
    const admin = await world.county.account('admin-one', 'admin', world.county.orgs.county);
    world.now += 11 * YEAR_MS;
    await world.dossiers.propose(dossier.id, '保管期满', leader);
    const destroyed = printed(() => world.dossiers.decide(dossier.id, true, admin));
    await expect(destroyed.open(wish, world.mediator)).rejects.toEqual(refused('state.conflict'));
    expect(await db.selectFrom('dossier_uses').select('id').execute()).toEqual([]);
  });

  it('is nobody else’s, and ends with its ticket', async () => {
    const other = await world.county.account('mediator-two', 'mediator', world.county.orgs.first);
    const opened = await view(dossier.id);
    expect(() => bytesOf(opened, other)).toThrow(refused('dossier.ticket'));
    world.now += 3 * 3_600_000;
    expect(() => bytesOf(opened)).toThrow(refused('dossier.ticket'));
    const stranger = await world.county.account('mediator-three', 'mediator', world.county.orgs.second);
    await expect(view(dossier.id, stranger)).rejects.toEqual(refused('row.unknown'));
  });

  it('leaves the private material of one side out of the other side’s copy, and in its own', async () => {
    const copy = async (side: 'applicant' | 'respondent') =>
      bytesOf(await world.dossiers.open({ dossierId: dossier.id, kind: 'party', side, reason: '当事人申请复制' }, world.mediator));
    const [theirs, own] = [await copy('respondent'), await copy('applicant')];
    const pages = async (pdf: Uint8Array) => (await PDF.load(pdf)).getPageCount();
    expect(await pages(theirs)).toBe((await pages(own)) - 1);
    expect(textOf(own)).toContain('院墙裂缝照片');
    expect(textOf(theirs)).not.toContain('院墙裂缝照片');
  });

  it('tells a party nothing of what its copy leaves out: neither in the index nor in the list of files', async () => {
    const wish = { dossierId: dossier.id, kind: 'party', side: 'respondent', reason: '当事人申请复制' } as const;
    const theirs = bytesOf(await world.dossiers.open(wish, world.mediator));
    const [, index = ''] = pagesOf(theirs);
    expect(index).toContain('一方材料');
    expect(index).not.toContain('申请人');
    const [found] = (await PDF.load(theirs)).getAttachments().values();
    const list = Buffer.from((await PDF.load(theirs)).getAttachment('papers.json') ?? []).toString();
    expect(found?.name).toBe('papers.json');
    expect(JSON.parse(list).papers.map(({ name }: { name: string }) => name)).toEqual([
      'notice文书.pdf',
      'record文书.pdf',
      'agreement文书.pdf',
    ]);
  });

  it('gives no party what another has brought that was since taken out of the case', async () => {
    const gone = await world.settled();
    const picture = await world.brought(gone, createCanvas(40, 30).toBuffer('image/png'), { partyId: uuidv7(), name: '病历.png' });
    const filed = await file(gone);
    const { lines } = await world.dossiers.get(filed.id, world.mediator);
    expect(lines.find(({ form }) => form === 'evidence')).toMatchObject({ key: 'printed:evidence:none', audience: 'none' });
    expect(textOf(bytesOf(await view(filed.id)))).toContain('病历.png');
    for (const side of ['applicant', 'respondent'] as const) {
      const wish = { dossierId: filed.id, kind: 'party', side, reason: '当事人申请复制' } as const;
      const copy = bytesOf(await world.dossiers.open(wish, world.mediator));
      expect(textOf(copy)).not.toContain('退出');
      const list = Buffer.from((await PDF.load(copy)).getAttachment('papers.json') ?? []).toString();
      expect(list).not.toContain(picture);
    }
  });

  it('holds no byte of a picture of the other side, wherever in the file it might lie', async () => {
    const gone = await world.settled();
    const { db } = world.county;
    const party = await db
      .selectFrom('mediation_parties')
      .select(['id', 'body'])
      .where('mediation_id', '=', gone)
      .orderBy('position')
      .execute();
    const canvas = createCanvas(400, 300);
    const context = canvas.getContext('2d');
    for (let line = 0; line < 400; line += 1) {
      context.fillStyle = `hsl(${line} 80% 50%)`;
      context.fillRect((line * 7919) % 380, (line * 104_729) % 280, 20, 20);
    }
    const picture = canvas.toBuffer('image/jpeg');
    await world.brought(gone, picture, { partyId: party[0]?.id ?? null, name: '病历.jpg' });
    const filed = await file(gone);
    const copy = async (side: 'applicant' | 'respondent') =>
      Buffer.from(
        bytesOf(await world.dossiers.open({ dossierId: filed.id, kind: 'party', side, reason: '当事人申请复制' }, world.mediator)),
      );
    // A PDF holds a JPEG as it is.
    const [own, theirs] = [await copy('applicant'), await copy('respondent')];
    expect(own.includes(picture.subarray(200, 1200))).toBe(true);
    expect(theirs.includes(picture.subarray(200, 1200))).toBe(false);
    expect(theirs.includes(Buffer.from('病历'))).toBe(false);
    expect(textOf(own)).toContain('病历.jpg');
    expect(textOf(theirs)).not.toContain('病历');
    const copyFile = join(world.dir, 'copy.pdf');
    writeFileSync(copyFile, theirs);
    const outline = execFileSync('pdftohtml', ['-xml', '-stdout', '-i', copyFile], { encoding: 'utf8' });
    expect(outline).toContain('<outline>');
    expect(outline).not.toContain('申请人一方');
  });

  it('gives a party no application, acceptance or identity record: they hold where the other side lives', async () => {
    const wish = { dossierId: dossier.id, kind: 'party', side: 'applicant', reason: '当事人申请复制' } as const;
    const own = bytesOf(await world.dossiers.open(wish, world.mediator));
    const whole = textOf(bytesOf(await view(dossier.id)));
    for (const form of ['人民调解申请书', '人民调解受理登记表', '当事人身份核验记录']) {
      expect([form, whole.includes(form), textOf(own).includes(form)]).toEqual([form, true, false]);
    }
  });
});

describe('the end of a dossier', () => {
  it('comes after its time, by two persons, and its line stays', async () => {
    const leader = await world.county.account('leader-one', 'leader', world.county.orgs.county);
    const admin = await world.county.account('admin-one', 'admin', world.county.orgs.county);
    const { id, keepUntil, sha256 } = await file(await world.settled());
    expect(keepUntil).toBe(Date.UTC(2036, 11, 31, 16));
    const listed = (due: boolean) => world.dossiers.list({ search: '李𡐓', year: 2026, due, skip: 0 }, leader);
    expect((await listed(true)).total).toBe(0);
    await expect(world.dossiers.propose(id, '保管期满', leader)).rejects.toEqual(refused('dossier.kept'));
    world.now += 11 * YEAR_MS;
    expect((await listed(true)).dossiers.map((one) => one.id)).toEqual([id]);
    await expect(world.dossiers.propose(id, '保管期满', world.mediator)).rejects.toEqual(refused('right.missing'));
    await expect(world.dossiers.decide(id, true, leader)).rejects.toEqual(refused('state.conflict'));
    await world.dossiers.propose(id, '保管期满', leader);
    await expect(world.dossiers.decide(id, true, leader)).rejects.toEqual(refused('dossier.two_persons'));
    expect(await world.dossiers.decide(id, true, admin)).toMatchObject({
      ...{ state: 'destroyed', sha256, title: '张㛃与李𡐓相邻纠纷' },
      destruction: { state: 'done', proposedByName: 'leader-one', decidedByName: 'admin-one' },
    });
    await expect(world.filed.whole(sha256)).rejects.toEqual(refused('attachment.not_there'));
    await expect(view(id, leader)).rejects.toEqual(refused('state.conflict'));
    expect((await listed(false)).total).toBe(1);
  });

  it('that is declined leaves it as it was, and can be proposed again', async () => {
    const leader = await world.county.account('leader-one', 'leader', world.county.orgs.county);
    const admin = await world.county.account('admin-one', 'admin', world.county.orgs.county);
    const { id } = await file(await world.settled());
    world.now += 11 * YEAR_MS;
    await world.dossiers.propose(id, '保管期满', leader);
    expect(await world.dossiers.decide(id, false, admin)).toMatchObject({ state: 'filed', destruction: { state: 'declined' } });
    expect(await world.dossiers.propose(id, '再次提请', admin)).toMatchObject({ destruction: { state: 'proposed' } });
  });
});

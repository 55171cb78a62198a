import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDF } from '@libpdf/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SealKeys } from '../../security/seal/seal-keys.ts';
import { checkFolder, type Finding } from './check-export.ts';
import { DossierWorld } from './fixture.ts';

const WORDS = { keep: 'short', checkedByName: '赵立', remark: null } as const;
const hasQpdf = existsSync('/usr/bin/qpdf');
let world: DossierWorld;
/** As it was exported, and a copy of it for each test. */
let exported: string;
let dir: string;
let authority: string;
beforeAll(async () => {
  world = await DossierWorld.open();
  const caseId = await world.settled();
  await world.brought(caseId, Buffer.from('%PDF-1.7\nnothing'), { name: '坏.pdf' });
  await world.brought(caseId, Buffer.from('moving pictures'), { name: '监控.mp4' });
  const { id } = await world.dossiers.file(caseId, WORDS, world.mediator);
  const opened = await world.dossiers.open({ dossierId: id, kind: 'folder', side: null, reason: '移送法院' }, world.mediator);
  const zip = join(world.dir, 'export.zip');
  exported = join(world.dir, 'exported');
  writeFileSync(zip, world.dossiers.read(opened.ticket, 0, opened.bytes, world.mediator));
  execFileSync('unzip', ['-q', zip, '-d', exported]);
  authority = await world.keys.authority();
}, 120_000);
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
  dir = mkdtempSync(join(world.dir, 'copy-'));
  cpSync(exported, dir, { recursive: true });
});

const linesOf = (findings: readonly Finding[]) => findings.map(({ state, words }) => `${state} ${words}`);
const check = async (own: string | null = authority) => linesOf(await checkFolder(dir, own));

/** As a court calls it. */
function verify(...args: string[]): { status: number | null; last: string | undefined } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/verify.ts', ...args], { encoding: 'utf8' });
  return { status, last: `${stdout}${stderr}`.trim().split('\n').at(-1) };
}

const manifest = () => JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8'));
const write = (changed: unknown) => writeFileSync(join(dir, 'manifest.json'), JSON.stringify(changed));
const paperFile = () => readdirSync(join(dir, 'papers')).find((name) => name.endsWith('.pdf') && name.startsWith('05')) ?? '';

describe('an exported folder', () => {
  it('is sound to tools that have no part in making it: sha256sum, pdfsig, qpdf', () => {
    const sums = spawnSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: dir, encoding: 'utf8' });
    expect([sums.status, sums.stdout]).toEqual([0, expect.stringContaining('卷宗.pdf: OK')]);
    const seals = execFileSync('pdfsig', ['-nocert', join(dir, '卷宗.pdf')], { encoding: 'utf8' });
    expect(seals).toContain('Signature is Valid');
    expect(seals).toContain('Total document signed');
    if (hasQpdf)
      expect(execFileSync('qpdf', ['--check', join(dir, '卷宗.pdf')], { encoding: 'utf8' })).toContain(
        'No syntax or stream encoding errors',
      );
  });

  it('is found as it was sealed, against the certificate that the committee has given', async () => {
    const lines = await check();
    expect(lines.filter((line) => line.startsWith('bad'))).toEqual([]);
    expect(lines).toContain('good 卷宗.pdf：双湖镇人民调解委员会，盖章后未改动');
    expect(lines).toContainEqual(expect.stringMatching(/^note 监控\.mp4：电子数据，另存于案件文件，不在文件夹内，SHA-256 [0-9a-f]{64}$/));
  });

  it('that vouches for itself is said to', async () => {
    const lines = await check(null);
    expect(lines.filter((line) => line.startsWith('bad'))).toEqual([]);
    expect(lines.at(-1)).toContain('颁发机构证书取自本文件夹');
  });

  it('of another authority is not taken for the committee’s', async () => {
    const other = await new SealKeys(join(world.dir, 'other')).authority();
    expect(await check(other)).toContainEqual(expect.stringMatching(/^bad 卷宗\.pdf：.*证书不是所给机构颁发/));
  });

  it.each<[string, () => void, string]>([
    ['a byte of a paper changed', () => flip(join(dir, 'papers', paperFile())), '：哈希'],
    ['a paper taken away', () => rmSync(join(dir, 'papers', paperFile())), '：缺少'],
    ['a paper added', () => writeFileSync(join(dir, 'papers', '99-补.pdf'), '%PDF-1.7'), '99-补.pdf：清单中没有'],
    ['a file added beside', () => writeFileSync(join(dir, 'readme.txt'), 'x'), 'readme.txt：清单中没有'],
    ['a byte changed in the whole', () => flip(join(dir, '卷宗.pdf')), '卷宗.pdf：哈希'],
    ['pages claimed that are not there', () => write({ ...manifest(), copy: { ...manifest().copy, pages: 99 } }), '清单为 99 页'],
    ['another title in the manifest', () => write({ ...manifest(), title: '另一纠纷' }), '与盖章副本内的清单一致'],
    ['the sums changed', () => writeFileSync(join(dir, 'SHA256SUMS'), '0'.repeat(64)), 'SHA256SUMS'],
  ])('with %s is found out', async (_, change, words) => {
    change();
    expect(await check()).toContainEqual(expect.stringMatching(new RegExp(`^bad .*${words}`)));
  });

  it.each(['../../secret.pdf', '/etc/hostname', '..', 'a\\b.pdf', ''])('whose manifest names “%s” is not followed there', async (file) => {
    const now = manifest();
    write({ ...now, papers: [{ ...now.papers[0], file }] });
    await expect(check()).rejects.toThrow();
  });

  it('with a link in place of a paper is not followed either', async () => {
    const file = join(dir, 'papers', paperFile());
    renameSync(file, join(world.dir, 'elsewhere.pdf'));
    symlinkSync(join(world.dir, 'elsewhere.pdf'), file);
    await expect(check()).rejects.toThrow('不是普通文件');
  });

  it('holds what could not be bound, with its remark and its hash, and a list of evidence that says so', async () => {
    const papers = z
      .array(z.object({ file: z.string().nullable(), name: z.string(), pages: z.unknown(), remark: z.string().optional() }))
      .parse(manifest().papers);
    expect(papers.filter(({ pages }) => pages === null)).toMatchObject([
      { name: '坏.pdf', file: expect.stringContaining('坏.pdf'), remark: '无法装订，另存于案件文件' },
      { name: '监控.mp4', file: null, remark: '电子数据，另存于案件文件' },
    ]);
    const text = execFileSync('pdftotext', ['-raw', join(dir, '卷宗.pdf'), '-'], { encoding: 'utf8' }).replaceAll(/\s/g, '');
    expect(text).toContain('无法装订，另存于案件文件');
    expect(text).toContain('另存2件');
  });

  it('has bookmarks that lead to the papers', async () => {
    const document = await PDF.load(readFileSync(join(dir, '卷宗.pdf')));
    expect(document.getCatalog().has('Outlines')).toBe(true);
  });
});

describe('the checking program', () => {
  it('ends with 0 where nothing differs and says whose word that is, 1 where something does, 2 where it was called wrongly', () => {
    const file = join(world.dir, 'from-the-committee.pem');
    writeFileSync(file, authority);
    expect(verify('--authority', file, dir)).toMatchObject({ status: 0, last: '全部通过' });
    expect(verify(dir)).toMatchObject({ status: 0, last: '未发现改动；颁发机构未经独立核验' });
    expect(verify('--authority', file, join(dir, '卷宗.pdf'))).toMatchObject({ status: 0, last: '全部通过' });
    rmSync(join(dir, 'papers', paperFile()));
    expect(verify(dir)).toMatchObject({ status: 1, last: expect.stringMatching(/^\d 处不符$/) });
    expect(verify()).toMatchObject({ status: 2, last: expect.stringContaining('用法') });
  }, 120_000);
});

function flip(file: string): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(2000) ^ 1, 2000);
  writeFileSync(file, bytes);
}

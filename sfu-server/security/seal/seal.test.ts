import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDF } from '@libpdf/core';
import { v7 as uuid } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sampleForms } from '../../papers/mediation/fixture.ts';
import { Printer } from '../../papers/printer.ts';
import { sealPdf } from './seal.ts';
import { SealKeys } from './seal-keys.ts';
import { verifySeals } from './verify.ts';

const AT = Date.UTC(2026, 10, 22, 2, 10);
const SEALER = { id: uuid(), name: '晶泉县人民调解委员会' };
const printer = new Printer();
let paper: Uint8Array;
let dir: string;
let keys: SealKeys;

beforeAll(async () => {
  const agreement = sampleForms().find(({ form }) => form === 'agreement');
  if (agreement === undefined) throw new Error('No agreement.');
  paper = await printer.print({ kind: 'mediation', ...agreement });
});
afterAll(() => printer.close());
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'shilian-seal-'));
  keys = new SealKeys(join(dir, 'seals'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const seal = (pdf: Uint8Array = paper) => sealPdf(pdf, { keys, sealer: SEALER, reason: '人民调解协议书', location: '晶泉县', at: AT });
const has = (program: string) => spawnSync(program, ['-v'], { stdio: 'ignore' }).error === undefined;

/** What poppler, which shares nothing with what sealed, says of a file. */
function pdfsig(pdf: Uint8Array): string {
  const file = join(dir, 'paper.pdf');
  writeFileSync(file, pdf);
  return spawnSync('pdfsig', [file], { encoding: 'utf8' }).stdout;
}

describe('a sealed paper', () => {
  it('keeps every byte of the paper and is found intact, whole and of our authority', async () => {
    const sealed = await seal();
    expect(Buffer.compare(sealed.subarray(0, paper.length), paper)).toBe(0);
    expect(await verifySeals(sealed, await keys.authority())).toEqual([
      { signer: SEALER.name, sealedAt: AT, intact: true, wholeFile: true, trusted: true },
    ]);
  });

  it.skipIf(!has('pdfsig'))(
    'is valid to an independent reader, which sees who, when and in which format (skipped without pdfsig)',
    async () => {
      const said = pdfsig(await seal());
      expect(said).toContain('Signature is Valid.');
      expect(said).toContain('ETSI.CAdES.detached');
      expect(said).toContain('Total document signed');
      expect(said).toContain(SEALER.name);
    },
  );

  it('verifies with openssl over the bytes that its range names, under the authority', async () => {
    const sealed = Buffer.from(await seal());
    const [, before = 0, after = 0, rest = 0] =
      /\/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)/.exec(sealed.toString('latin1'))?.map(Number) ?? [];
    const at = (name: string) => join(dir, name);
    writeFileSync(at('signed'), Buffer.concat([sealed.subarray(0, before), sealed.subarray(after, after + rest)]));
    writeFileSync(at('cms'), Buffer.from(sealed.toString('latin1', before + 1, after - 1), 'hex'));
    writeFileSync(at('ca.pem'), await keys.authority());
    const verify = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', at('cms'), '-content', at('signed'), '-CAfile', at('ca.pem')];
    const run = spawnSync('openssl', [...verify, '-purpose', 'any', '-out', at('out')], { encoding: 'utf8' });
    expect(run.stderr).toMatch(/Verification successful/i);
    const printed = execFileSync('openssl', ['cms', '-cmsout', '-print', '-inform', 'DER', '-in', at('cms')], { encoding: 'utf8' });
    expect(printed).toContain('id-smime-aa-signingCertificateV2');
  });

  it('shows one changed byte, to us and to others', async () => {
    const sealed = await seal();
    const changed = Uint8Array.from(sealed);
    const at = Buffer.from(changed).indexOf('/CreationDate') + 20;
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(await verifySeals(changed, await keys.authority())).toMatchObject([{ intact: false }]);
    if (has('pdfsig')) expect(pdfsig(changed)).not.toContain('Signature is Valid.');
  });

  it('shows what was added behind it', async () => {
    const document = await PDF.load(await seal());
    document.getPage(0)?.drawText('x', { x: 100, y: 100 });
    const later = await document.save({ incremental: true });
    expect(await verifySeals(later, await keys.authority())).toMatchObject([{ intact: true, wholeFile: false }]);
    if (has('pdfsig')) expect(pdfsig(later)).toContain('Not total document signed');
  });

  it('can be sealed by a second body, and the first seal stays intact', async () => {
    const twice = await seal(await seal());
    expect(await verifySeals(twice, await keys.authority())).toMatchObject([
      { intact: true, wholeFile: false },
      { intact: true, wholeFile: true },
    ]);
  });

  it.each(['authority.key', 'authority.pem'])('is not followed by one of a new authority where %s is lost', async (file) => {
    await seal();
    rmSync(join(dir, 'seals', file), { force: true });
    await expect(keys.authority()).rejects.toMatchObject({ code: 'seal.unavailable' });
  });

  it('is not trusted under the authority of another server', async () => {
    const other = await new SealKeys(join(dir, 'other')).authority();
    expect(await verifySeals(await seal(), other)).toMatchObject([{ intact: true, trusted: false }]);
  });
});

describe('the keys of seals', () => {
  it('are the owner’s only, and stay from start to start', async () => {
    const first = await keys.signer(SEALER);
    const again = await new SealKeys(join(dir, 'seals')).signer(SEALER);
    expect(again.certificate).toEqual(first.certificate);
    const folder = join(dir, 'seals');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600);
  });

  it('are made once where two papers are sealed at once', async () => {
    const [one, two] = await Promise.all([keys.signer(SEALER), keys.signer(SEALER)]);
    expect(one.certificate).toEqual(two.certificate);
  });

  it('are made anew for a new name, and the old certificate is kept', async () => {
    const before = await keys.signer(SEALER);
    const after = await keys.signer({ ...SEALER, name: '晶泉县矛盾纠纷调解委员会' });
    expect(after.certificate).not.toEqual(before.certificate);
    expect(readdirSync(join(dir, 'seals')).filter((name) => name.includes('.until-'))).toHaveLength(1);
  });

  it('refuse to seal, and say so, where the folder cannot be had', async () => {
    writeFileSync(join(dir, 'file'), '');
    await expect(new SealKeys(join(dir, 'file')).signer(SEALER)).rejects.toMatchObject({ code: 'seal.unavailable' });
  });
});

it('seals nothing that is no PDF, and sees no seal in it', async () => {
  const noise = Buffer.from('no paper at all');
  await expect(seal(noise)).rejects.toMatchObject({ code: 'paper.unreadable' });
  expect(await verifySeals(noise, await keys.authority())).toEqual([]);
});

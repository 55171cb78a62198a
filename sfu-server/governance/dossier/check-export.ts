import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDF } from '@libpdf/core';
import { z } from 'zod';
import { verifySeals } from '../../security/seal/verify.ts';
import { sha256Of } from '../case-papers/paper-files.ts';
import { SUMS_FILE } from './export-folder.ts';

/** One thing that was looked at. `note`: it says something, and nothing is wrong. */
export interface Finding {
  readonly state: 'good' | 'bad' | 'note';
  readonly words: string;
}

const MANIFEST = 'manifest.json';
const PAPERS = 'papers';
/** Of a dossier at least: cover, index, back cover. */
const UNNUMBERED = 3;
const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** A file of the folder itself: a manifest is written by whoever hands it over, and must not lead elsewhere. */
const nameSchema = z.string().min(1).max(255).refine(isPlainName, '文件名指向文件夹之外');
const linesSchema = z.array(
  z.object({
    file: nameSchema.nullable(),
    name: z.string(),
    pages: z.tuple([z.int().positive(), z.int().positive()]).nullable(),
    bytes: z.int().nonnegative(),
    sha256: hash,
    remark: z.string().optional(),
  }),
);
const papersSchema = z.object({
  format: z.literal('shilian-dossier/1'),
  committee: z.string(),
  docket: z.string(),
  volume: z.string().nullable(),
  title: z.string(),
  hash: z.literal('SHA-256'),
  kept: z.object({ bytes: z.number(), sha256: hash, numberedPages: z.int().positive() }),
  papers: linesSchema,
});
type Papers = z.infer<typeof papersSchema>;
const manifestSchema = papersSchema.extend({
  copy: z.object({ file: nameSchema, bytes: z.number(), pages: z.int().positive().optional(), sha256: hash }),
  authority: nameSchema,
});
type Manifest = z.infer<typeof manifestSchema>;

/**
 * Checks the folder of an exported dossier against its manifest and its seals, without the server.
 * @param authority PEM of the authority, had from the committee itself; null: the one in the folder is taken, and it is said
 * @throws where there is no manifest, or one that cannot be read
 */
export async function checkFolder(dir: string, authority: string | null): Promise<Finding[]> {
  const manifest = manifestSchema.parse(JSON.parse(plainFile(join(dir, MANIFEST)).toString('utf8')));
  const { docket, title, copy, papers, committee } = manifest;
  const findings: Finding[] = [note(`卷宗 ${docket}　${title}`)];
  const own = plainFile(join(dir, manifest.authority)).toString('utf8');
  const whole = plainFile(join(dir, copy.file));
  findings.push(said(sha256Of(whole) === copy.sha256, `${copy.file}：哈希`));
  findings.push(...(await checkSeals(whole, copy.file, { authority: authority ?? own, signer: committee })));
  findings.push(...(await checkPages(whole, manifest)));
  const folder = join(dir, PAPERS);
  // A dossier whose papers all lie elsewhere has no such folder.
  const there = new Set(readdirSync(dir).includes(PAPERS) ? readdirSync(folder) : []);
  for (const { file, name, sha256, remark } of papers) {
    if (file === null) {
      findings.push(note(`${name}：${remark ?? '另存'}，不在文件夹内，SHA-256 ${sha256}`));
    } else if (there.delete(file)) {
      const bytes = plainFile(join(folder, file));
      findings.push(said(sha256Of(bytes) === sha256, `${file}：哈希`));
      // What a party has brought may bear seals of others.
      if (file.endsWith('.pdf')) findings.push(...(await checkOwnSeals(bytes, file, authority ?? own, committee)));
    } else findings.push(bad(`${file}：缺少`));
  }
  for (const extra of there) findings.push(bad(`${PAPERS}/${extra}：清单中没有`));
  findings.push(...checkRoot(dir, manifest));
  findings.push(authority === null ? OWN_AUTHORITY : note('颁发机构证书由核验者提供'));
  return findings;
}

/** Checks the seals of one PDF that was exported. @param authority null: who has issued them is not checked, and it is said */
export async function checkFile(path: string, authority: string | null, anyAuthority: string): Promise<Finding[]> {
  const found = await checkSeals(plainFile(path), path, {
    authority: authority ?? anyAuthority,
    signer: null,
    issuerCounts: authority !== null,
  });
  return authority === null ? [...found, NO_AUTHORITY] : found;
}

const OWN_AUTHORITY = note(
  '颁发机构证书取自本文件夹：只能说明盖章后未改动，不能证明出自该调委会。请向调委会另行取得证书，用 --authority 文件 再次核验',
);
const NO_AUTHORITY = note('未给出颁发机构证书：只能说明盖章后未改动，不能证明由谁盖章。请用 --authority 文件 再次核验');

interface Issuer {
  readonly authority: string;
  /** Who has to have sealed; null: anybody. */
  readonly signer: string | null;
  readonly issuerCounts?: boolean;
}

async function checkSeals(
  bytes: Uint8Array,
  name: string,
  { authority, signer: expected, issuerCounts = true }: Issuer,
): Promise<Finding[]> {
  const seals = await verifySeals(bytes, authority);
  if (seals.length === 0) return [bad(`${name}：没有电子印章`)];
  return seals.map(({ signer, intact, wholeFile, trusted }) => {
    const unchanged = intact && wholeFile;
    const right = expected === null || signer === expected;
    const words = [
      signer === '' ? '印章' : signer,
      unchanged ? '盖章后未改动' : '盖章后被改动',
      ...(issuerCounts && !trusted ? ['证书不是所给机构颁发'] : []),
      ...(right ? [] : [`应由${expected}盖章`]),
    ];
    return said(unchanged && right && (trusted || !issuerCounts), `${name}：${words.join('，')}`);
  });
}

/** Seals of a paper in the folder: those of the committee have to hold; of others it is told whether nothing was changed. */
async function checkOwnSeals(bytes: Uint8Array, name: string, authority: string, committee: string): Promise<Finding[]> {
  return (await verifySeals(bytes, authority)).map(({ signer, intact, wholeFile, trusted }) => {
    const unchanged = intact && wholeFile;
    const words = `${name}：${signer === '' ? '印章' : signer}，${unchanged ? '盖章后未改动' : '盖章后被改动'}`;
    if (trusted || signer === committee) return said(unchanged && trusted, trusted ? words : `${words}，证书不是所给机构颁发`);
    return note(`${words}（其他机构的印章）`);
  });
}

async function checkPages(whole: Uint8Array, { copy, kept, papers, ...rest }: Manifest): Promise<Finding[]> {
  const document = await PDF.load(whole).catch(() => null);
  if (document === null) return [bad(`${copy.file}：打不开`)];
  const pages = document.getPageCount();
  const least = kept.numberedPages + UNNUMBERED;
  const asSaid = pages >= least && pages === (copy.pages ?? pages);
  const ranges = papers.flatMap(({ pages: range }) => (range === null ? [] : [range])).sort(([a], [b]) => a - b);
  let next = 1;
  for (const [first, last] of ranges) next = first === next && last >= first ? last + 1 : Number.NaN;
  // The sealed copy says what the papers are: who changes one cannot mend the manifest after it.
  const attached = document.getAttachment('papers.json');
  const sealed = attached === null ? null : papersSchema.safeParse(JSON.parse(Buffer.from(attached).toString('utf8')));
  const { committee, docket, volume, title, format, hash: algorithm } = rest;
  const claimed: Papers = { format, committee, docket, volume, title, hash: algorithm, kept, papers };
  return [
    said(asSaid, `${copy.file}：${pages} 页${asSaid ? '' : `，清单为 ${copy.pages ?? `至少 ${least}`} 页`}`),
    said(next === kept.numberedPages + 1, `页号：1 至 ${kept.numberedPages} 页连续，各文书与清单相符`),
    said(sealed?.success === true && JSON.stringify(sealed.data) === JSON.stringify(claimed), `${MANIFEST}：与盖章副本内的清单一致`),
  ];
}

/** What lies beside the papers, and the sums for `sha256sum -c`, which exports of an earlier version have not. */
function checkRoot(dir: string, { copy, authority, papers }: Manifest): Finding[] {
  const known = [MANIFEST, SUMS_FILE, PAPERS, copy.file, authority];
  const there = readdirSync(dir);
  const findings = there.filter((name) => !known.includes(name)).map((name) => bad(`${name}：清单中没有`));
  if (!there.includes(SUMS_FILE)) return findings;
  const expected = [MANIFEST, authority].map((file) => `${sha256Of(plainFile(join(dir, file)))}  ${file}`);
  expected.push(`${copy.sha256}  ${copy.file}`);
  for (const { file, sha256 } of papers) if (file !== null) expected.push(`${sha256}  ${PAPERS}/${file}`);
  const sums = plainFile(join(dir, SUMS_FILE)).toString('utf8').trimEnd().split('\n');
  return [...findings, said(sums.toSorted().join() === expected.toSorted().join(), `${SUMS_FILE}：与清单一致`)];
}

function isPlainName(name: string): boolean {
  return name !== '.' && name !== '..' && !/[\\/\p{Cc}]/u.test(name);
}

/** @throws Error where it is a link, a folder or a device: what is checked is what lies in the folder itself */
function plainFile(path: string): Buffer {
  if (!lstatSync(path).isFile()) throw new Error(`${path} 不是普通文件`);
  return readFileSync(path);
}

function said(good: boolean, words: string): Finding {
  return { state: good ? 'good' : 'bad', words };
}

function bad(words: string): Finding {
  return { state: 'bad', words };
}

function note(words: string): Finding {
  return { state: 'note', words };
}

// npm run verify -- FILE|FOLDER: checks seals, hashes and manifest of a dossier that was exported, without the server. One line a paper.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { PDF } from '@libpdf/core';
import { z } from 'zod';
import { verifySeals } from '../sfu-server/security/seal/verify.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const papersSchema = z.array(z.object({ file: z.string(), name: z.string(), bytes: z.number(), sha256: hash }));
const manifestSchema = z.object({
  format: z.literal('shilian-dossier/1'),
  docket: z.string(),
  title: z.string(),
  papers: papersSchema,
  copy: z.object({ file: z.string(), sha256: hash }),
  authority: z.string(),
});

let bad = 0;
function say(good: boolean, words: string): void {
  if (!good) bad += 1;
  process.stdout.write(`${good ? '通过' : '不符'}  ${words}\n`);
}
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function seals(bytes: Uint8Array, name: string, authority: string | null, mustHave: boolean): Promise<void> {
  const found = bytes.includes(0x25) ? await verifySeals(bytes, authority ?? rootCertificates[0] ?? '') : [];
  if (found.length === 0 && mustHave) say(false, `${name}：没有电子印章`);
  for (const { signer, intact, wholeFile, trusted } of found) {
    const good = intact && wholeFile && (authority === null || trusted);
    const trust = authority === null ? '，未给出颁发机构证书，未核验颁发者' : trusted ? '' : '，证书不是所给机构颁发';
    say(good, `${name}：${signer || '印章'}${intact && wholeFile ? '，盖章后未改动' : '，盖章后被改动'}${trust}`);
  }
}

async function folder(dir: string, given: string | null): Promise<void> {
  const { docket, title, papers, copy, authority } = manifestSchema.parse(JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')));
  process.stdout.write(`卷宗 ${docket}　${title}\n`);
  const pem = given ?? readFileSync(join(dir, authority), 'utf8');
  const whole = readFileSync(join(dir, copy.file));
  say(sha256(whole) === copy.sha256, `${copy.file}：哈希`);
  await seals(whole, copy.file, pem, true);
  // The sealed copy says what the papers are: who changes one cannot mend the manifest after it.
  const attached = (await PDF.load(whole)).getAttachment('papers.json');
  const sealed = attached === null ? null : z.object({ papers: papersSchema }).parse(JSON.parse(Buffer.from(attached).toString('utf8')));
  say(sealed !== null && JSON.stringify(sealed.papers) === JSON.stringify(papers), 'manifest.json：与盖章副本内的清单一致');
  const there = new Set(readdirSync(join(dir, 'papers')));
  for (const paper of papers) {
    const path = join(dir, 'papers', paper.file);
    if (!there.delete(paper.file)) {
      say(false, `${paper.file}：缺少`);
      continue;
    }
    const bytes = readFileSync(path);
    say(sha256(bytes) === paper.sha256, `${paper.file}：哈希`);
    await seals(bytes, paper.file, pem, false);
  }
  for (const extra of there) say(false, `${extra}：清单中没有`);
}

const [path, authorityPath] = process.argv.slice(2);
if (path === undefined || !existsSync(path)) {
  process.stderr.write('用法：npm run verify -- 卷宗.pdf|卷宗文件夹 [颁发机构证书.pem]\n');
  process.exit(2);
}
const given = authorityPath === undefined ? null : readFileSync(authorityPath, 'utf8');
try {
  if (statSync(path).isDirectory()) await folder(path, given);
  else await seals(readFileSync(path), path, given, true);
} catch (error) {
  say(false, `无法核验：${error instanceof Error ? error.message.slice(0, 200) : String(error)}`);
}
process.stdout.write(bad === 0 ? '全部通过\n' : `${bad} 处不符\n`);
process.exitCode = bad === 0 ? 0 : 1;

// npm run verify -- [--authority CERTIFICATE.pem] FILE|FOLDER: checks seals, hashes, pages and manifest of a dossier that was exported,
// without the server. One line a finding. Ends with 0 where nothing differs, 1 where something does, 2 where it was called wrongly.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { parseArgs } from 'node:util';
import { checkFile, checkFolder, type Finding } from '../sfu-server/governance/dossier/check-export.ts';

const USAGE = '用法：npm run verify -- [--authority 颁发机构证书.pem] 卷宗.pdf|卷宗文件夹\n';
const MARKS: { readonly [S in Finding['state']]: string } = { good: '通过', bad: '不符', note: '说明' };

function asked(): { path: string; authority: string | null } | null {
  try {
    const { values, positionals } = parseArgs({ options: { authority: { type: 'string' } }, allowPositionals: true });
    const [path, ...more] = positionals;
    const { authority } = values;
    if (path === undefined || more.length > 0 || !existsSync(path) || (authority !== undefined && !existsSync(authority))) return null;
    return { path, authority: authority === undefined ? null : readFileSync(authority, 'utf8') };
  } catch {
    return null;
  }
}

async function findingsOf(path: string, authority: string | null): Promise<Finding[]> {
  try {
    if (statSync(path).isDirectory()) return await checkFolder(path, authority);
    // Any certificate will do to look whether a seal is whole.
    return await checkFile(path, authority, rootCertificates[0] ?? '');
  } catch (error) {
    return [{ state: 'bad', words: `无法核验：${error instanceof Error ? error.message.slice(0, 300) : String(error)}` }];
  }
}

const wish = asked();
if (wish === null) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  const findings = await findingsOf(wish.path, wish.authority);
  for (const { state, words } of findings) process.stdout.write(`${MARKS[state]}  ${words}\n`);
  const bad = findings.filter(({ state }) => state === 'bad').length;
  const end = bad > 0 ? `${bad} 处不符` : wish.authority === null ? '未发现改动；颁发机构未经独立核验' : '全部通过';
  process.stdout.write(`${end}\n`);
  process.exitCode = bad > 0 ? 1 : 0;
}

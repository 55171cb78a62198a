import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../setup/paths.mjs';
import { say } from '../setup/progress.mjs';

const DIST = path.join(ROOT, 'dist');
const PAGE = path.join(DIST, 'page');
const STAMP = path.join(DIST, 'page.sources');
/** Whoever asks for the page may be a test run, which sets NODE_ENV to `test`: React would then come in its slow development form. */
const MODE = 'production';
/** What the page is built from; its tests are not part of it. */
const SOURCES = ['app/renderer/**/*.*', 'app/bridge/**/*.ts', 'sfu-server/protocol/**/*.ts', 'package-lock.json'];

function digestOfSources(): string {
  const hash = createHash('sha256').update(MODE);
  const files = globSync(SOURCES, { cwd: ROOT }).filter((name) => !/\.test\.tsx?$/.test(name));
  for (const name of files.toSorted()) hash.update(name).update(readFileSync(path.join(ROOT, name)));
  return hash.digest('hex');
}

/** Builds the page (`dist/page`) where its sources have changed since it was built. A page that is being served stays whole. */
export async function buildPage(): Promise<void> {
  const digest = digestOfSources();
  if (existsSync(PAGE) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest) return;
  say('building the page');
  mkdirSync(DIST, { recursive: true });
  const fresh = path.join(DIST, `page-${process.pid}`);
  const old = path.join(DIST, `old-${process.pid}`);
  try {
    await runVite(fresh);
    if (existsSync(PAGE)) renameSync(PAGE, old);
    renameSync(fresh, PAGE);
    writeFileSync(STAMP, digest);
  } finally {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  }
}

async function runVite(outDir: string): Promise<void> {
  const vite = path.join(ROOT, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '-c', 'app/renderer/vite.config.ts', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
  // Its standard output goes to our standard error: ours belongs to the program.
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, NODE_ENV: MODE }, stdio: ['ignore', 2, 2] });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('The page could not be built; see above.'))));
  });
}

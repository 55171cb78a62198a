import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTool } from './run-tool.ts';
import { type Tally, tallyOf } from './tally.ts';

/**
 * Runs vitest with its usual log, and counts.
 * @param args vitest's own, such as a configuration or paths
 */
export async function runVitest(args: readonly string[]): Promise<Tally> {
  const folder = mkdtempSync(path.join(tmpdir(), 'shilian-tests-'));
  const file = path.join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const code = await runTool(['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args]);
    return tallyOf(existsSync(file) ? readFileSync(file, 'utf8') : null, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

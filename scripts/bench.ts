// npm run bench -- NAME: one benchmark of bench/; progress on standard error, the last line on standard output is its result.
import { globSync } from 'node:fs';
import path from 'node:path';
import { buildPage } from './programs/page.ts';
import { ROOT } from './setup/paths.mjs';
import { say } from './setup/progress.mjs';

interface Benchmark {
  run(): Promise<string>;
}

const names = globSync('bench/*.ts', { cwd: ROOT }).map((file) => path.basename(file, '.ts'));
const name = process.argv[2];

async function load(chosen: string): Promise<Benchmark> {
  const module: unknown = await import(path.join(ROOT, 'bench', `${chosen}.ts`));
  if (typeof module !== 'object' || module === null || !('run' in module) || typeof module.run !== 'function') {
    throw new Error(`bench/${chosen}.ts has no run().`);
  }
  return module as Benchmark;
}

if (name === undefined || !names.includes(name)) {
  say(`Name one benchmark: npm run bench -- ${names.toSorted().join(' | ')}`);
  process.exit(1);
}
try {
  const benchmark = await load(name);
  await buildPage();
  console.log(await benchmark.run());
  process.exit(0);
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
}

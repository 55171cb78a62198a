// npm test: lint, types, unit tests, end-to-end tests; goes on after a failure so that one run tells all, and ends with one plain line.
import { runTool } from './testing/run-tool.ts';
import { add, closingLine, NOTHING, type Tally } from './testing/tally.ts';
import { runVitest } from './testing/vitest-run.ts';

/** Lint and types count as one check each. */
async function check(args: readonly string[]): Promise<Tally> {
  const code = await runTool(args);
  return code === 0 ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 };
}

const STAGES: readonly { readonly name: string; run(): Promise<Tally> }[] = [
  { name: 'lint', run: () => check(['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']) },
  // Several checkers each work out the types of the libraries for themselves: one takes half the processor time of four on two cores.
  { name: 'types', run: () => check(['node_modules/typescript/bin/tsc', '--noEmit', '--checkers', '1']) },
  { name: 'unit tests', run: () => runVitest([]) },
  { name: 'end-to-end tests', run: () => runVitest(['--config', 'e2e/vitest.config.ts']) },
];

let total = NOTHING;
for (const stage of STAGES) {
  const started = Date.now();
  console.log(`\n── ${stage.name}`);
  const tally = await stage.run();
  console.log(`── ${stage.name}: ${closingLine(tally)} (${Math.round((Date.now() - started) / 1000)} s)`);
  total = add(total, tally);
}
console.log(`\n${closingLine(total)}`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

// npm run e2e: the end-to-end tests alone; arguments are vitest's, such as a file or -t NAME.
import { closingLine } from './testing/tally.ts';
import { runVitest } from './testing/vitest-run.ts';

const tally = await runVitest(['--config', 'e2e/vitest.config.ts', ...process.argv.slice(2)]);
console.log(closingLine(tally));
process.exitCode = tally.failed === 0 ? 0 : 1;

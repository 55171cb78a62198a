// npm run restore: makes a data folder of a back-up, wholly or not at all.
import { Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { restore } from '../sfu-server/backups.ts';
import { runCommand } from './programs/command.ts';
import { say } from './setup/progress.mjs';

const command = new Command('restore')
  .description("Makes a server's data folder of a back-up. The server must not be running.")
  .requiredOption('--from <file>', 'archive made by npm run backup')
  .requiredOption('--data-dir <dir>', 'data folder to make')
  .option('--force', 'set a folder aside that is not empty', false)
  .option('--skip-numbers <n>', 'numbers of each series to leave out, where the lost ones cannot be known', wholeNumber, 0)
  .action(async ({ from, dataDir, force, skipNumbers }: { from: string; dataDir: string; force: boolean; skipNumbers: number }) => {
    say(`checking ${from} …`);
    const log = pino({ level: 'error' }, pino.destination({ dest: 2, sync: true }));
    const { manifest, warnings, setAside, gaps, numbersKnown } = await restore({ from, dataDir, force, skipNumbers, log });
    for (const warning of warnings) say(`warning: ${warning}`);
    if (setAside !== null) say(`what was there before is in ${setAside}`);
    say(`${dataDir} is as it was at ${new Date(manifest.createdAt).toISOString()}`);
    for (const { series, year, from: first, to } of gaps) say(`numbers left out: ${series} ${year}, ${first} to ${to}`);
    if (!numbersKnown && skipNumbers === 0) {
      say('numbers given after the back-up WILL BE GIVEN A SECOND TIME: nothing is left that says how far they had come;');
      say('look at the last papers, and restore again (--force) with --skip-numbers N, at least as many as were given');
    }
    say('everybody has to sign in again; see docs/operations.md for what else to look after');
  });

await runCommand(command);

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('It must be a whole number of at most six digits.');
  return Number(text);
}

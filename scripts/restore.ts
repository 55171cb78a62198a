// npm run restore: makes a data folder of a back-up, wholly or not at all.
import { Command } from 'commander';
import { pino } from 'pino';
import { restore } from '../sfu-server/backups.ts';
import { runCommand } from './programs/command.ts';
import { say } from './setup/progress.mjs';

const command = new Command('restore')
  .description("Makes a server's data folder of a back-up. The server must not be running.")
  .requiredOption('--from <file>', 'archive made by npm run backup')
  .requiredOption('--data-dir <dir>', 'data folder to make')
  .option('--force', 'set a folder aside that is not empty', false)
  .action(async ({ from, dataDir, force }: { from: string; dataDir: string; force: boolean }) => {
    say(`checking ${from} …`);
    const log = pino({ level: 'error' }, pino.destination({ dest: 2, sync: true }));
    const { manifest, warnings, setAside } = await restore({ from, dataDir, force, log });
    for (const warning of warnings) say(`warning: ${warning}`);
    if (setAside !== null) say(`what was there before is in ${setAside}`);
    say(`${dataDir} is as it was at ${new Date(manifest.createdAt).toISOString()}`);
    say('everybody has to sign in again; see docs/operations.md for what else to look after');
  });

await runCommand(command);

// npm run backup: one archive of a server's data folder, made while the server works, and checked.
import { Command } from 'commander';
import { pino } from 'pino';
import { backUp } from '../sfu-server/backups.ts';
import { runCommand } from './programs/command.ts';
import { say } from './setup/progress.mjs';

const command = new Command('backup')
  .description("Backs up a server's data folder into one archive, while the server works.")
  .requiredOption('--data-dir <dir>', 'data folder of the server')
  .requiredOption('--out <file>', 'archive to write, such as shilian-2026-11-22.tar.gz')
  .option('--database <url>', "sqlite:PATH, where the server's database is not in the data folder")
  .action(async ({ dataDir, out, database }: { dataDir: string; out: string; database?: string }) => {
    say(`backing up ${dataDir}, then checking the archive …`);
    const log = pino({ level: 'error' }, pino.destination({ dest: 2, sync: true }));
    const backup = await backUp({ dataDir, out, database, log });
    for (const warning of backup.warnings) say(`warning: ${warning}`);
    const rows = Object.values(backup.manifest.rows).flatMap((tables) => Object.values(tables));
    say(`${backup.out}: ${backup.manifest.files.length} files, ${rows.reduce((sum, count) => sum + count, 0)} rows, checked`);
  });

await runCommand(command);

import { type Command, CommanderError } from 'commander';
import { AuditUnavailable } from '../../sfu-server/security/audit/audit-store.ts';
import { BackupFailure } from '../../sfu-server/store/backup/failure.ts';
import { say } from '../setup/progress.mjs';

/** What whoever gave the command can mend, in one sentence. */
export class CommandFailure extends Error {}

const EXPECTED = [CommandFailure, BackupFailure, AuditUnavailable];

/** Runs a command-line command; what goes wrong is one sentence and a status of 1. */
export async function runCommand(command: Command): Promise<void> {
  command.configureOutput({ writeErr: (text) => say(text.trim()) });
  command.exitOverride();
  for (const sub of command.commands) sub.copyInheritedSettings(command);
  try {
    await command.parseAsync();
  } catch (error) {
    // Commander has said by itself what was wrong.
    if (error instanceof CommanderError) process.exitCode = error.exitCode;
    else {
      const expected = error instanceof Error && EXPECTED.some((kind) => error instanceof kind);
      say(expected ? error.message : `failed: ${error instanceof Error ? error.stack : String(error)}`);
      process.exitCode = 1;
    }
  }
}

// npm run audit: verifies and exports the audit trail of a server's data folder, whether or not the server is running.
import { createWriteStream, openSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { recordByCommand } from '../sfu-server/backups.ts';
import { AuditStore } from '../sfu-server/security/audit/audit-store.ts';
import type { Head } from '../sfu-server/security/audit/entry.ts';
import { exportCsv } from '../sfu-server/security/audit/export.ts';
import { HeadFile } from '../sfu-server/security/audit/head-file.ts';
import { REASONS, verifyTrail } from '../sfu-server/security/audit/verify.ts';
import { CommandFailure, runCommand } from './programs/command.ts';
import { say } from './setup/progress.mjs';

/** `123:ab…`, as the server's log has it under `auditHead`. */
function anchor(text: string, previous: Head[] = []): Head[] {
  const [, seq, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined) throw new InvalidArgumentError('It is NUMBER:HASH, as auditHead in the log.');
  return [...previous, { seq: Number(seq), hash }];
}

/** UTC ms of a day's beginning on this machine's clock, or of an ISO 8601 time. */
function moment(text: string): number {
  const at = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text).getTime();
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(at))
    throw new InvalidArgumentError('It is a day (2026-11-22) or a time (2026-11-22T08:00).');
  return at;
}

async function verify({ dataDir, anchor: anchors = [] }: { dataDir: string; anchor?: Head[] }): Promise<void> {
  const head = new HeadFile(dataDir).read();
  const store = AuditStore.open(dataDir, 'read');
  try {
    const { entries, last, broken } = await verifyTrail(store, head, anchors);
    if (broken === null) {
      process.stdout.write(`good: ${entries} entries, head ${last.seq}:${last.hash}\n`);
      return;
    }
    process.stdout.write(`broken at entry ${broken.seq}: ${REASONS[broken.reason]}\n`);
    process.exitCode = 1;
  } finally {
    store.close();
  }
}

interface ExportOptions {
  dataDir: string;
  from?: number;
  to?: number;
  out?: string;
}

async function exportEntries({ dataDir, from, to, out }: ExportOptions): Promise<void> {
  const store = AuditStore.open(dataDir, 'read');
  try {
    const stream = sink(out);
    // Before a line of it is written: an export that failed half-way has shown something, too.
    const detail = { from: from ?? null, to: to ?? null };
    recordByCommand(dataDir, { action: 'audit.export', detail }, pino({ level: 'error' }, pino.destination({ dest: 2, sync: true })));
    const count = await exportCsv(store, stream, { from, to });
    if (out !== undefined) {
      stream.end();
      await finished(stream);
    }
    say(`${count} entries${out === undefined ? '' : ` in ${out}`}`);
  } finally {
    store.close();
  }
}

function sink(out: string | undefined): Writable {
  if (out === undefined) return process.stdout;
  try {
    return createWriteStream('', { fd: openSync(out, 'wx', 0o600) });
  } catch (cause) {
    throw new CommandFailure(`${out} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`, { cause });
  }
}

const command = new Command('audit').description("Reads the audit trail of a server's data folder; the server may be running.");
command
  .command('verify')
  .description('walks the whole chain; status 1, and the first broken entry, where it is broken')
  .requiredOption('--data-dir <dir>', 'data folder of the server')
  .option('--anchor <number:hash>', 'a head kept elsewhere, as auditHead in the log; may be given several times', anchor)
  .action(verify);
command
  .command('export')
  .description('writes entries as CSV; the export itself is recorded first')
  .requiredOption('--data-dir <dir>', 'data folder of the server')
  .option('--from <time>', 'from this day or time on', moment)
  .option('--to <time>', 'up to, and without, this day or time', moment)
  .option('--out <file>', 'file to write, which is not there yet (default: standard output)')
  .action(exportEntries);

await runCommand(command);

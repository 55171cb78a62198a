import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { z } from 'zod';

const optionsSchema = z.object({
  server: z.string(),
  dataDir: z.string(),
  port: z.coerce.number({ error: 'must be a number' }).int().min(0).max(65_535),
  caFingerprint: z
    .string()
    .regex(/^(sha-?256[:=/])?([0-9a-f]{2}:?){32}$/i, 'must be a SHA-256 fingerprint of 64 hex digits')
    .optional(),
});
export type ConsoleOptions = z.output<typeof optionsSchema>;

/**
 * The console options of the outer contract; each also as a `SHILIAN_…` variable. Throws one sentence.
 * `strict` false leaves options aside that are not ours: Electron's command line holds Chromium's as well.
 */
export function parseOptions(argv: readonly string[], { strict = true } = {}): ConsoleOptions {
  const command = new Command('console')
    .exitOverride()
    .allowUnknownOption(!strict)
    .allowExcessArguments(!strict)
    .configureOutput({ writeErr: () => {} })
    .addOption(new Option('--server <url>', 'the server').env('SHILIAN_SERVER').default('https://127.0.0.1:7443'))
    .addOption(new Option('--data-dir <dir>', 'where this seat keeps its cache').env('SHILIAN_CONSOLE_DATA_DIR').default(defaultDataDir()))
    .addOption(new Option('--port <n>', 'loopback port of the page; 0 picks one').env('SHILIAN_CONSOLE_PORT').default('0'))
    .addOption(new Option('--ca-fingerprint <sha256>', "the server's authority, known beforehand").env('SHILIAN_CA_FINGERPRINT'))
    // For whoever starts us: which host it is has been decided when this is read.
    .option('--browser')
    .option('--no-open');
  command.parse([...argv], { from: 'user' });
  const parsed = optionsSchema.safeParse(command.opts());
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`--${kebab(String(issue?.path[0] ?? 'option'))}: ${issue?.message ?? 'not valid'}.`);
  }
  return { ...parsed.data, dataDir: resolve(parsed.data.dataDir) };
}

/** XDG Base Directory: what a program keeps for its user (`~/.local/share` unless told otherwise). */
function defaultDataDir(): string {
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'shilian', 'console');
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

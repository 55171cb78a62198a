import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { RETENTION, retentionRulesSchema, retentionSchema } from './governance/dossier/retention.ts';
import { StartupFailure } from './startup-failure.ts';

/** Where the built page lies, from the root of the repository or the package. */
const PAGE_DIR = resolve(import.meta.dirname, '../dist/page');

/** Below Linux's ephemeral range, so that nobody has it by chance. */
const DEFAULT_RTC_PORT = 7444;

const port = z.coerce.number().int().min(0).max(65_535);

/** Everything that can be set; each as `--option` or `SHILIAN_…`. */
const settingsSchema = z.object({
  dataDir: z.string().min(1).default('.data/server'),
  /** Address to listen on, for signalling and media. */
  host: z.string().min(1).default('127.0.0.1'),
  port: port.default(7443),
  /** UDP and TCP port of the first media worker; the next workers count up. */
  rtcPort: port.optional(),
  /** What clients are told to send media to, where it is not `host` (NAT, 0.0.0.0). */
  announcedAddress: z.string().min(1).optional(),
  /** TURN relay for clients that reach no media port: its addresses, and the secret that it shares with us. */
  turn: z
    .union([z.array(z.string()), z.string().transform((text) => text.split(',').map((url) => url.trim()))])
    .pipe(z.array(z.string().regex(/^turns?:[^\s/?]+(\?transport=(udp|tcp))?$/, 'not turn:HOST:PORT or turns:HOST:PORT')))
    .default([]),
  turnSecret: z.string().min(16, 'shorter than 16 characters').optional(),
  workers: z.coerce.number().int().min(1).max(256).default(availableParallelism()),
  demo: z.boolean().default(false),
  scale: z.enum(['county', 'year', 'city']).default('county'),
  /** Default: SQLite in the data folder. */
  database: z.string().min(1).optional(),
  /** A real certificate (leaf first, then its chain) and its key, PEM files. Without them the server is its own authority. */
  tlsCert: z.string().min(1).optional(),
  tlsKey: z.string().min(1).optional(),
  /** Key of the access tokens; made and kept in the data folder when not given. */
  tokenSecret: z.string().optional(),
  /** RTSP addresses of the demo's real cameras. */
  demoCameras: z.array(z.url({ protocol: /^rtsps?$/ })).default([]),
  /** How long recordings of rooms are kept, days. */
  recordingsKeptDays: z.coerce.number().int().min(1).max(36_500).default(180),
  /** Folder with a model that recognises speech; default: `speech-model` in the data folder. */
  speechModel: z.string().min(1).optional(),
  /** How long dossiers of mediations are kept, and what is proposed for which kind of dispute. */
  dossiersKept: z.union([retentionSchema, retentionRulesSchema]).default(RETENTION),
  /** Days from acceptance to the end of a mediation, by the usual procedure and by the simple one. */
  mediationDays: z.coerce.number().int().min(1).max(730).default(30),
  simpleMediationDays: z.coerce.number().int().min(1).max(730).default(7),
  pageDir: z.string().default(PAGE_DIR),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** Whoever lets the system pick the page's port runs several servers on one machine: its media ports are then picked too. */
export const serverConfigSchema = settingsSchema
  .refine(({ turn, turnSecret }) => turn.length === 0 || turnSecret !== undefined, {
    path: ['turn'],
    message: 'SHILIAN_TURN_SECRET has to hold the secret that the relay knows',
  })
  .transform((settings) => ({
    ...settings,
    rtcPort: settings.rtcPort ?? (settings.port === 0 ? 0 : DEFAULT_RTC_PORT),
  }));

export type ServerConfig = z.output<typeof serverConfigSchema>;
export type ServerOptions = z.input<typeof serverConfigSchema>;

/** The database's address: as given, or SQLite in the data folder. */
export function databaseUrl(config: ServerConfig): string {
  return config.database ?? `sqlite:${join(resolve(config.dataDir), 'shilian.sqlite')}`;
}

const OPTIONS: readonly Option[] = [
  new Option('--data-dir <dir>', 'folder of the database, keys and certificates'),
  new Option('--host <addr>', 'address to listen on (default 127.0.0.1)'),
  new Option('--port <n>', 'HTTPS and WebSocket port (default 7443; 0 picks one)'),
  new Option('--rtc-port <n>', "first media worker's UDP and TCP port (default 7444; 0, or no option and --port 0, picks free ones)"),
  new Option('--announced-address <addr>', 'address that clients send media to'),
  new Option('--turn <urls>', 'TURN relay, turn:HOST:PORT; several addresses with commas. Its shared secret comes by SHILIAN_TURN_SECRET'),
  new Option('--workers <n>', 'media workers (default: one per core)'),
  new Option('--demo', 'load the demo county and its accounts'),
  new Option('--scale <scale>', 'size of the demo: county, year (the county with 20,000 events) or city'),
  new Option('--database <url>', 'sqlite:PATH (default: in the data folder)'),
  new Option('--recordings-kept-days <n>', 'recordings of rooms are deleted after so many days (default 180)'),
  new Option('--speech-model <dir>', 'folder of the model that recognises speech (default: speech-model in the data folder)'),
  new Option('--dossiers-kept <rules>', 'years and periods of dossiers (default long=30,short=10; also land=permanent, usual=long)'),
  new Option('--mediation-days <n>', 'days from acceptance to the end of a mediation (default 30)'),
  new Option('--simple-mediation-days <n>', 'the same by the simple procedure (default 7)'),
  new Option('--tls-cert <file>', 'certificate chain, PEM'),
  new Option('--tls-key <file>', 'private key of the certificate, PEM'),
  new Option('--log-level <level>', 'trace, debug, info, warn, error or silent'),
];

const FALSE_WORDS: readonly string[] = ['0', 'false', 'no', 'off'];

/**
 * Reads options and `SHILIAN_…` variables; an option goes before its variable. Secrets and addresses with passwords come by
 * variables only: a command line is seen by everybody on the machine.
 * @throws StartupFailure with one sentence that says what to mend
 */
export function readConfig(argv: readonly string[], env: NodeJS.ProcessEnv): ServerConfig {
  const command = new Command('shilian-server').description('The signalling, media and data server of Shilian.');
  for (const option of OPTIONS) {
    command.addOption(new Option(option.flags, `${option.description} [${variableOf(option)}]`));
  }
  command.allowExcessArguments(false).exitOverride();
  command.configureOutput({ writeErr: () => {} });
  try {
    command.parse([...argv], { from: 'user' });
  } catch (error) {
    // `--help` ends by an error too; what it has to say is on standard output already.
    if (error instanceof Error && 'code' in error && error.code === 'commander.helpDisplayed') throw error;
    throw new StartupFailure(sentence(error instanceof Error ? error.message.replace(/^error: /, '') : String(error)));
  }
  const parsed = serverConfigSchema.safeParse({
    ...fromVariables(env),
    ...command.opts<Record<string, unknown>>(),
    tokenSecret: env.SHILIAN_TOKEN_SECRET,
    turnSecret: env.SHILIAN_TURN_SECRET,
    demoCameras: demoCameras(env.SHILIAN_DEMO_CAMERAS),
  });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new StartupFailure(sentence(`The setting "${issue?.path.join('.') ?? ''}" is not usable: ${issue?.message ?? 'unknown reason'}`));
  }
  return parsed.data;
}

/** `--data-dir` is `SHILIAN_DATA_DIR`. */
function variableOf(option: Option): string {
  return `SHILIAN_${option.name().toUpperCase().replaceAll('-', '_')}`;
}

/** What the variables say; an empty one says nothing. */
function fromVariables(env: NodeJS.ProcessEnv): Record<string, unknown> {
  const given = OPTIONS.flatMap((option): [string, unknown][] => {
    const value = env[variableOf(option)];
    if (value === undefined || value === '') return [];
    return [[option.attributeName(), option.isBoolean() ? !FALSE_WORDS.includes(value.toLowerCase()) : value]];
  });
  return Object.fromEntries(given);
}

function demoCameras(text: string | undefined): unknown {
  if (text === undefined || text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new StartupFailure('SHILIAN_DEMO_CAMERAS has to be a JSON array of RTSP addresses.');
  }
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

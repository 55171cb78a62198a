import pino from 'pino';
import type { Log } from '../bridge/log.ts';

/** JSON lines on standard error; standard output belongs to whoever started us. */
export function stderrLog(): Log {
  const logger = pino({ level: process.env.SHILIAN_LOG_LEVEL ?? 'info' }, pino.destination({ dest: 2, sync: true }));
  return (level, message, detail) => logger[level](detail ?? {}, message);
}

import { destination, type Logger, pino } from 'pino';
import type { ServerConfig } from './config.ts';

/** JSON lines on standard error; standard output belongs to the one line that says that the server listens. */
export function createLogger(level: ServerConfig['logLevel']): Logger {
  return pino(
    {
      name: 'shilian-server',
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      redact: ['password', '*.password', 'accessToken', 'refreshToken', 'sourceUrl', '*.sourceUrl'],
    },
    destination({ dest: 2, sync: true }),
  );
}

import type { Server } from 'node:https';
import type { Logger } from 'pino';
import type { ServerConfig } from './config.ts';
import type { ServerCertificate } from './security/tls/certificate.ts';
import { openCertificate } from './startup.ts';
import { trimLog } from './store/change-log.ts';
import type { Db } from './store/database.ts';

const HOUR_MS = 60 * 60 * 1000;
/** A console that was away for longer takes a snapshot: two weeks cover a holiday week with its bridges. */
const LOG_KEPT_MS = 14 * 24 * HOUR_MS;

export interface UpkeepOptions {
  readonly config: ServerConfig;
  readonly db: Db;
  readonly server: Server;
  /** Folder of the certificates. */
  readonly secrets: string;
  readonly certificate: ServerCertificate;
  /** Removes contents of attachments that no row names. */
  readonly sweepAttachments: () => Promise<void>;
  /** Removes recordings whose time has come. */
  readonly sweepRecordings: () => Promise<void>;
  readonly log: Logger;
}

/**
 * What a server that runs for months has to do by itself: trim the change log, remove contents that nothing names, and renew its certificate (or read a given
 * one anew that somebody has renewed).
 * @returns stops it
 */
export function startUpkeep(options: UpkeepOptions): () => void {
  let present = options.certificate.chain;
  const turn = async () => {
    try {
      await trimLog(options.db, Date.now() - LOG_KEPT_MS);
      await options.sweepAttachments();
      await options.sweepRecordings();
      const certificate = await openCertificate(options.config, options.secrets);
      if (certificate.chain === present) return;
      options.server.setSecureContext({ cert: certificate.chain, key: certificate.key });
      present = certificate.chain;
      options.log.info({ expiresAt: new Date(certificate.expiresAt).toISOString() }, 'the certificate was renewed');
    } catch (error) {
      options.log.error({ err: error }, 'upkeep failed; it is tried again in an hour');
    }
  };
  const timer = setInterval(() => void turn(), HOUR_MS);
  timer.unref();
  return () => clearInterval(timer);
}

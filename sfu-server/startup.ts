import type { Logger } from 'pino';
import { databaseUrl, type ServerConfig } from './config.ts';
import { openDemoCounty } from './demo.ts';
import { createFirstAdmin, productionObstacle } from './security/first-accounts.ts';
import { givenCertificate, ownCertificate, type ServerCertificate, serverNames } from './security/tls/certificate.ts';
import { StartupFailure } from './startup-failure.ts';
import { DatabaseUnavailable, type Db, openDatabase } from './store/database.ts';

/**
 * Opens the database and puts into it what the server needs to be of use: the demo county, or the first administrator.
 * @throws StartupFailure
 */
export async function openStore(config: ServerConfig, dataDir: string, log: Logger): Promise<Db> {
  const db = await openDatabase(databaseUrl(config)).catch((error: unknown) => {
    throw error instanceof DatabaseUnavailable ? new StartupFailure(error.message, { cause: error }) : error;
  });
  try {
    if (config.demo) {
      await openDemoCounty(db, config, log);
      return db;
    }
    const obstacle = await productionObstacle(db, config.tokenSecret);
    if (obstacle !== null) throw new StartupFailure(obstacle);
    const file = await createFirstAdmin(db, dataDir, Date.now());
    if (file !== null) log.warn({ file }, 'first start: the account "admin" was made; its password stands in this file');
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** The certificate that was given, or one from the server's own authority. @throws StartupFailure */
export async function openCertificate(config: ServerConfig, dir: string): Promise<ServerCertificate> {
  const { tlsCert, tlsKey } = config;
  if (tlsCert === undefined && tlsKey === undefined) return ownCertificate(dir, serverNames(config.host, config.announcedAddress));
  if (tlsCert === undefined || tlsKey === undefined) throw new StartupFailure('A certificate needs both --tls-cert and --tls-key.');
  try {
    return givenCertificate(tlsCert, tlsKey);
  } catch (error) {
    throw new StartupFailure(`The certificate cannot be used: ${error instanceof Error ? error.message : String(error)}.`, {
      cause: error,
    });
  }
}

import type { Insertable } from 'kysely';
import type { Logger } from 'pino';
import { z } from 'zod';
import { DEMO_PASSWORD } from '../resources/demo-county/accounts.ts';
import { type DemoCounty, makeDemoCounty } from '../resources/demo-county/county.ts';
import type { ServerConfig } from './config.ts';
import { startSeriesAt } from './governance/number-series.ts';
import { idSchema } from './protocol/primitives.ts';
import { hashPassword } from './security/passwords.ts';
import { StartupFailure } from './startup-failure.ts';
import { AccountRepository } from './store/accounts.ts';
import { setCameraSource } from './store/camera-sources.ts';
import { demandSnapshots } from './store/change-log.ts';
import type { Db } from './store/database.ts';
import type { Tables } from './store/tables.ts';

/** What is remembered of the demo between starts. */
const DEMO_KEY = 'demo';
const demoSchema = z.object({ scale: z.enum(['county', 'year', 'city']), cameraIds: z.array(idSchema) });
/** SQLite takes 32,766 values in a statement; no table here has more than 26 columns. */
const ROWS_PER_INSERT = 1200;

/**
 * Loads the demo county on the first start, and gives its real cameras their addresses on every one: their ports change.
 * @throws StartupFailure where the data folder holds something else
 */
export async function openDemoCounty(db: Db, config: ServerConfig, log: Logger): Promise<void> {
  const kept = await db.selectFrom('meta').select('value').where('key', '=', DEMO_KEY).executeTakeFirst();
  if (kept === undefined && (await new AccountRepository(db).count('all')) > 0) {
    throw new StartupFailure('This data folder holds a real county; start without --demo, or choose another folder with --data-dir.');
  }
  const demo = kept === undefined ? await load(db, config, log) : demoSchema.parse(JSON.parse(kept.value));
  if (demo.scale !== config.scale) {
    throw new StartupFailure(`This data folder holds the demo at --scale ${demo.scale}; choose another folder with --data-dir.`);
  }
  for (const [index, cameraId] of demo.cameraIds.entries()) {
    await setCameraSource(db, cameraId, config.demoCameras[index] ?? null, Date.now());
  }
}

async function load(db: Db, config: ServerConfig, log: Logger): Promise<z.output<typeof demoSchema>> {
  const started = performance.now();
  const now = Date.now();
  const county = makeDemoCounty(config.scale, now);
  const demo = { scale: config.scale, cameraIds: [...county.cameras.realIds] };
  // Each its own hash, although the password is one: nobody learns from the file that two are the same.
  const hashes = await Promise.all(county.accounts.map(() => hashPassword(DEMO_PASSWORD)));
  await db.transaction().execute(async (trx) => {
    await insertCounty(trx, county, hashes, now);
    await trx
      .insertInto('meta')
      .values({ key: DEMO_KEY, value: JSON.stringify(demo) })
      .execute();
    await demandSnapshots(trx, now);
  });
  log.info({ scale: config.scale, ms: Math.round(performance.now() - started) }, 'the demo county was loaded');
  return demo;
}

async function insertCounty(
  trx: Db,
  { land, accounts, cameras, events, cases, mediations, team, joint, contacts, documents, meetings }: DemoCounty,
  hashes: readonly string[],
  now: number,
): Promise<void> {
  const villages = land.villages.map((village) => village.organisation);
  await insertAll(trx, 'organisations', [land.county, ...land.townships, ...villages]);
  await insertAll(
    trx,
    'accounts',
    accounts.map(({ id, username, name, role, orgId }, index) => ({
      id,
      username,
      password_hash: hashes[index] ?? '',
      name,
      role,
      org_id: orgId,
      disabled: 0,
      demo: 1,
      created_at: now,
    })),
  );
  await insertAll(
    trx,
    'grids',
    land.villages.flatMap((village) => village.grids.map((grid) => grid.row)),
  );
  await insertAll(trx, 'cameras', cameras.rows);
  await insertAll(trx, 'events', events.events);
  await insertAll(trx, 'event_notes', events.notes);
  for (const { year, next } of events.series) await startSeriesAt(trx, land.county.id, 'event', year, next);
  await insertAll(trx, 'cases', cases.cases);
  await insertAll(trx, 'case_notes', cases.notes);
  await insertAll(trx, 'mediations', mediations.mediations);
  await insertAll(trx, 'mediation_parties', mediations.parties);
  await insertAll(trx, 'mediation_sessions', mediations.sessions);
  await insertAll(trx, 'mediation_transfers', mediations.transfers);
  await insertAll(trx, 'studios', team.studios);
  await insertAll(trx, 'mediators', team.mediators);
  await insertAll(trx, 'party_ratings', team.ratings);
  await insertAll(trx, 'departments', joint.departments);
  await insertAll(trx, 'library_cases', joint.library);
  await insertAll(trx, 'contacts', contacts);
  await insertAll(trx, 'documents', documents.documents);
  await insertAll(trx, 'document_shares', documents.shares);
  await insertAll(trx, 'meetings', meetings.meetings);
  await insertAll(trx, 'meeting_orgs', meetings.invited);
  await insertAll(trx, 'tasks', meetings.tasks);
  const allSeries = [...cases.series, ...documents.series, ...meetings.series];
  for (const { orgId, series, year, next } of allSeries) await startSeriesAt(trx, orgId, series, year, next);
}

async function insertAll<T extends keyof Tables>(trx: Db, table: T, rows: readonly Insertable<Tables[T]>[]): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await trx
      .insertInto(table)
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      .execute();
  }
}

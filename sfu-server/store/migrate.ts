import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as accounts from './migrations/0001-organisations-and-accounts.ts';
import * as places from './migrations/0002-grids-and-cameras.ts';
import * as events from './migrations/0003-events.ts';
import * as changeLog from './migrations/0004-change-log.ts';
import * as rooms from './migrations/0005-rooms.ts';
import * as attachments from './migrations/0006-attachments.ts';
import * as accountAdministration from './migrations/0007-account-administration.ts';
import * as casesContactsDocuments from './migrations/0008-cases-contacts-documents.ts';
import * as rollCalls from './migrations/0009-roll-calls.ts';
import * as recordings from './migrations/0010-recordings.ts';
import * as meetings from './migrations/0011-meetings-and-tasks.ts';
import * as roomFiles from './migrations/0012-room-files.ts';
import * as boards from './migrations/0013-boards.ts';
import * as roomDecisions from './migrations/0014-room-decisions.ts';
import * as meetingPapers from './migrations/0015-papers-of-meetings.ts';
import * as mediations from './migrations/0016-mediations.ts';
import * as casePapers from './migrations/0017-case-papers.ts';
import * as records from './migrations/0018-records.ts';
import * as agreements from './migrations/0019-agreements.ts';
import * as partyPages from './migrations/0020-party-pages.ts';
import * as dossiers from './migrations/0021-dossiers.ts';
import * as identityPictures from './migrations/0022-identity-pictures.ts';
import * as mediationTeam from './migrations/0023-mediation-team.ts';
import * as recordsOfParties from './migrations/0024-records-of-parties.ts';
import * as jointMediation from './migrations/0025-joint-mediation.ts';
import * as caseLibrary from './migrations/0026-case-library.ts';
import * as identityFaces from './migrations/0027-identity-faces.ts';
import * as escalationsTaken from './migrations/0028-escalations-taken.ts';
import type { Tables } from './tables.ts';

/** Every migration under its name, in the order in which they are made. Names never change once released. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-organisations-and-accounts': accounts,
  '0002-grids-and-cameras': places,
  '0003-events': events,
  '0004-change-log': changeLog,
  '0005-rooms': rooms,
  '0006-attachments': attachments,
  '0007-account-administration': accountAdministration,
  '0008-cases-contacts-documents': casesContactsDocuments,
  '0009-roll-calls': rollCalls,
  '0010-recordings': recordings,
  '0011-meetings-and-tasks': meetings,
  '0012-room-files': roomFiles,
  '0013-boards': boards,
  '0014-room-decisions': roomDecisions,
  '0015-papers-of-meetings': meetingPapers,
  '0016-mediations': mediations,
  '0017-case-papers': casePapers,
  '0018-records': records,
  '0019-agreements': agreements,
  '0020-party-pages': partyPages,
  '0021-dossiers': dossiers,
  '0022-identity-pictures': identityPictures,
  '0023-mediation-team': mediationTeam,
  '0024-records-of-parties': recordsOfParties,
  '0025-joint-mediation': jointMediation,
  '0026-case-library': caseLibrary,
  '0027-identity-faces': identityFaces,
  '0028-escalations-taken': escalationsTaken,
};

/**
 * Makes every migration that the database has not seen. All or none.
 * @param upTo the last one to make; all when left out
 * @throws the first migration's error, or one that says that the database is newer than this program
 */
export async function migrate(db: Kysely<Tables>, upTo?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = upTo === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(upTo);
  if (error !== undefined) throw error instanceof Error ? error : new Error(String(error));
}

/** Whether the database answers. */
export async function answers(db: Kysely<Tables>): Promise<boolean> {
  try {
    await sql`select 1`.execute(db);
    return true;
  } catch {
    return false;
  }
}

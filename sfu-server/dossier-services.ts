import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ContentFiles } from './attachments/content-files.ts';
import { PaperFiles } from './governance/case-papers/paper-files.ts';
import type { DataCore } from './governance/data-core.ts';
import { Dossiers } from './governance/dossier/dossiers.ts';
import type { Retention } from './governance/dossier/retention.ts';
import type { Printer } from './papers/printer.ts';
import { Refusal } from './protocol/errors.ts';
import type { dossierRequests } from './protocol/requests/dossier.ts';
import { SealKeys } from './security/seal/seal-keys.ts';
import type { Handlers } from './signaling/handler.ts';
import { dossierHandlers } from './signaling/handlers/dossiers.ts';
import type { Db } from './store/database.ts';

/** Folders in the data folder: filed dossiers, what they are made of, and (among the secrets) what they are sealed with. */
const FOLDER = 'dossiers';
const PAPERS = 'case-papers';
const ATTACHMENTS = 'attachments';
const KEYS = 'seals';

export interface DossierServiceParts {
  readonly dataDir: string;
  readonly secrets: string;
  readonly db: Db;
  readonly core: DataCore;
  readonly printer: Printer;
  readonly retention: Retention;
}

export interface DossierServices {
  readonly handlers: Handlers<keyof typeof dossierRequests>;
  /** Removes what no dossier names. */
  sweep(): Promise<void>;
}

/** Starts what files dossiers and keeps them. */
export async function startDossiers({ dataDir, secrets, db, core, printer, retention }: DossierServiceParts): Promise<DossierServices> {
  const folder = join(dataDir, FOLDER);
  const files = new PaperFiles(folder);
  const kept = new ContentFiles(folder);
  const papers = new PaperFiles(join(dataDir, PAPERS));
  const attachments = new ContentFiles(join(dataDir, ATTACHMENTS));
  const dossiers = new Dossiers({
    ...{ db, printer, files, retention },
    change: (work) => core.change(work),
    keys: new SealKeys(join(secrets, KEYS)),
    readPaper: (sha256) => papers.whole(sha256),
    readAttachment: (sha256) =>
      readFile(attachments.pathOf(sha256)).catch((cause: unknown) => {
        throw new Refusal('attachment.not_there', 'A file of this case is not here.', { cause });
      }),
    pathOf: (sha256) => kept.pathOf(sha256),
  });
  const sweep = async () => {
    await dossiers.sweep();
  };
  await sweep();
  return { handlers: dossierHandlers(dossiers), sweep };
}

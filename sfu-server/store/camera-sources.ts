import type { Camera } from '../protocol/entities/camera.ts';
import { appendChanges } from './change-log.ts';
import type { Db } from './database.ts';

export interface CameraSource {
  readonly camera: Camera;
  /** Organisation path of the camera, for the right to view it. */
  readonly path: string;
  /** RTSP address with its password; null where none is registered. */
  readonly sourceUrl: string | null;
}

/** Where cameras get their pictures from: the one reader of the addresses that never leave the server. */
export class CameraSources {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async find(cameraId: string): Promise<CameraSource | null> {
    const row = await this.#db
      .selectFrom('cameras')
      .innerJoin('organisations', 'organisations.id', 'cameras.org_id')
      .selectAll('cameras')
      .select('organisations.path as org_path')
      .where('cameras.id', '=', cameraId)
      .executeTakeFirst();
    if (row === undefined) return null;
    return { camera: cameraFromRow(row), path: row.org_path, sourceUrl: row.source_url };
  }
}

interface CameraRow {
  id: string;
  org_id: string;
  grid_id: string | null;
  name: string;
  code: string;
  kind: Camera['kind'];
  lat: number;
  lng: number;
  key_point: 0 | 1;
  source_url: string | null;
}

/** A camera as consoles see it: without its address. */
export function cameraFromRow(row: CameraRow): Camera {
  return {
    id: row.id,
    orgId: row.org_id,
    gridId: row.grid_id,
    name: row.name,
    code: row.code,
    kind: row.kind,
    position: { lat: row.lat, lng: row.lng },
    keyPoint: row.key_point === 1,
    hasSource: row.source_url !== null,
  };
}

/** Gives a camera its address, or takes it away. Consoles are told where it makes a difference to them. */
export async function setCameraSource(db: Db, cameraId: string, sourceUrl: string | null, at: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const before = await new CameraSources(trx).find(cameraId);
    if (before === null || before.sourceUrl === sourceUrl) return;
    await trx.updateTable('cameras').set({ source_url: sourceUrl }).where('id', '=', cameraId).execute();
    if (before.camera.hasSource === (sourceUrl !== null)) return;
    await appendChanges(trx, [{ entity: 'camera', id: cameraId, path: before.path, pathBefore: before.path }], at);
  });
}

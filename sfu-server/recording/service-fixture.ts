import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { silentLog } from '../media/fixture.ts';
import { ManualClock } from '../media/manual-clock.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import type { RoomKind } from '../protocol/room.ts';
import type { Account } from '../protocol/session.ts';
import { RecordingRepository, type StoredRecording } from '../store/recordings.ts';
import { openSmallCounty, type SmallCounty } from '../testing/small-county.ts';
import { TestRoom } from './fixture.ts';
import { RecordingFolder } from './folder.ts';
import { RecordingService } from './recording-service.ts';

export type Place = keyof SmallCounty['orgs'];

interface RoomOptions {
  readonly place?: Place;
  readonly kind?: RoomKind;
  /** Whom it is open to besides its own organisation; null: to its whole line. */
  readonly invited?: readonly Place[] | null;
}

/** Recordings of a small county, in a real database and a folder of their own. */
export class RecordingWorld {
  readonly county: SmallCounty;
  readonly recordings: RecordingRepository;
  readonly root = mkdtempSync(join(tmpdir(), 'shilian-recordings-'));
  readonly clock = new ManualClock(Date.now());
  /** Of the last service. */
  readonly expired: StoredRecording[] = [];
  readonly #services: RecordingService[] = [];

  static async open(): Promise<RecordingWorld> {
    return new RecordingWorld(await openSmallCounty());
  }

  private constructor(county: SmallCounty) {
    this.county = county;
    this.recordings = new RecordingRepository(county.db);
  }

  /** A server begins to look after the recordings. */
  async start(): Promise<RecordingService> {
    const { root, recordings, clock } = this;
    const expired = async (recording: StoredRecording) => void this.expired.push(recording);
    const service = await RecordingService.start({ root, recordings, clock, log: silentLog, expired });
    this.#services.push(service);
    return service;
  }

  account(role: Account['role'], place: Place): Promise<Account> {
    return this.county.account(`${role}-${uuidv7()}`, role, this.county.orgs[place]);
  }

  /** The row of a room. */
  async roomRow({ place = 'first', kind = 'mediation', invited = null }: RoomOptions = {}): Promise<string> {
    const { db, orgs } = this.county;
    const by = await this.account('host', place);
    const id = uuidv7();
    await db
      .insertInto('rooms')
      .values({
        ...{ id, kind, title: '邻里纠纷', access: invited === null ? 'line' : 'invited', org_id: orgs[place] },
        invited_org_ids: JSON.stringify((invited ?? []).map((one) => orgs[one])),
        ...{ created_by_id: by.id, created_by_name: by.name, created_at: this.clock.now(), ended_at: null },
      })
      .execute();
    return id;
  }

  /** A room in which people can sit and send. */
  async room(engine: MediaEngine, options: RoomOptions = {}): Promise<TestRoom> {
    const id = await this.roomRow(options);
    return TestRoom.open(engine, { id, orgId: this.county.orgs[options.place ?? 'first'] });
  }

  /** A recording that is ready, whose one file and one track are these bytes. */
  async kept(content: string, options: RoomOptions = {}): Promise<string> {
    const { place = 'first', kind = 'mediation' } = options;
    const id = uuidv7();
    const by = await this.account('host', place);
    const what = { roomId: await this.roomRow(options), kind, title: '邻里纠纷', orgId: this.county.orgs[place] };
    await this.recordings.add({ id, ...what, startedById: by.id, startedByName: by.name, startedAt: this.clock.now() });
    const folder = new RecordingFolder(this.root, id);
    folder.make();
    writeFileSync(folder.composed, content);
    const track = { file: '1-000-microphone-1.webm', participantId: uuidv7(), source: 'microphone', startMs: 0, endMs: 1 } as const;
    folder.makeTracks();
    writeFileSync(join(folder.tracks, track.file), content);
    await this.recordings.ended(id, 'stopped', this.clock.now());
    const measures = { durationMs: 1000, bytes: content.length, sha256: '0'.repeat(64) };
    await this.recordings.ready(id, { ...measures, chapters: [], people: [], tracks: [track] });
    return id;
  }

  async close(): Promise<void> {
    for (const service of this.#services) await service.close();
    await this.county.db.destroy();
    rmSync(this.root, { recursive: true });
  }
}

import type { types } from 'mediasoup';
import type { MediaEngine } from '../media/media-engine.ts';
import { Refusal } from '../protocol/errors.ts';
import type { Participant, RoomProducer } from '../protocol/room.ts';
import { CameraTile, type CameraTileListener } from './camera-tile.ts';
import type { TableCameras } from './table-cameras.ts';

/** The cameras that are on the table of one room. */
export class Table {
  readonly #tiles = new Map<string, CameraTile>();
  readonly #engine: MediaEngine;
  readonly #cameras: TableCameras;
  readonly #max: number;
  readonly #listener: CameraTileListener;

  constructor(engine: MediaEngine, cameras: TableCameras, max: number, listener: CameraTileListener) {
    this.#engine = engine;
    this.#cameras = cameras;
    this.#max = max;
    this.#listener = listener;
  }

  /**
   * Puts a camera on the table; one that is there already is not put twice. Gives its participant id.
   * @throws Refusal `room.full`
   */
  add(camera: { id: string; name: string; now: number }, router: types.Router): string {
    const present = [...this.#tiles.values()].find(({ cameraId }) => cameraId === camera.id);
    if (present !== undefined) return present.id;
    if (this.#tiles.size >= this.#max) throw new Refusal('room.full', 'There are as many cameras on the table as it takes.');
    const tile = new CameraTile(this.#engine, router, camera, this.#listener);
    this.#tiles.set(tile.id, tile);
    tile.open(this.#cameras);
    return tile.id;
  }

  has(participantId: string): boolean {
    return this.#tiles.has(participantId);
  }

  /**
   * Takes a camera off the table. Gives the producer that went with it.
   * @throws Refusal `participant.unknown`
   */
  remove(participantId: string): RoomProducer | null {
    const tile = this.#tiles.get(participantId);
    if (tile === undefined) throw new Refusal('participant.unknown', 'There is no such camera in this room.');
    const producer = tile.producer();
    this.#tiles.delete(participantId);
    tile.close();
    return producer;
  }

  /** The room has a new router: all are brought there. */
  moveTo(router: types.Router): void {
    for (const tile of this.#tiles.values()) tile.moveTo(router);
  }

  get participants(): Participant[] {
    return [...this.#tiles.values()].map((tile) => tile.participant());
  }

  get producers(): RoomProducer[] {
    return [...this.#tiles.values()].flatMap((tile) => tile.producer() ?? []);
  }

  receivable(producerId: string): types.Producer | null {
    for (const tile of this.#tiles.values()) {
      const found = tile.receivable(producerId);
      if (found !== null) return found;
    }
    return null;
  }

  clear(): void {
    for (const tile of this.#tiles.values()) tile.close();
    this.#tiles.clear();
  }
}

import type { BaseLogger } from 'pino';
import type { Dispose } from '../media/clock.ts';
import type { RoomProducer } from '../protocol/room.ts';
import type { RecordedRoom } from '../recording/recorded-room.ts';
import { RoomTap } from '../recording/room-tap.ts';
import type { SpeechProcess } from './speech-process.ts';

function isEmpty({ present }: RecordedRoom): boolean {
  return !present.participants.some(({ kind }) => kind === 'person');
}

/** A room that is heard: each microphone on a track of its own, nothing of a room that is divided. */
export class ListeningRoom implements Disposable {
  readonly #number: number;
  readonly #process: SpeechProcess;
  readonly #tap: RoomTap;
  readonly #speakers: Map<number, string>;
  readonly #stop: Dispose;

  /** @param ended the room has ended, or nobody is left @throws SpeechUnavailable */
  static async open(
    room: RecordedRoom,
    number: number,
    process: SpeechProcess,
    log: BaseLogger,
    ended: () => void,
  ): Promise<ListeningRoom> {
    const port = await process.openRoom(number);
    const speakers = new Map<number, string>();
    const tap = new RoomTap(
      room,
      {
        port,
        tell: (order) => {
          if (order.type !== 'track') return;
          speakers.set(order.track, order.info.participantId);
          process.tell({ type: 'track', room: number, track: order.track, ssrc: order.info.ssrc });
        },
        gone: (track) => process.tell({ type: 'gone', room: number, track }),
      },
      log,
    );
    return new ListeningRoom(room, number, process, tap, speakers, ended);
  }

  private constructor(
    room: RecordedRoom,
    number: number,
    process: SpeechProcess,
    tap: RoomTap,
    speakers: Map<number, string>,
    ended: () => void,
  ) {
    this.#number = number;
    this.#process = process;
    this.#tap = tap;
    this.#speakers = speakers;
    const add = (producer: RoomProducer) => {
      if (producer.source === 'microphone') tap.add(producer);
    };
    this.#stop = room.observe({
      told: {
        'room.producer': ({ producer }) => add(producer),
        // As a recording: where nobody is left, nobody writes.
        'room.participantLeft': () => {
          if (isEmpty(room)) ended();
        },
      },
      restrain: () => tap.restrain(),
      ended,
    });
    for (const producer of room.present.producers) add(producer);
    // Loading a model takes long enough for all to leave meanwhile.
    if (isEmpty(room)) ended();
  }

  /** Who speaks on a track. */
  speakerOf(track: number): string | undefined {
    return this.#speakers.get(track);
  }

  [Symbol.dispose](): void {
    this.#stop();
    this.#tap.close();
    this.#process.tell({ type: 'leave', room: this.#number });
  }
}

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { types } from 'mediasoup';
import type { MediaEngine } from '../media/media-engine.ts';
import type { NotificationData, NotificationType } from '../protocol/notifications.ts';
import type { RecordingLive } from '../protocol/recording-live.ts';
import type { Participant, RoomLayout, RoomProducer } from '../protocol/room.ts';
import { ORGANISATIONS } from '../security/fixture.ts';
import { Run } from './compose/ffmpeg.ts';
import type { RecordedBoard, RecordedRoom, RoomObserver } from './recorded-room.ts';

const FREE_LAYOUT: RoomLayout = { mode: 'grid', follow: false, places: [] };

const VIDEO_CODECS = {
  vp8: { mimeType: 'video/VP8' },
  h264: { mimeType: 'video/H264', parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f' } },
} as const;
export type VideoCodec = keyof typeof VIDEO_CODECS;

/** What a room is in the database. */
interface RoomRow {
  readonly id: string;
  readonly orgId: string;
}

/** A room as a recording sees one, whose people are programs that send real RTP to a real worker. */
export class TestRoom implements RecordedRoom {
  readonly id: string;
  readonly kind = 'mediation' as const;
  readonly title = '邻里纠纷';
  readonly orgId: string;
  readonly shown: RecordingLive[] = [];
  readonly people: TestSender[] = [];
  router: types.Router | null = null;
  activeSpeakerId: string | null = null;
  board: RecordedBoard | null = null;
  /** By hash. */
  readonly documents = new Map<string, Buffer>();
  readonly #engine: MediaEngine;
  readonly #observers = new Set<RoomObserver>();
  readonly #waiting = new Set<() => void>();

  static async open(engine: MediaEngine, row: RoomRow = { id: randomUUID(), orgId: ORGANISATIONS.township.id }): Promise<TestRoom> {
    const room = new TestRoom(engine, row);
    await room.rebuild();
    return room;
  }

  private constructor(engine: MediaEngine, { id, orgId }: RoomRow) {
    this.#engine = engine;
    this.id = id;
    this.orgId = orgId;
  }

  get present() {
    return {
      participants: this.people.map(({ participant }) => participant),
      producers: this.people.flatMap(({ described }) => described),
      activeSpeakerId: this.activeSpeakerId,
      layout: FREE_LAYOUT,
      spotlight: [],
    };
  }

  /** Everybody sees it from now on; null: nothing more. */
  showBoard(board: RecordedBoard | null): void {
    this.board = board;
    this.tell('board.changed', { roomId: this.id, board: { presenters: [], shown: board?.head ?? null } });
  }

  async readContent(sha256: string, offset: number, length: number): Promise<Buffer> {
    return (this.documents.get(sha256) ?? Buffer.alloc(0)).subarray(offset, offset + length);
  }

  /** A router on whatever worker lives. */
  async rebuild(): Promise<void> {
    this.router = await this.#engine.createRouter();
  }

  sending(producerId: string): { producer: types.Producer; router: types.Router } | null {
    const producer = this.people.flatMap(({ producers }) => producers).find(({ id }) => id === producerId);
    return producer === undefined || this.router === null ? null : { producer, router: this.router };
  }

  observe(observer: RoomObserver) {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  showRecording(live: RecordingLive | null): void {
    if (live !== null) this.shown.push(live);
    for (const resume of this.#waiting) resume();
    this.#waiting.clear();
  }

  /** Resolves when something was shown that fits. */
  async shows(fits: (live: RecordingLive) => boolean): Promise<RecordingLive> {
    for (;;) {
      const found = this.shown.find(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  tell<T extends NotificationType>(type: T, data: NotificationData<T>): void {
    for (const { told } of this.#observers) told[type]?.(data);
  }

  sit(name: string, kind: Participant['kind'] = 'person'): TestSender {
    const sender = new TestSender(this, name, kind);
    this.people.push(sender);
    this.tell('room.participants', { roomId: this.id, participants: [sender.participant] });
    return sender;
  }

  speak(participantId: string | null): void {
    this.activeSpeakerId = participantId;
    this.tell('room.activeSpeaker', { roomId: this.id, participantId });
  }

  async close(): Promise<void> {
    for (const sender of this.people) await sender.stop();
    this.router?.close();
  }
}

/** Somebody in a test room. */
export class TestSender {
  readonly participant: Participant;
  readonly producers: types.Producer[] = [];
  readonly described: RoomProducer[] = [];
  readonly #room: TestRoom;
  readonly #programs: ReturnType<typeof spawn>[] = [];

  constructor(room: TestRoom, name: string, kind: Participant['kind']) {
    this.#room = room;
    this.participant = {
      id: randomUUID(),
      kind,
      role: 'member',
      name,
      orgId: null,
      orgName: '双湖镇',
      accountId: null,
      cameraId: null,
      joinedAt: Date.now(),
      connected: true,
      handRaisedAt: null,
      mutedByHost: false,
      speaker: false,
      mayUnmute: null,
      limitedBy: null,
    };
  }

  /** Sends what two sources of libavfilter make, in time with each other, until `stop`. */
  async send({ video, audio }: { video: string; audio?: string }): Promise<void> {
    const picture = await this.produce('video');
    const args = ['-re', '-f', 'lavfi', '-i', video];
    const vp8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-g', '25', '-b:v', '600k', '-pix_fmt', 'yuv420p'];
    const streams = ['-map', '0:v', ...vp8, '-ssrc', `${picture.ssrc}`, '-payload_type', '96', '-f', 'rtp', address(picture)];
    if (audio !== undefined) {
      const sound = await this.produce('audio');
      args.push('-re', '-f', 'lavfi', '-i', audio);
      streams.push('-map', '1:a', '-c:a', 'libopus', '-application', 'lowdelay', '-ac', '2');
      streams.push('-ssrc', `${sound.ssrc}`, '-payload_type', '111', '-f', 'rtp', address(sound));
    }
    this.#run([...args, ...streams]);
  }

  /** Sends two films (WebM: VP8, Opus) as they are, in time with each other: next to no work. */
  async play({ video, audio }: { video: string; audio: string }): Promise<void> {
    const picture = await this.produce('video');
    const sound = await this.produce('audio');
    this.#run([
      ...['-re', '-i', video, '-re', '-i', audio],
      ...['-map', '0:v', '-c', 'copy', '-ssrc', `${picture.ssrc}`, '-payload_type', '96', '-f', 'rtp', address(picture)],
      ...['-map', '1:a', '-c', 'copy', '-ssrc', `${sound.ssrc}`, '-payload_type', '111', '-f', 'rtp', address(sound)],
    ]);
  }

  /** Sends a picture that was encoded before, as ffmpeg reads it from `input`: whatever size its frames have. */
  async playPicture(input: readonly string[], codec: VideoCodec): Promise<void> {
    const picture = await this.produce('video', codec);
    const bare = ['-map', '0:v', '-c', 'copy', '-ssrc', `${picture.ssrc}`, '-payload_type', '96', '-f', 'rtp'];
    this.#run(['-re', ...input, ...bare, address(picture)]);
  }

  #run(args: readonly string[]): void {
    this.#programs.push(spawn('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-nostdin', ...args], { stdio: 'ignore' }));
  }

  /** A producer that is told in the room, and where to send to it. */
  async produce(kind: 'audio' | 'video', video: VideoCodec = 'vp8'): Promise<{ rtp: number; rtcp: number; ssrc: number }> {
    const { router } = this.#room;
    if (router === null) throw new Error('There is no router.');
    const transport = await router.createPlainTransport({
      listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
      rtcpMux: false,
      comedia: true,
    });
    const ssrc = 1 + Math.floor(Math.random() * 0x7fff_fff0);
    const codec =
      kind === 'audio'
        ? { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }
        : { ...VIDEO_CODECS[video], payloadType: 96, clockRate: 90_000 };
    const producer = await transport.produce({ kind, rtpParameters: { codecs: [codec], encodings: [{ ssrc }] } });
    this.producers.push(producer);
    const source = kind === 'audio' ? 'microphone' : 'camera';
    const described: RoomProducer = { id: producer.id, participantId: this.participant.id, kind, source, paused: false };
    this.described.push(described);
    this.#room.tell('room.producer', { roomId: this.#room.id, producer: described });
    if (transport.rtcpTuple === undefined) throw new Error('There is no RTCP port.');
    return { rtp: transport.tuple.localPort, rtcp: transport.rtcpTuple.localPort, ssrc };
  }

  /** Resolves when all that it plays has come to its end. */
  async played(): Promise<void> {
    await Promise.all(this.#programs.map((program) => (program.exitCode === null ? once(program, 'exit') : null)));
  }

  /** Gives everything up and leaves. */
  async leave(): Promise<void> {
    await this.stop();
    const { id } = this.participant;
    this.#room.people.splice(this.#room.people.indexOf(this), 1);
    this.#room.tell('room.participantLeft', { roomId: this.#room.id, participantId: id });
  }

  async stop(): Promise<void> {
    for (const program of this.#programs.splice(0)) {
      if (program.exitCode !== null || program.signalCode !== null) continue;
      program.kill('SIGKILL');
      await once(program, 'exit');
    }
    for (const producer of this.producers.splice(0)) {
      producer.close();
      this.#room.tell('room.producerClosed', { roomId: this.#room.id, producerId: producer.id });
    }
    this.described.splice(0);
  }
}

function address({ rtp, rtcp }: { rtp: number; rtcp: number }): string {
  return `rtp://127.0.0.1:${rtp}?rtcpport=${rtcp}&pkt_size=1200`;
}

/** Brightness and colour (Y, U, V) in the middle of a place of a film at a moment. */
export async function colourAt(path: string, atMs: number, { x, y }: { x: number; y: number }): Promise<[number, number, number]> {
  const run = new Run('ffmpeg', [
    ...['-ss', `${atMs / 1000}`, '-i', path, '-frames:v', '1', '-vf', `crop=16:16:${x - 8}:${y - 8},scale=2:2`],
    ...['-f', 'rawvideo', '-pix_fmt', 'yuv444p', '-'],
  ]);
  const bytes = await bytesOf(run);
  return [bytes[0] ?? 0, bytes[4] ?? 0, bytes[8] ?? 0];
}

/** When a place of a film turns bright, and when its sound turns loud, ms. */
export async function onsets(path: string, { x, y }: { x: number; y: number }): Promise<{ flashes: number[]; beeps: number[] }> {
  const picture = await bytesOf(
    new Run('ffmpeg', ['-i', path, '-vf', `crop=16:16:${x - 8}:${y - 8},scale=1:1`, '-r', '25', '-f', 'rawvideo', '-pix_fmt', 'gray', '-']),
  );
  const sound = await bytesOf(new Run('ffmpeg', ['-i', path, '-f', 's16le', '-ac', '1', '-ar', '8000', '-']));
  const flashes: number[] = [];
  for (let index = 1; index < picture.length; index += 1) {
    if ((picture[index] ?? 0) > 120 && (picture[index - 1] ?? 0) <= 120) flashes.push(index * 40);
  }
  const beeps: number[] = [];
  let quiet = 0;
  for (let index = 0; index * 2 + 1 < sound.length; index += 1) {
    if (Math.abs(sound.readInt16LE(index * 2)) < 2000) quiet += 1;
    else {
      if (quiet > 2000) beeps.push(index / 8);
      quiet = 0;
    }
  }
  return { flashes, beeps };
}

async function bytesOf(run: Run): Promise<Buffer> {
  const pieces: Buffer[] = [];
  run.output.on('data', (piece: Buffer) => pieces.push(piece));
  await run.end();
  return Buffer.concat(pieces);
}

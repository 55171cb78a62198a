import { join } from 'node:path';
import type { Logger } from 'pino';
import { BOARD_FOLDER, BoardContents } from './attachments/board-contents.ts';
import { CameraService } from './cameras/camera-service.ts';
import type { ServerConfig } from './config.ts';
import { systemClock } from './media/clock.ts';
import { MediaEngine } from './media/media-engine.ts';
import { PeerRegistry } from './media/peer-registry.ts';
import { TurnPasses } from './media/turn.ts';
import { Printer } from './papers/printer.ts';
import type { boardRequests } from './protocol/requests/board.ts';
import type { cameraRequests } from './protocol/requests/cameras.ts';
import type { floorRequests } from './protocol/requests/floor.ts';
import type { mediaRequests } from './protocol/requests/media.ts';
import type { mediationRoomRequests } from './protocol/requests/mediation-room.ts';
import type { rollCallRequests } from './protocol/requests/roll-call.ts';
import type { roomRequests } from './protocol/requests/rooms.ts';
import { RollCallArchive } from './rooms/roll-call/archive.ts';
import { RoomService } from './rooms/room-service.ts';
import { pageKey } from './security/identity.ts';
import type { Invitations } from './security/invitations.ts';
import type { Handlers } from './signaling/handler.ts';
import { boardHandlers } from './signaling/handlers/boards.ts';
import { cameraHandlers } from './signaling/handlers/cameras.ts';
import { floorHandlers } from './signaling/handlers/floor.ts';
import { mediaHandlers } from './signaling/handlers/media.ts';
import { mediationRoomHandlers } from './signaling/handlers/mediation-rooms.ts';
import { rollCallHandlers } from './signaling/handlers/roll-calls.ts';
import { roomHandlers } from './signaling/handlers/rooms.ts';
import type { Sessions } from './signaling/sessions.ts';
import { StartupFailure } from './startup-failure.ts';
import { BoardRepository } from './store/boards.ts';
import { CameraSources } from './store/camera-sources.ts';
import type { Db } from './store/database.ts';
import { RollCallRepository } from './store/roll-calls.ts';
import { RoomRepository } from './store/rooms.ts';

export interface MediaOptions {
  readonly config: ServerConfig;
  readonly db: Db;
  readonly invitations: Invitations;
  readonly sessions: Sessions;
  readonly log: Logger;
}

export interface MediaServices {
  /** All open rooms. */
  readonly rooms: RoomService;
  /** What prints papers as PDF: one thread for all of them. */
  readonly printer: Printer;
  readonly handlers: Handlers<
    | keyof typeof roomRequests
    | keyof typeof floorRequests
    | keyof typeof boardRequests
    | keyof typeof mediationRoomRequests
    | keyof typeof rollCallRequests
    | keyof typeof mediaRequests
    | keyof typeof cameraRequests
  >;
  /** For `welcome`; empty in the moment in which no worker runs. */
  readonly rtpCapabilities: () => Record<string, unknown>;
  /** What the metrics show, by name. */
  readonly gauges: Readonly<Record<'workers' | 'routers' | 'transports' | 'producers' | 'consumers' | 'cameras' | 'rooms', () => number>>;
  /** An account was disabled, moved or signed out everywhere: its seats are let go. */
  accountGone(accountId: string): void;
  close(): Promise<void>;
}

/**
 * Starts the media workers, and on them rooms and cameras; whoever goes lets go of what they held there.
 * @throws StartupFailure
 */
export async function startMedia({ config, db, invitations, sessions, log }: MediaOptions): Promise<MediaServices> {
  const engine = await startEngine(config, log);
  const peers = new PeerRegistry();
  const cameras = new CameraService({ engine, peers, sources: new CameraSources(db), log });
  const sheets = new RollCallRepository(db);
  const printer = new Printer();
  const archive = new RollCallArchive({ sheets, printer, clock: systemClock });
  const boardContents = new BoardContents(join(config.dataDir, BOARD_FOLDER));
  await boardContents.sweep();
  const rooms = await RoomService.start({
    engine,
    peers,
    cameras,
    rooms: new RoomRepository(db),
    rollCalls: sheets,
    boards: new BoardRepository(db),
    boardContents,
    invitations,
    audience: sessions,
    log,
  });
  const stopListening = sessions.onPageClosed((asker, end) => {
    const key = pageKey(asker);
    cameras.pageClosed(key);
    if (end === 'line') rooms.lineCut(key);
    else rooms.pageClosed(key);
  });
  const count = (what: keyof MediaEngine['counters']) => () => engine.counters[what];
  return {
    rooms,
    printer,
    handlers: {
      ...roomHandlers(rooms),
      ...floorHandlers(rooms),
      ...boardHandlers(rooms),
      ...mediationRoomHandlers(rooms, db),
      ...rollCallHandlers(rooms, archive),
      ...mediaHandlers(peers),
      ...cameraHandlers(cameras),
    },
    rtpCapabilities: () => (engine.counters.workers === 0 ? {} : { ...engine.rtpCapabilities }),
    gauges: {
      workers: count('workers'),
      routers: count('routers'),
      transports: count('transports'),
      producers: count('producers'),
      consumers: count('consumers'),
      cameras: () => cameras.ingested,
      rooms: () => rooms.size,
    },
    accountGone: (accountId) => rooms.accountGone(accountId),
    close: async () => {
      stopListening();
      await rooms.settled();
      rooms.close();
      await printer.close();
      // Before the workers: what feeds them must not find them gone.
      await cameras.close();
      engine.close();
    },
  };
}

async function startEngine(config: ServerConfig, log: Logger): Promise<MediaEngine> {
  try {
    return await MediaEngine.start({
      workers: config.workers,
      rtcPort: config.rtcPort,
      listenAddress: config.host,
      announcedAddress: config.announcedAddress ?? null,
      turn: config.turn.length === 0 ? null : new TurnPasses({ urls: config.turn, secret: config.turnSecret ?? '' }),
      log,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupFailure(`The media workers cannot be started (is the port ${config.rtcPort} taken? see --rtc-port): ${reason}.`, {
      cause: error,
    });
  }
}

import type { types } from 'mediasoup';
import * as mediasoup from 'mediasoup';
import { ROUTER_CODECS } from './codecs.ts';
import { type ListenOptions, listenInfosOf } from './listen.ts';

/** One mediasoup worker process with its WebRtcServer and the router that all surveillance of this worker runs on. */
export interface MediaWorker {
  readonly index: number;
  readonly worker: types.Worker;
  readonly webRtcServer: types.WebRtcServer;
  readonly cameraRouter: types.Router;
}

/** Starts a worker. `port` 0 lets it pick its ports. `created` sees the worker before anything is made in it. */
export async function startMediaWorker(
  index: number,
  listen: ListenOptions,
  port: number,
  created: (worker: types.Worker) => void,
): Promise<MediaWorker> {
  const worker = await withoutSignalHooks(() => mediasoup.createWorker({ logLevel: 'error', appData: { index } }));
  created(worker);
  try {
    const [webRtcServer, cameraRouter] = await Promise.all([
      worker.createWebRtcServer({ listenInfos: listenInfosOf(listen, port) }),
      worker.createRouter({ mediaCodecs: ROUTER_CODECS, appData: { workerIndex: index } }),
    ]);
    return { index, worker, webRtcServer, cameraRouter };
  } catch (error) {
    worker.close();
    throw error;
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * mediasoup closes its workers at SIGINT and SIGTERM by hooks of its own, ahead of whoever started the server: rooms and
 * cameras would take that for a dead worker and mend it. When the server ends is the server's to say, so they are taken out.
 */
async function withoutSignalHooks<T>(create: () => Promise<T>): Promise<T> {
  const before = SIGNALS.map((signal) => new Set(process.listeners(signal)));
  const creating = create();
  // The hooks are set as soon as the worker's process is spawned, before anything is waited for.
  for (const [index, signal] of SIGNALS.entries()) {
    for (const listener of process.listeners(signal)) if (before[index]?.has(listener) === false) process.removeListener(signal, listener);
  }
  return creating;
}

/** Which worker a router runs on. */
export function workerIndexOf(router: types.Router): number {
  return Number(router.appData.workerIndex);
}

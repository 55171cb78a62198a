import { defineConfig } from 'vitest/config';
import { workerBinary } from './scripts/worker/location.mjs';

const worker = workerBinary();

/** Unit tests lie beside the code. What they use is real: SQLite, mediasoup's worker, RTSP cameras. */
export default defineConfig({
  test: {
    environment: 'node',
    // The simulation and the kills cross app and server, but need neither page nor browser.
    include: ['{app,sfu-server,scripts,resources,bench}/**/*.test.{ts,tsx}', 'e2e/{simulation,data}/**/*.test.ts'],
    pool: 'forks',
    // Two cores here; more at once only makes real timers late.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: worker === undefined ? {} : { MEDIASOUP_WORKER_BIN: worker },
  },
});

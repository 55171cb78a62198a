import { defineConfig } from 'vitest/config';
import { workerBinary } from '../scripts/worker/location.mjs';

const worker = workerBinary();

/** End-to-end tests: real server, worker, cameras and Chromium, one file after another, as they share the machine's few cores. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    environment: 'node',
    include: ['**/*.test.ts'],
    // They need no page and no browser: they run with the unit tests.
    exclude: ['simulation/**', 'data/**'],
    globalSetup: ['./harness/build-page.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // vitest's own is 1 s: what a page shows after a click takes longer where seats, encoders and server share two cores.
    expect: { poll: { timeout: 20_000 } },
    // Each test builds on what the ones before it in its file have put into the room: the first failure tells.
    sequence: { concurrent: false },
    env: worker === undefined ? {} : { MEDIASOUP_WORKER_BIN: worker },
  },
});

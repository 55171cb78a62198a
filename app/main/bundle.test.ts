import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shilian-bundle-'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  // Of node_modules only what stays outside the bundle.
  symlinkSync(join(root, 'node_modules/better-sqlite3'), join(folder, 'better-sqlite3'));
  symlinkSync(join(root, 'node_modules/@node-rs'), join(folder, '@node-rs'));
  for (const configFile of ['app/main/vite.main.config.ts', 'app/preload/vite.preload.config.ts']) {
    await build({ root, configFile: join(root, configFile), build: { outDir: folder }, logLevel: 'error' });
  }
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** A stand-in for Electron's utility process: the same entry, with a port to the parent over Node's own channel. */
const STAND_IN = `
  process.parentPort = {
    on: (_event, listener) => process.on('message', (data) => listener({ data, ports: [] })),
    postMessage: (message) => process.send(message),
  };
  await import('./host-process.mjs');
  process.send({ type: 'loaded' });
`;

describe('the bundles for Electron', () => {
  it('hold a host process that runs with nothing else than the native packages beside it', async () => {
    writeFileSync(join(folder, 'stand-in.mjs'), STAND_IN);
    const bundle = join(folder, 'host-process.mjs');
    const text = readFileSync(bundle, 'utf8')
      .replaceAll('"better-sqlite3"', '"./better-sqlite3/lib/index.js"')
      .replaceAll('"@node-rs/argon2"', '"./@node-rs/argon2/index.js"');
    writeFileSync(bundle, text);
    const child = fork(join(folder, 'stand-in.mjs'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    try {
      const told = await new Promise((resolve, reject) => {
        child.once('exit', (code) => reject(new Error(`it ended with ${code}`)));
        child.on('message', (message: { type: string }) => {
          if (message.type === 'loaded')
            child.send({ type: 'start', serverUrl: 'https://127.0.0.1:9', dataDir: join(folder, 'data'), session: null });
          if (message.type === 'loaded') child.send({ type: 'stop' });
          else resolve(message);
        });
      });
      expect(told).toEqual({ type: 'stopped' });
    } finally {
      child.kill('SIGKILL');
    }
  }, 30_000);

  it('hold a preload that requires nothing but Electron, as its sandbox demands', () => {
    const preload = readFileSync(join(folder, 'preload.cjs'), 'utf8');
    expect([...preload.matchAll(/require\(([^)]*)\)/g)].map(([, name]) => name)).toEqual(['"electron"']);
    expect(preload).not.toMatch(/^import /m);
  });
});

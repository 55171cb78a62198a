import { dependencies } from './dependencies.mjs';
import { alone } from './lock.mjs';
import { say } from './progress.mjs';
import { browserPackages, cameraPackages, networkPackages, paperPackages, readerPackages, recordingPackages } from './system-packages.mjs';
import { worker } from './worker.mjs';

/** @typedef {{ name: string, needed(): boolean, run(): Promise<void> }} Step */

/** In the order in which they are done: the worker's sources and its check come with the npm packages. */
const ALL = /** @satisfies {readonly Step[]} */ ([
  dependencies,
  browserPackages,
  cameraPackages,
  paperPackages,
  readerPackages,
  networkPackages,
  worker,
]);
const FOR_TESTS = new Set(/** @type {readonly Step[]} */ ([networkPackages, readerPackages]));

/**
 * What each program needs. Server and console alone do without what only demo and tests use.
 * @type {Readonly<Record<string, readonly Step[]>>}
 */
const STEPS_OF = {
  'scripts/start.ts': ALL.filter((step) => !FOR_TESTS.has(step)),
  'scripts/console.ts': [dependencies],
  'scripts/build-page.ts': [dependencies],
  'scripts/package.ts': [dependencies],
  'scripts/backup.ts': [dependencies],
  'scripts/restore.ts': [dependencies],
  'scripts/audit.ts': [dependencies],
  'scripts/verify.ts': [dependencies],
  'scripts/server.ts': [dependencies, worker, recordingPackages, paperPackages],
};

/**
 * @param {string | null} script relative to the root, as in package.json; null is a set-up without a program
 * @param {readonly string[]} args
 * @returns {readonly Step[]}
 */
export function stepsFor(script, args) {
  const steps = script === null ? undefined : STEPS_OF[script];
  if (steps === undefined) return ALL;
  return script === 'scripts/server.ts' && args.includes('--demo') ? [...steps, cameraPackages] : steps;
}

/**
 * Does what is still to be done, one set-up at a time; nothing at all where all is there.
 * @param {readonly Step[]} steps
 */
export async function prepare(steps) {
  if (!steps.some((step) => step.needed())) return;
  await alone(async () => {
    for (const step of steps) {
      if (!step.needed()) continue;
      const started = Date.now();
      say(`${step.name} …`);
      await step.run();
      say(`${step.name}: done in ${Math.round((Date.now() - started) / 1000)} s`);
    }
  });
}

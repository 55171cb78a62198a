import fc from 'fast-check';
import { expect } from 'vitest';
import { ENTITY_NAMES } from '../../sfu-server/protocol/entities/index.ts';
import { expectedRows, gapsInNumbers, lostOrDoubled } from './expectations.ts';
import type { Disk } from './sim-store.ts';
import { type CountyTemplate, makeTemplate } from './small-template.ts';
import { type Setting, type Step, settingArbitrary, stepsArbitrary } from './steps.ts';
import { World } from './world.ts';

/** In CI, for each of the two kinds of store; `SHILIAN_SCHEDULES=N` for a longer run, which then takes a seed of its own. */
const SCHEDULES = 1_000;

interface Run {
  readonly numRuns: number;
  readonly seed: number;
  readonly path?: string;
}

/** `SHILIAN_SEED=SEED` or `SEED:PATH`, as a failure prints it. */
function runFromEnvironment(ciSeed: number): Run {
  const { SHILIAN_SCHEDULES: schedules, SHILIAN_SEED: given } = process.env;
  const numRuns = schedules === undefined ? SCHEDULES : Number(schedules);
  if (given === undefined) return { numRuns, seed: schedules === undefined ? ciSeed : Date.now() % 2 ** 31 };
  const [seed, ...path] = given.split(':');
  return { numRuns, seed: Number(seed), ...(path.length === 0 ? {} : { path: path.join(':') }) };
}

async function play(template: CountyTemplate, newDisk: () => Disk, setting: Setting, steps: readonly Step[]): Promise<void> {
  const world = new World(template, setting, newDisk);
  try {
    await world.open();
    for (const step of steps) {
      await world.take(step);
      expect(await world.missingOwnWrites(), `own writes after ${JSON.stringify(step)}`).toEqual([]);
    }
    await world.heal();
    expect(world.server.unexpected).toEqual([]);
    expect(await world.missingOwnWrites(), 'own writes at the end').toEqual([]);
    for (const console of world.consoles) {
      const outbox = await console.outbox();
      expect(
        outbox.filter(({ state }) => state !== 'refused'),
        `${console.username}: outbox`,
      ).toEqual([]);
      expect(lostOrDoubled(world.server, console.made, outbox), `${console.username}: lost or doubled`).toEqual([]);
      for (const entity of ENTITY_NAMES) {
        const expected = await expectedRows(world.server, console.username, entity);
        expect(await console.read(entity), `${console.username}: ${entity}`).toEqual(expected);
        expect(console.followed(entity), `${console.username}: ${entity} as followed`).toEqual(expected);
      }
    }
    expect(gapsInNumbers(world.server), 'numbers').toEqual([]);
  } finally {
    world.close();
  }
  expect(await world.leftTimers()).toBe(0);
}

/** Plays schedules over one kind of store; `ciSeed` where the environment names none. @throws with the seed to play it again where one fails */
export async function simulate(newDisk: () => Disk, ciSeed: number): Promise<void> {
  const template = await makeTemplate();
  const run = runFromEnvironment(ciSeed);
  const property = fc.asyncProperty(settingArbitrary, stepsArbitrary, (setting, steps) => play(template, newDisk, setting, steps));
  const details = await fc.check(property, { ...run, endOnFailure: run.path !== undefined });
  if (!details.failed) return;
  const replay = `SHILIAN_SEED=${details.seed}:${details.counterexamplePath ?? ''}`;
  throw new Error(
    `Schedule ${details.numRuns} of ${run.numRuns} failed. Play it again with ${replay}\n${fc.defaultReportMessage(details) ?? ''}`,
    { cause: details.errorInstance },
  );
}

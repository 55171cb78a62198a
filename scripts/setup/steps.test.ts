import { describe, expect, it } from 'vitest';
import { prepare, stepsFor } from './steps.mjs';

const names = (script: string | null, ...args: string[]) => stepsFor(script, args).map((step) => step.name);

describe('the set-up', () => {
  it('asks a server alone for no browser and no cameras, and the demo for its cameras', () => {
    expect(names('scripts/server.ts')).toEqual(['npm packages', 'mediasoup’s worker', 'recording', 'fonts of papers']);
    expect(names('scripts/server.ts', '--demo')).toContain('demo cameras');
    expect(names('scripts/console.ts')).toEqual(['npm packages']);
  });

  it('sees to everything for the tests and whatever it does not know, and for the demo to all but what tests need', () => {
    expect(names('scripts/test.ts')).toEqual(names(null));
    expect(names('scripts/bench.ts')).toContain('bad networks');
    const forTests = ['bad networks', 'readers of papers'];
    expect(names('scripts/start.ts')).toEqual(names(null).filter((name) => !forTests.includes(name)));
  });

  it('does only what is needed, in order, and nothing a second time', async () => {
    const done: string[] = [];
    const step = (name: string, needed: boolean) => ({
      name,
      needed: () => needed && !done.includes(name),
      run: async () => void done.push(name),
    });
    const steps = [step('one', true), step('two', false), step('three', true)];
    await prepare(steps);
    await prepare(steps);
    expect(done).toEqual(['one', 'three']);
  });
});

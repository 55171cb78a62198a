import { describe, it } from 'vitest';
import { sqliteDisk } from './sim-store.ts';
import { simulate } from './simulate.ts';

describe('whatever happens to lines, machines and clocks, with consoles that keep their copy in SQLite', () => {
  it('all come to the same rows, each change applied once or refused for all to see, own changes always in sight', async () => {
    await simulate(sqliteDisk, 2);
  }, 86_400_000);
});

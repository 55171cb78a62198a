import { expect, test } from 'vitest';
import { MachinePressure } from './machine-pressure.ts';

/** As the browser's, told by the test. */
class FakeObserver {
  static last: FakeObserver;
  static refuses = false;
  observing = false;
  readonly tell: (records: readonly { readonly state: string }[]) => void;

  constructor(changed: (records: readonly { readonly state: string }[]) => void) {
    this.tell = changed;
    FakeObserver.last = this;
  }

  async observe(): Promise<void> {
    if (FakeObserver.refuses) throw new DOMException('Not here.', 'NotAllowedError');
    this.observing = true;
  }

  disconnect(): void {
    this.observing = false;
  }
}

test('a machine is busy while its newest state is critical, and no longer watched afterwards', () => {
  const pressure = new MachinePressure(FakeObserver);
  expect(pressure.busy).toBe(false);
  FakeObserver.last.tell([{ state: 'fair' }, { state: 'critical' }]);
  expect(pressure.busy).toBe(true);
  FakeObserver.last.tell([{ state: 'serious' }]);
  expect(pressure.busy).toBe(false);
  pressure[Symbol.dispose]();
  expect(FakeObserver.last.observing).toBe(false);
});

test('a browser that cannot or will not tell has a machine that is never busy', async () => {
  FakeObserver.refuses = true;
  using refused = new MachinePressure(FakeObserver);
  using unknown = new MachinePressure(undefined);
  await Promise.resolve();
  expect([refused.busy, unknown.busy]).toEqual([false, false]);
});

/** Steps that must not mix: one after the other, in the order in which they were asked for. */
export class StepQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** @returns what the step gives; it begins when all before it have ended, well or not */
  run<T>(step: () => Promise<T>): Promise<T> {
    const done = this.#last.then(step);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

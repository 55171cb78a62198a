// For tests, loaded before the server's own program (`node --import`): ends the process as a power cut would, at the step that
// KILL_AT names. The program itself knows nothing of it.
import { isMainThread } from 'node:worker_threads';

export const KILL_STEPS = [
  /** The agreement's paper lies there, and its draft does not know of it. */
  'paperMade',
  /** A hand is written, not committed. */
  'handWritten',
  /** It is committed, and nobody has been told. */
  'handCommitted',
  /** The last print is there, and nothing says yet that it is being sealed. */
  'sealPrepared',
  /** It is said, and nothing has been sealed. */
  'sealAsked',
  /** The sealed file is written beside. */
  'sealSetAside',
  /** It lies at its place, and the paper does not name it. */
  'sealKept',
  /** The paper is sealed, and the agreement is not in force. */
  'sealNamed',
] as const;
export type KillStep = (typeof KILL_STEPS)[number];

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  // Not a step further while the signal is on its way.
  for (;;);
}

/** Lets a method do its work, or not (`before`), and ends there. */
function killIn(of: object, method: string, when: 'before' | 'after'): void {
  const original: unknown = Reflect.get(of, method);
  if (typeof original !== 'function') throw new Error(`There is no method ${method}.`);
  Reflect.set(of, method, async function (this: unknown, ...given: unknown[]) {
    if (when === 'after') await Reflect.apply(original, this, given);
    return die();
  });
}

if (isMainThread && process.env.KILL_AT !== undefined) {
  const { CasePapers } = await import('../governance/case-papers/case-papers.ts');
  const { PaperFiles } = await import('../governance/case-papers/paper-files.ts');
  const { Sealing } = await import('../governance/case-papers/sealing.ts');
  const { CasePaperRepository } = await import('../store/case-papers.ts');
  const steps: { readonly [S in KillStep]: () => void } = {
    paperMade: () => killIn(CasePapers.prototype, 'make', 'after'),
    handWritten: () => killIn(CasePaperRepository.prototype, 'sign', 'after'),
    handCommitted: () => killIn(CasePapers.prototype, 'sign', 'after'),
    sealPrepared: () => killIn(Sealing.prototype, 'prepare', 'after'),
    sealAsked: () => killIn(Sealing.prototype, 'finish', 'before'),
    sealSetAside: () => killIn(PaperFiles.prototype, 'setAside', 'after'),
    sealKept: () => killIn(PaperFiles.prototype, 'keepAside', 'after'),
    sealNamed: () => killIn(PaperFiles.prototype, 'forgetAside', 'before'),
  };
  const step = KILL_STEPS.find((one) => one === process.env.KILL_AT);
  if (step === undefined) throw new Error(`There is no step ${process.env.KILL_AT}.`);
  steps[step]();
}

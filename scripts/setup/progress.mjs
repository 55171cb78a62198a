/** Progress goes to standard error: standard output belongs to the program that is being started. */
export function say(/** @type {string} */ text) {
  process.stderr.write(`[setup] ${text}\n`);
}

/** Something that the person at the terminal can mend: said in one sentence, without a stack. */
export class SetupFailure extends Error {
  /** @param {string} sentence what is wrong and what to do */
  constructor(sentence) {
    super(sentence);
    this.name = 'SetupFailure';
  }
}

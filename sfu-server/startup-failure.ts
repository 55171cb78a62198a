/** The server cannot start. The message is one plain sentence for whoever starts it, saying what to mend. */
export class StartupFailure extends Error {
  override readonly name = 'StartupFailure';
}

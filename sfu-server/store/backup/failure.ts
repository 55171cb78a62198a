/** A back-up or a restore cannot be done or is not good. The message is one plain sentence for whoever asked for it. */
export class BackupFailure extends Error {
  override readonly name = 'BackupFailure';
}

/** What an error says, without its trace. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

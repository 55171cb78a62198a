import type { LinkSession } from '../bridge/link/session.ts';

/** Where a session is kept between two starts. Nothing is ever written in plain text. */
export interface TokenVault {
  load(): Promise<LinkSession | null>;
  save(session: LinkSession | null): Promise<void>;
}

/** Keeps a session as long as the process runs: for the browser host, which has no safe place to write to. */
export class MemoryVault implements TokenVault {
  #session: LinkSession | null = null;

  load(): Promise<LinkSession | null> {
    return Promise.resolve(this.#session);
  }

  save(session: LinkSession | null): Promise<void> {
    this.#session = session;
    return Promise.resolve();
  }
}

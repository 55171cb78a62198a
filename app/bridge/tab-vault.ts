import { type LinkSession, linkSessionSchema } from './link/session.ts';

const KEY = 'shilian.session';

/**
 * Keeps a session over a reload of its own tab. It lies in the tab's storage only while the page changes: a duplicated
 * tab must not get a copy, since a refresh token that is used twice ends the sign-in.
 */
export class TabVault {
  #session: LinkSession | null;

  constructor() {
    this.#session = take();
    addEventListener('pagehide', () => this.#put());
    // Back from the browser's back/forward cache: this page is alive and holds it in memory again.
    addEventListener('pageshow', (event) => {
      if (event.persisted) sessionStorage.removeItem(KEY);
    });
  }

  load(): LinkSession | null {
    return this.#session;
  }

  save(session: LinkSession | null): void {
    this.#session = session;
  }

  #put(): void {
    if (this.#session !== null) sessionStorage.setItem(KEY, JSON.stringify(this.#session));
  }
}

function take(): LinkSession | null {
  const text = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (text === null) return null;
  try {
    const parsed = linkSessionSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

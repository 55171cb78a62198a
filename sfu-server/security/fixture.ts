import { randomUUID } from 'node:crypto';
import type { NotificationData, NotificationType, Notify } from '../protocol/notifications.ts';
import type { Role } from '../protocol/roles.ts';
import type { Account } from '../protocol/session.ts';
import type { Audience } from './audience.ts';
import type { AccountAsker, Guest, Identity } from './identity.ts';

type Organisation = Account['organisation'];

const organisation = (name: string, level: Organisation['level'], path: string): Organisation => ({
  id: randomUUID(),
  parentId: null,
  level,
  name,
  code: path.split('/').at(-2) ?? '',
  path,
});

/** A small county for tests. */
export const ORGANISATIONS = {
  county: organisation('晶泉县', 'county', '991100/'),
  township: organisation('双湖镇', 'township', '991100/991100101/'),
  otherTownship: organisation('柳堤镇', 'township', '991100/991100102/'),
  village: organisation('湖东村', 'village', '991100/991100101/991100101201/'),
} as const;

export function testAccount(role: Role, where: keyof typeof ORGANISATIONS, name: string = role): Account {
  return { id: randomUUID(), username: name, name, role, organisation: ORGANISATIONS[where] };
}

export function testGuest(roomId: string, name = '王桂兰', label = '申请人'): Guest {
  return { kind: 'guest', invitationCode: randomUUID(), roomId, name, label };
}

interface Heard {
  readonly type: NotificationType;
  readonly data: unknown;
}

/** A page at the other end of a socket that remembers what it is told. */
export class TestPage<I extends Identity = Identity> {
  readonly sessionId = randomUUID();
  readonly page = 'main';
  readonly remoteAddress = '127.0.0.1';
  readonly identity: I;
  readonly heard: Heard[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(identity: I) {
    this.identity = identity;
  }

  readonly notify: Notify = (type, data) => {
    this.heard.push({ type, data });
    for (const resume of this.#waiting) resume();
    this.#waiting.clear();
  };

  /** All of one kind that it was told so far. */
  of<T extends NotificationType>(type: T): NotificationData<T>[] {
    return this.heard.filter((one) => one.type === type).map((one) => one.data as NotificationData<T>);
  }

  /** Waits for the first of a kind that fits, told already or yet to come. */
  async hears<T extends NotificationType>(
    type: T,
    fits: (data: NotificationData<T>) => boolean = () => true,
  ): Promise<NotificationData<T>> {
    for (;;) {
      const found = this.of(type).find(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Forgets what it was told. */
  clear(): void {
    this.heard.length = 0;
  }
}

export function accountPage(account: Account): TestPage<{ kind: 'account'; account: Account }> & AccountAsker {
  return new TestPage({ kind: 'account' as const, account });
}

/** An audience of these pages. */
export function audienceOf(pages: readonly TestPage[]): Audience {
  return {
    tell: (type, data) => {
      for (const page of pages) {
        if (page.identity.kind !== 'account') continue;
        const mine = data(page.identity.account);
        if (mine !== null) page.notify(type, mine);
      }
    },
  };
}

import type { NotificationData, NotificationType } from '../protocol/notifications.ts';
import type { Account } from '../protocol/session.ts';

/** All who are signed in just now, to be told of what concerns them. The gateway is one; tests make their own. */
export interface Audience {
  /** Tells every signed-in session for whose account `data` gives something; null leaves it out. */
  tell<T extends NotificationType>(type: T, data: (account: Account) => NotificationData<T> | null): void;
}

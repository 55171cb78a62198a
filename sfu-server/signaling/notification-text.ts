import type { NotificationData, NotificationType } from '../protocol/notifications.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';

/** What was told before, as text: the same thing told to 500 seats is made into text once. What is told is never changed afterwards. */
const texts = new WeakMap<object, string>();

/** A notification as it goes over the socket. @param page null for all pages of a client */
export function notificationText<T extends NotificationType>(type: T, data: NotificationData<T>, page: string | null): string {
  let text = texts.get(data);
  if (text === undefined) {
    text = JSON.stringify(data);
    texts.set(data, text);
  }
  const to = page === null ? '' : `,"page":${JSON.stringify(page)}`;
  return `{"v":${PROTOCOL_VERSION},"type":"${type}","data":${text}${to}}`;
}

import {
  isNotificationType,
  NOTIFICATIONS,
  type NotificationData,
  type NotificationType,
} from '../../sfu-server/protocol/notifications.ts';
import { REQUESTS, type RequestParams, type RequestResult, type RequestType } from '../../sfu-server/protocol/requests/index.ts';
import type { Bridge, Dispose } from './bridge.ts';

/** A protocol request through the bridge, typed and its answer checked. Rejects with `Refusal`. */
export async function request<T extends RequestType>(bridge: Bridge, type: T, data: RequestParams<T>): Promise<RequestResult<T>> {
  const answer = await bridge.call('server.request', { type, data });
  return REQUESTS[type].result.parse(answer) as RequestResult<T>;
}

/** Listens to one kind of protocol notification; malformed ones are left out. */
export function onNotification<T extends NotificationType>(
  bridge: Bridge,
  type: T,
  listener: (data: NotificationData<T>) => void,
): Dispose {
  return bridge.on('server.notification', (notification) => {
    if (notification.type !== type || !isNotificationType(notification.type)) return;
    const parsed = NOTIFICATIONS[type].safeParse(notification.data);
    if (parsed.success) listener(parsed.data as NotificationData<T>);
  });
}

import type { NotificationData } from '../../../sfu-server/protocol/notifications.ts';
import type { Bridge, Dispose } from '../../bridge/bridge.ts';
import { onNotification } from '../../bridge/requests.ts';
import { ROOM_CHANGE_TYPES, type RoomChange, roomOf } from './room-changes.ts';

/** What a seat hears of its room. */
export interface RoomEar {
  /** The picture of the room has changed; see `ROOM_CHANGES`. */
  changed<T extends RoomChange>(type: T, data: NotificationData<T>): void;
  /** A host has closed one of our sources. */
  muted(producerId: string): void;
  admitted(): void;
  denied(): void;
  closed(reason: NotificationData<'room.closed'>['reason']): void;
}

/** Tells of one room and of no other. */
export function listenToRoom(bridge: Bridge, roomId: string, ear: RoomEar): Dispose {
  const disposers = [
    ...ROOM_CHANGE_TYPES.map((type) => onNotification(bridge, type, (data) => roomOf(type, data) === roomId && ear.changed(type, data))),
    onNotification(bridge, 'room.muted', (muted) => muted.roomId === roomId && ear.muted(muted.producerId)),
    onNotification(bridge, 'room.stopped', (stopped) => stopped.roomId === roomId && ear.muted(stopped.producerId)),
    onNotification(bridge, 'room.admitted', (admitted) => admitted.roomId === roomId && ear.admitted()),
    onNotification(bridge, 'room.denied', (denied) => denied.roomId === roomId && ear.denied()),
    onNotification(bridge, 'room.closed', (closed) => closed.roomId === roomId && ear.closed(closed.reason)),
  ];
  return () => {
    for (const dispose of disposers) dispose();
  };
}

import { createStore, type StoreApi } from 'zustand/vanilla';
import { Refusal, type RefusalValue } from '../../../../sfu-server/protocol/errors.ts';
import type { RoomSummary } from '../../../../sfu-server/protocol/room.ts';
import type { Bridge } from '../../../bridge/bridge.ts';
import { onNotification, request } from '../../../bridge/requests.ts';

export interface RoomList {
  /** Newest first. */
  readonly rooms: readonly RoomSummary[];
  readonly loaded: boolean;
  readonly problem: RefusalValue | null;
}

export interface RoomListStore extends Pick<StoreApi<RoomList>, 'getState' | 'subscribe' | 'getInitialState'>, Disposable {
  put(room: RoomSummary): void;
}

const newestFirst = (a: RoomSummary, b: RoomSummary) => b.createdAt - a.createdAt;

/** The rooms that this account may see, kept as long as it is open; read anew when the line comes back. */
export function openRoomList(bridge: Bridge): RoomListStore {
  const store = createStore<RoomList>(() => ({ rooms: [], loaded: false, problem: null }));
  const put = (room: RoomSummary) =>
    store.setState(({ rooms }) => ({ rooms: [...rooms.filter(({ id }) => id !== room.id), room].toSorted(newestFirst) }));
  let reading = 0;
  const read = () => {
    const mine = ++reading;
    request(bridge, 'room.list', {}).then(
      ({ rooms }) => {
        if (mine === reading) store.setState({ rooms: rooms.toSorted(newestFirst), loaded: true, problem: null });
      },
      (error: unknown) => {
        if (mine === reading) store.setState({ problem: Refusal.toValue(error) });
      },
    );
  };
  let offline = false;
  const disposers = [
    onNotification(bridge, 'room.updated', ({ room }) => put(room)),
    onNotification(bridge, 'room.gone', ({ roomId }) =>
      store.setState(({ rooms }) => ({ rooms: rooms.filter(({ id }) => id !== roomId) })),
    ),
    bridge.on('line.changed', ({ state }) => {
      if (state !== 'offline' && offline) read();
      offline = state === 'offline';
    }),
  ];
  read();
  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    put,
    [Symbol.dispose]() {
      reading += 1;
      for (const dispose of disposers) dispose();
    },
  };
}

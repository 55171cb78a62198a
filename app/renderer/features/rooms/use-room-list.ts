import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { useBridge } from '../../bridge-context.tsx';
import { openRoomList, type RoomList, type RoomListStore } from './room-list.ts';

const EMPTY = createStore<RoomList>(() => ({ rooms: [], loaded: false, problem: null }));

/** The list of rooms, open as long as the component is there. */
export function useRoomList(): RoomList {
  const bridge = useBridge();
  const [list, setList] = useState<RoomListStore | null>(null);
  useEffect(() => {
    const opened = openRoomList(bridge);
    setList(opened);
    return () => opened[Symbol.dispose]();
  }, [bridge]);
  return useStore(list ?? EMPTY);
}

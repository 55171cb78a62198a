import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Board } from '../../../../../sfu-server/protocol/board.ts';
import { mayPresent, runsRoom } from '../../../../../sfu-server/protocol/room-rights.ts';
import { useBridge } from '../../../bridge-context.tsx';
import type { RoomSession } from '../../../media/RoomSession.ts';
import { useRoom } from '../../../media/use-media.ts';
import { type BoardStore, type BoardView, boardOf } from './BoardStore.ts';
import { type BoardDocument, openBoard } from './document.ts';

export function useBoard(room: RoomSession): BoardStore {
  const bridge = useBridge();
  return useMemo(() => boardOf(bridge, room), [bridge, room]);
}

export function useBoardView<T>(board: BoardStore, select: (view: BoardView) => T): T {
  return useStore(board.store, select);
}

export interface BoardRights {
  /** Shows boards and draws on them. */
  readonly presents: boolean;
  /** Turns pages, clears and closes the one that is shown. */
  readonly directs: boolean;
  /** Decides who sees it. */
  readonly runs: boolean;
}

export function useBoardRights(room: RoomSession): BoardRights {
  const state = useRoom(room, (view) => view.state);
  const selfId = useRoom(room, (view) => view.selfId);
  const self = state?.participants.find(({ id }) => id === selfId);
  if (state === null || self === undefined) return { presents: false, directs: false, runs: false };
  const hasFloor = state.floor.speaking?.participantId === self.id;
  const presents = mayPresent({ role: self.role, hasFloor, presenter: state.board.presenters.includes(self.id) });
  const runs = runsRoom(self.role);
  return { presents, runs, directs: runs || (presents && state.board.shown?.presenterId === self.id) };
}

export type OpenedDocument = BoardDocument | 'loading' | 'failed';

/** What a board shows, opened once for as long as it is shown. */
export function useDocument(room: RoomSession, board: Board): OpenedDocument {
  const bridge = useBridge();
  const [opened, setOpened] = useState<OpenedDocument>('loading');
  const { roomId } = room.store.getState();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a board's content never changes
  useEffect(() => {
    let left = false;
    let mine: BoardDocument | null = null;
    setOpened('loading');
    openBoard(bridge, roomId, board).then(
      (document) => {
        if (left) document.close();
        else {
          mine = document;
          setOpened(document);
        }
      },
      () => !left && setOpened('failed'),
    );
    return () => {
      left = true;
      mine?.close();
    };
  }, [bridge, roomId, board.id]);
  return opened;
}

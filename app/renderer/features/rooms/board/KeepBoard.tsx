import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board } from '../../../../../sfu-server/protocol/board.ts';
import { useBridge } from '../../../bridge-context.tsx';
import type { RoomSession } from '../../../media/RoomSession.ts';
import { useRoom } from '../../../media/use-media.ts';
import { fileName } from '../../attachments/hand-in.ts';
import buttons from '../controls.module.css';
import type { Action } from '../use-action.ts';
import type { BoardDocument } from './document.ts';
import { keepBoard } from './keep-board.ts';
import { useBoard } from './use-board.ts';

export interface KeepBoardProps {
  readonly room: RoomSession;
  readonly board: Board;
  readonly source: BoardDocument;
  readonly action: Action;
}

/** Puts what is shown, with all that is drawn on it, among the room's files. What is kept from some is not: files are for all inside. */
export function KeepBoard({ room, board, source, action }: KeepBoardProps) {
  const { t } = useTranslation('board');
  const bridge = useBridge();
  const store = useBoard(room);
  const [share, setShare] = useState<number | null>(null);
  const apart = useRoom(room, ({ state }) => state?.mediation?.apart != null);
  const limited = board.audience !== null || apart;
  const keep = async () => {
    setShare(0);
    const { roomId } = room.store.getState();
    const title = board.title.replace(/\.[a-z0-9]{1,5}$/i, '');
    await action.run(() =>
      keepBoard(bridge, {
        ...{ roomId, apartSince: room.apartSince, source, pages: board.pages, page: board.page, onShare: setShare },
        fileName: fileName(t('keep.name', { title })),
        elements: [...store.store.getState().elements.values()],
      }),
    );
    setShare(null);
  };
  return (
    <button
      type="button"
      className={buttons.button}
      data-testid="board-keep"
      title={t(apart ? 'keep.apart' : limited ? 'keep.limited' : 'keep.title')}
      disabled={limited || action.busy}
      onClick={() => void keep()}
    >
      {share === null ? t('keep') : t('keep.share', { percent: Math.floor(share * 100) })}
    </button>
  );
}

import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board, BoardColor } from '../../../../../sfu-server/protocol/board.ts';
import { BOARD_COLORS } from '../../../../../sfu-server/protocol/board.ts';
import { request } from '../../../../bridge/requests.ts';
import { useBridge } from '../../../bridge-context.tsx';
import type { RoomSession } from '../../../media/RoomSession.ts';
import { saveBlob } from '../../conference/save-file.ts';
import buttons from '../controls.module.css';
import { useAction } from '../use-action.ts';
import styles from './Board.module.css';
import { KeepBoard } from './KeepBoard.tsx';
import { Paper } from './Paper.tsx';
import { pictureOf } from './page-picture.ts';
import { COLORS } from './paint.ts';
import { TOOLS, type Tool } from './tools.ts';
import { useBoard, useBoardRights, useBoardView, useDocument } from './use-board.ts';

/** The board in its place on the stage: its page, what is drawn on it, and for presenters the tools. */
export default function BoardTile({ room, board }: { room: RoomSession; board: Board }) {
  const { t } = useTranslation('board');
  const bridge = useBridge();
  const store = useBoard(room);
  const ownPage = useBoardView(store, (view) => view.ownPage);
  const { presents, directs } = useBoardRights(room);
  const action = useAction();
  const document = useDocument(room, board);
  const [tool, setTool] = useState<Tool>('pen');
  const [color, setColor] = useState<BoardColor>('red');
  const { roomId } = room.store.getState();
  // Whoever may draw turns the page for all: what they point at is what everybody looks at.
  const page = presents ? board.page : Math.min(ownPage ?? board.page, board.pages - 1);
  const last = page >= board.pages - 1;
  const grows = presents && board.document === null;
  const turn = (to: number) => {
    if (presents) void action.run(() => request(bridge, 'board.turn', { roomId, boardId: board.id, page: to }));
    else store.look(to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'PageDown' && event.key !== 'PageUp') return;
    // Here pages of the board are turned, not those of the stage.
    event.stopPropagation();
    event.nativeEvent.stopImmediatePropagation();
    event.preventDefault();
    if (event.key === 'PageUp' && page > 0) turn(page - 1);
    if (event.key === 'PageDown' && (!last || grows)) turn(page + 1);
  };
  return (
    <section
      className={styles.board}
      aria-label={board.title}
      data-testid="board"
      data-board-id={board.id}
      data-page={page}
      onKeyDown={onKeyDown}
    >
      <header className={styles.head}>
        <b title={board.title}>{board.title}</b>
        <span>{t('by', { name: board.presenterName })}</span>
        {board.audience !== null && <span className={styles.limited}>{t('limited')}</span>}
        <i />
        <button type="button" className={buttons.button} data-testid="board-previous" disabled={page === 0} onClick={() => turn(page - 1)}>
          {t('previous')}
        </button>
        <span data-testid="board-page">{t('page', { page: page + 1, pages: board.pages })}</span>
        <button type="button" className={buttons.button} data-testid="board-next" disabled={last && !grows} onClick={() => turn(page + 1)}>
          {t(last && grows ? 'newPage' : 'next')}
        </button>
        {typeof document !== 'string' && (
          <button
            type="button"
            className={buttons.button}
            data-testid="board-picture"
            title={t('picture.title')}
            disabled={action.busy}
            onClick={() =>
              void action.run(async () =>
                saveBlob(
                  await pictureOf(document, store.store.getState().elements.values(), page),
                  t('picture.name', { title: board.title, page: page + 1 }),
                ),
              )
            }
          >
            {t('picture')}
          </button>
        )}
        {presents && typeof document !== 'string' && <KeepBoard room={room} board={board} source={document} action={action} />}
        {!presents && ownPage !== null && (
          <button type="button" className={buttons.primary} data-testid="board-follow" onClick={() => store.look(null)}>
            {t('follow')}
          </button>
        )}
        {directs && (
          <button
            type="button"
            className={buttons.danger}
            data-testid="board-close"
            onClick={() => void action.run(() => request(bridge, 'board.close', { roomId, boardId: board.id }))}
          >
            {t('close')}
          </button>
        )}
      </header>
      {typeof document === 'string' ? (
        <p className={styles.state} role="status">
          {t(document)}
        </p>
      ) : (
        <Paper room={room} store={store} document={document} page={page} tool={presents ? tool : null} color={color} />
      )}
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
      {presents && (
        <div className={styles.tools} role="toolbar" aria-label={t('tools')}>
          {TOOLS.map((one) => (
            <button
              key={one}
              type="button"
              className={buttons.button}
              data-testid={`board-tool-${one}`}
              aria-pressed={tool === one}
              onClick={() => setTool(one)}
            >
              {t(`tool.${one}`)}
            </button>
          ))}
          {BOARD_COLORS.map((one) => (
            <button
              key={one}
              type="button"
              className={styles.color}
              style={{ background: COLORS[one] }}
              aria-pressed={color === one}
              aria-label={t(`color.${one}`)}
              title={t(`color.${one}`)}
              onClick={() => setColor(one)}
            />
          ))}
          <button type="button" className={buttons.button} data-testid="board-undo" onClick={() => store.undo()}>
            {t('undo')}
          </button>
          {directs && (
            <button
              type="button"
              className={buttons.button}
              data-testid="board-clear"
              onClick={() => void action.run(() => request(bridge, 'board.clear', { roomId, boardId: board.id, page }))}
            >
              {t('clear')}
            </button>
          )}
        </div>
      )}
    </section>
  );
}

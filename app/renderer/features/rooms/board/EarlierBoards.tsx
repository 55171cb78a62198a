import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptBoard } from '../../../../../sfu-server/protocol/board.ts';
import { request } from '../../../../bridge/requests.ts';
import { useBridge } from '../../../bridge-context.tsx';
import buttons from '../controls.module.css';
import styles from './Board.module.css';

export interface EarlierBoardsProps {
  readonly roomId: string;
  readonly busy: boolean;
  /** Runs what is asked of the server, and says where it was refused. */
  run(what: () => Promise<void>): Promise<void>;
}

/** What was shown in this room before, newest first; each can be shown again with what was drawn on it. */
export function EarlierBoards({ roomId, busy, run }: EarlierBoardsProps) {
  const { t, i18n } = useTranslation('board');
  const bridge = useBridge();
  const [boards, setBoards] = useState<readonly KeptBoard[]>([]);
  useEffect(() => {
    let left = false;
    // Without a line there is nothing to show again either.
    request(bridge, 'board.list', { roomId }).then(
      (found) => !left && setBoards(found.boards),
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [bridge, roomId]);
  if (boards.length === 0) return null;
  const time = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit' });
  return (
    <section aria-label={t('earlier')}>
      <small>{t('earlier')}</small>
      <ul className={styles.people}>
        {boards.map(({ id, title, openedAt }) => (
          <li key={id}>
            <button
              type="button"
              className={buttons.quiet}
              data-testid="board-earlier"
              disabled={busy}
              onClick={() => void run(async () => void (await request(bridge, 'board.reopen', { roomId, boardId: id })))}
            >
              {time.format(openedAt)} {title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

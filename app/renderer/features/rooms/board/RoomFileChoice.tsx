import { useTranslation } from 'react-i18next';
import { useBridge } from '../../../bridge-context.tsx';
import type { RoomSession } from '../../../media/RoomSession.ts';
import { useRoom } from '../../../media/use-media.ts';
import { clockText } from '../../../ui/time.ts';
import { fetchRoomFile } from '../chat/room-file-transfer.ts';
import popover from '../Popover.module.css';
import styles from './Board.module.css';
import { shownFiles } from './shown-files.ts';

export interface ContentChoiceProps {
  readonly room: RoomSession;
  readonly busy: boolean;
  /** Shows a content once it is here. */
  show(title: string, content: () => Promise<Blob>): void;
}

/** Documents and pictures that were sent to the room. */
export function RoomFileChoice({ room, busy, show }: ContentChoiceProps) {
  const { t } = useTranslation('board');
  const bridge = useBridge();
  const messages = useRoom(room, ({ state }) => state?.chat) ?? [];
  const { roomId } = room.store.getState();
  const files = shownFiles(messages);
  if (files.length === 0) return null;
  return (
    <details className={styles.source} data-testid="board-room-files">
      <summary>
        {t('fromRoom')} <small>{files.length}</small>
      </summary>
      <ul className={styles.people}>
        {files.map(({ file, by, at }) => (
          <li key={file.id}>
            <button
              type="button"
              className={popover.option}
              data-testid="board-room-file"
              title={`${file.name} · ${by} ${clockText(at)}`}
              disabled={busy}
              onClick={() => show(file.name, () => fetchRoomFile(bridge, roomId, file))}
            >
              <span>{file.name}</span>
              <small>{by}</small>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

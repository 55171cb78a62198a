import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isShownPicture } from '../../../../../sfu-server/protocol/attachment.ts';
import type { RoomFile } from '../../../../../sfu-server/protocol/room-file.ts';
import { useBridge } from '../../../bridge-context.tsx';
import { saveBlob } from '../../conference/save-file.ts';
import { useAction } from '../use-action.ts';
import styles from './ChatFiles.module.css';
import { fetchRoomFile } from './room-file-transfer.ts';

/** Larger pictures are fetched only when they are asked for, bytes. */
const SHOWN_AT_ONCE = 3 * 1024 * 1024;

/** A file among the messages: its picture where it is one, and the way to keep it. */
export function ChatFile({ roomId, file }: { roomId: string; file: RoomFile }) {
  const { t, i18n } = useTranslation('conference');
  const bridge = useBridge();
  const action = useAction();
  const picture = useThumbnail(roomId, file);
  const size = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const label = t('chat.open', { name: file.name });
  return (
    <>
      <button
        type="button"
        className={styles.file}
        data-testid="chat-file"
        title={label}
        aria-label={label}
        disabled={action.busy}
        onClick={() => void action.run(async () => saveBlob(await fetchRoomFile(bridge, roomId, file), file.name))}
      >
        {picture !== null && <img src={picture} alt={file.name} data-testid="chat-picture" />}
        <b>{file.name}</b>
        <small>{action.busy ? t('chat.fetching') : sizeText(file.size, size)}</small>
      </button>
      {action.problem !== null && <p role="alert">{action.problem}</p>}
    </>
  );
}

/** Address of the picture, given up with the component; null where it is none, too large, or could not be had. */
function useThumbnail(roomId: string, file: RoomFile): string | null {
  const bridge = useBridge();
  const [url, setUrl] = useState<string | null>(null);
  const shown = isShownPicture(file.mediaType) && file.size <= SHOWN_AT_ONCE;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a file of an id never changes
  useEffect(() => {
    if (!shown) return;
    let left = false;
    let made: string | null = null;
    fetchRoomFile(bridge, roomId, file).then(
      (blob) => {
        if (left) return;
        made = URL.createObjectURL(blob);
        setUrl(made);
      },
      // The name stays, and the button says why it does not come.
      () => undefined,
    );
    return () => {
      left = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [bridge, roomId, file.id, shown]);
  return url;
}

function sizeText(bytes: number, format: Intl.NumberFormat): string {
  return bytes < 1024 * 1024 ? `${format.format(Math.max(0.1, bytes / 1024))} KB` : `${format.format(bytes / 1024 / 1024)} MB`;
}

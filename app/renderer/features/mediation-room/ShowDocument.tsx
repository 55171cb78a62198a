import { useTranslation } from 'react-i18next';
import { toBase64 } from '../../../bridge/attachments/base64.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import { smallerPicture } from '../party/pictures.ts';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import styles from './Hearing.module.css';
import { seatPlaceOf } from './seat-place.ts';

/** Until the mediator has checked who somebody is: where they photograph their document. Only the mediator sees it. */
export function ShowDocument({ room }: { room: RoomSession }) {
  const { t } = useTranslation('mediationRoom');
  const bridge = useBridge();
  const action = useAction();
  const roomId = useRoom(room, (view) => view.roomId);
  const seat = useRoom(room, ({ state, selfId }) => (selfId === null ? null : seatPlaceOf(state?.mediation, selfId)));
  if (seat === null || seat.identity?.result === 'same') return null;
  const show = (file: File) =>
    action.run(async () => {
      const { blob } = await smallerPicture(file);
      await request(bridge, 'mediationRoom.showDocument', { roomId, base64: toBase64(new Uint8Array(await blob.arrayBuffer())) });
    });
  return (
    <div className={styles.show} data-testid="show-document" data-shown={seat.documentAt !== null}>
      <span role="status">{t(action.busy ? 'document.sending' : seat.documentAt === null ? 'document.ask' : 'document.sent')}</span>
      <label className={buttons.button}>
        {t(seat.documentAt === null ? 'document.take' : 'document.again')}
        <input
          type="file"
          accept="image/*"
          capture="environment"
          data-testid="show-document-file"
          disabled={action.busy}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = '';
            if (file !== undefined) void show(file);
          }}
        />
      </label>
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
    </div>
  );
}

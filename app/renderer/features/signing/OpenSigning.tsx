import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CasePaper } from '../../../../sfu-server/protocol/case-paper.ts';
import type { RoomSummary } from '../../../../sfu-server/protocol/room.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useTable } from '../../store/context.tsx';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import styles from './Signing.module.css';

/** Where a paper is signed, of the rooms of its case's own hearings, and in which order. */
export function OpenSigning({ paper, onDone }: { paper: CasePaper; onDone: () => void }) {
  const { t } = useTranslation('papers');
  const bridge = useBridge();
  const action = useAction();
  const [rooms, setRooms] = useState<readonly RoomSummary[]>([]);
  const [roomId, setRoomId] = useState('');
  const [inOrder, setInOrder] = useState(true);
  const sessions = useTable('mediation').byId.get(paper.caseId)?.sessions;
  useEffect(() => {
    let left = false;
    const found = request(bridge, 'room.list', {}).then((list) => {
      if (left) return;
      const own = new Set(sessions?.map((session) => session.roomId));
      const mediations = list.rooms.filter(({ id }) => own.has(id));
      setRooms(mediations);
      // The one where people sit is most likely the one that is meant.
      setRoomId(mediations.find(({ participants }) => participants > 0)?.id ?? '');
    });
    found.catch(() => undefined);
    return () => {
      left = true;
    };
  }, [bridge, sessions]);
  const open = async () => {
    const where = { paperId: paper.id, roomId: roomId === '' ? null : roomId, inOrder };
    if (await action.run(() => request(bridge, 'casePaper.openSigning', where))) onDone();
  };
  return (
    <form
      className={styles.open}
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <label>
        {t('open.where')}
        <select className={buttons.input} value={roomId} data-testid="signing-room" onChange={(event) => setRoomId(event.target.value)}>
          <option value="">{t('open.noRoom')}</option>
          {rooms.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {paper.state === 'draft' && (
        <label className={styles.free}>
          <input type="checkbox" checked={inOrder} onChange={(event) => setInOrder(event.target.checked)} /> {t('open.inOrder')}
        </label>
      )}
      <button type="submit" className={buttons.primary} data-testid="signing-open" disabled={action.busy}>
        {t('open.send')}
      </button>
      <button type="button" className={buttons.quiet} onClick={onDone}>
        {t('cancel')}
      </button>
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
    </form>
  );
}

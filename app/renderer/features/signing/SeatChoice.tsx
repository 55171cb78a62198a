import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CasePaper, PaperSigner } from '../../../../sfu-server/protocol/case-paper.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import { RefusalForm } from './RefusalForm.tsx';
import styles from './Signing.module.css';

/** Which seat signs on a line, or that nobody does (拒签): the mediator's word. */
export function SeatChoice({ room, paper, signer }: { room: RoomSession; paper: CasePaper; signer: PaperSigner }) {
  const { t } = useTranslation('papers');
  const bridge = useBridge();
  const action = useAction();
  const people = useRoom(room, ({ state }) => state?.participants) ?? [];
  const roomId = useRoom(room, (view) => view.roomId);
  const [refusing, setRefusing] = useState(false);
  const paperId = paper.id;
  const signerId = signer.id;
  if (refusing) {
    return (
      <RefusalForm
        label={t('signOff.reason')}
        onCancel={() => setRefusing(false)}
        onSend={async (reason) => {
          await action.run(() => request(bridge, 'casePaper.signOff', { signerId, reason }));
        }}
      />
    );
  }
  return (
    <span className={styles.choice}>
      {signer.accountId === null && (
        <select
          className={buttons.input}
          aria-label={t('seat.choose')}
          data-testid="signer-seat"
          value=""
          onChange={(event) => {
            const participantId = event.target.value;
            void action.run(() => request(bridge, 'casePaper.assign', { paperId, signerId, roomId, participantId }));
          }}
        >
          <option value="" disabled>
            {t(signer.assigned ? 'seat.assigned' : 'seat.choose')}
          </option>
          {people
            .filter(({ kind }) => kind === 'person')
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      )}
      <button type="button" className={buttons.quiet} data-testid="signer-refuses" onClick={() => setRefusing(true)}>
        {t('signOff')}
      </button>
      {action.problem !== null && <em role="alert">{action.problem}</em>}
    </span>
  );
}

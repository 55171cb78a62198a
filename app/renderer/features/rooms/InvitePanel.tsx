import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediationPlace, MediationRoom } from '../../../../sfu-server/protocol/mediation-room.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { PartyInvites } from '../mediation-room/PartyInvites.tsx';
import { PlaceChoice } from '../mediation-room/PlaceChoice.tsx';
import buttons from './controls.module.css';
import { InviteLink, type InviteLinkProps } from './InviteLink.tsx';
import styles from './Popover.module.css';
import { useAction } from './use-action.ts';

const LABELS = ['applicant', 'respondent', 'lawyer', 'witness', 'petitioner'] as const;

/** Makes a link for one guest, shown as text and as a code for the phone. In the hearing of a case its parties need not be written again. */
export function InvitePanel({ roomId, mediation }: { roomId: string; mediation: MediationRoom | null }) {
  const { t } = useTranslation('rooms');
  const bridge = useBridge();
  const action = useAction();
  const [label, setLabel] = useState('');
  const [place, setPlace] = useState<MediationPlace>({ capacity: 'party', side: 'applicant' });
  const [made, setMade] = useState<InviteLinkProps | null>(null);
  const caseId = mediation?.caseId ?? null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = label.trim();
    if (wanted === '') return;
    void action.run(async () => {
      const params = { roomId, label: wanted, ...(mediation === null ? {} : { place }) };
      setMade({ label: wanted, ...(await request(bridge, 'room.invite', params)) });
    });
  };
  return (
    <div className={styles.body}>
      {caseId !== null && (
        <PartyInvites roomId={roomId} caseId={caseId} onMade={({ name, ...rest }) => setMade({ label: name, ...rest })} />
      )}
      <form className={styles.row} onSubmit={submit}>
        <input
          className={buttons.input}
          data-testid="invite-label"
          list="invite-labels"
          aria-label={t('invite.label')}
          placeholder={t('invite.label')}
          maxLength={40}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
        />
        <datalist id="invite-labels">
          {LABELS.map((key) => (
            <option key={key} value={t(`invite.${key}`)} />
          ))}
        </datalist>
        <button type="submit" className={buttons.primary} data-testid="invite-submit" disabled={label.trim() === '' || action.busy}>
          {t('invite.submit')}
        </button>
      </form>
      {mediation !== null && <PlaceChoice place={place} onPlace={setPlace} />}
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
      {made === null ? <p className={styles.hint}>{t('invite.hint')}</p> : <InviteLink {...made} />}
    </div>
  );
}

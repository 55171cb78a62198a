import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import type { Party } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { correctionsIn, isCurrent, lastWordOf, type MediationRecord } from '../../../../sfu-server/protocol/entities/record.ts';
import { useBridge } from '../../bridge-context.tsx';
import { momentText } from '../../ui/time.ts';
import { mutate } from '../events/mutate.ts';
import buttons from '../rooms/controls.module.css';
import type { Action } from '../rooms/use-action.ts';
import styles from './Record.module.css';

export interface ConfirmationsProps {
  readonly record: MediationRecord;
  readonly parties: readonly Pick<Party, 'id' | 'name' | 'side'>[];
  /** Whether this seat may note what a party has said aloud. */
  readonly mayNote: boolean;
  readonly action: Action;
}

/** Which party has confirmed what stands there now, which has confirmed other words, and which nothing yet. */
export function Confirmations({ record, parties, mayNote, action }: ConfirmationsProps) {
  const { t } = useTranslation('record');
  const bridge = useBridge();
  const note = (partyId: string) => {
    const heard = { id: record.id, confirmationId: uuidv7(), partyId, corrections: correctionsIn(record) };
    return action.run(() => mutate(bridge, 'record.confirmParty', heard));
  };
  return (
    <ul className={styles.confirmations} aria-label={t('confirmations')}>
      {parties.map((party) => {
        const last = lastWordOf(party, record);
        const said = last !== null && isCurrent(last, record) ? 'done' : 'outdated';
        const state = last === null ? 'missing' : said;
        return (
          <li key={party.id} data-testid="record-party" data-state={state}>
            <span>
              {t(`speaker.${party.side}`)} {party.name}
            </span>
            <small>
              {last === null ? t('confirmation.missing') : t(`confirmation.${said}.${last.way}`, { time: momentText(last.at) })}
            </small>
            {mayNote && state !== 'done' && (
              <button
                type="button"
                className={buttons.button}
                data-testid="record-confirm-party"
                disabled={action.busy}
                onClick={() => void note(party.id)}
              >
                {t('confirmation.note')}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

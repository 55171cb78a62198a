import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { pendingEscalation } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { useTable } from '../../store/context.tsx';
import { momentText } from '../../ui/time.ts';
import { organisationName } from '../organisations/organisation-tree.ts';
import styles from './Mediation.module.css';
import { Reason } from './Reason.tsx';
import type { MediationWork } from './use-mediation.ts';

/** A case that was passed up and waits: the centre above takes it over with its file, or sends it back. Not there where none waits. */
export function EscalationCard({ work }: { work: MediationWork }) {
  const { t } = useTranslation('mediation');
  const organisations = useTable('organisation').byId;
  const { one, mediation, can, send } = work;
  const pending = pendingEscalation(mediation);
  if (pending === null) return null;
  const answer = (taken: boolean, reason: string) =>
    send('mediation.answerEscalation', { id: one.id, transferId: pending.id, taken, reason });
  const from = organisationName(organisations, pending.fromOrgId) ?? '';
  const to = organisationName(organisations, pending.toOrgId) ?? '';
  // Until the server has spoken, whoever has passed it up still has it.
  const here = one.orgId === pending.toOrgId;
  return (
    <section className={styles.pending} aria-label={t('escalation.pending')} data-testid="escalation-pending">
      <b>{t('transfer.up', { from, to })}</b>
      <p>{pending.reason}</p>
      <small>{`${pending.byName} ${momentText(pending.at)}`}</small>
      {here && can('answerEscalation') ? (
        <div className={styles.buttons}>
          <Button
            size="small"
            type="primary"
            data-testid="escalation-take"
            disabled={work.action.busy}
            onClick={() => void answer(true, '')}
          >
            {t('escalation.take')}
          </Button>
          {mediation.suspension === null && (
            <Reason
              label={t('escalation.backReason')}
              name={t('escalation.back')}
              testId="escalation-back"
              onSend={(reason) => answer(false, reason)}
            />
          )}
        </div>
      ) : (
        <p className={styles.hint}>{t('escalation.waits', { name: to })}</p>
      )}
    </section>
  );
}

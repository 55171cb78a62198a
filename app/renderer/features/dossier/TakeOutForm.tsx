import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { USES, type UseKind } from '../../../../sfu-server/protocol/dossier.ts';
import { SIDES, type Side } from '../../../../sfu-server/protocol/entities/mediation.ts';
import styles from './Dossier.module.css';

export interface TakenOut {
  readonly kind: UseKind;
  readonly side: Side | null;
  readonly reason: string;
}

/** Asks why and in which form a dossier is taken out: nothing of it is shown before. */
export function TakeOutForm({ busy, onTake, onCancel }: { busy: boolean; onTake: (wish: TakenOut) => void; onCancel: () => void }) {
  const { t } = useTranslation('dossier');
  const reasonId = useId();
  const [kind, setKind] = useState<UseKind>('view');
  const [side, setSide] = useState<Side>('applicant');
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') onTake({ kind, side: kind === 'party' ? side : null, reason: reason.trim() });
  };
  return (
    <form className={styles.take} onSubmit={submit} data-testid="dossier-take">
      <label>
        {t('take.kind')}
        <select
          data-testid="dossier-take-kind"
          value={kind}
          onChange={(event) => setKind(USES.find((one) => one === event.target.value) ?? 'view')}
        >
          {USES.map((one) => (
            <option key={one} value={one}>
              {t(`use.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {kind === 'party' && (
        <label>
          {t('take.side')}
          <select value={side} onChange={(event) => setSide(SIDES.find((one) => one === event.target.value) ?? 'applicant')}>
            {SIDES.map((one) => (
              <option key={one} value={one}>
                {t(`side.${one}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className={styles.wide} htmlFor={reasonId}>
        {t('take.reason')}
        <Input
          id={reasonId}
          data-testid="dossier-take-reason"
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <p className={styles.hint}>{t(kind === 'party' ? 'take.partyHint' : 'take.hint')}</p>
      <div className={styles.buttons}>
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" data-testid="dossier-take-submit" loading={busy} disabled={reason.trim() === ''}>
          {t(kind === 'view' ? 'take.view' : 'take.export')}
        </Button>
      </div>
    </form>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import buttons from '../rooms/controls.module.css';
import styles from './Signing.module.css';

/** Why somebody does not sign. */
export function RefusalForm({
  label,
  onSend,
  onCancel,
}: {
  label: string;
  onSend: (reason: string) => Promise<void>;
  onCancel: () => void;
}) {
  const { t } = useTranslation('papers');
  const [reason, setReason] = useState('');
  return (
    <form
      className={styles.refusal}
      onSubmit={(event) => {
        event.preventDefault();
        void onSend(reason.trim());
      }}
    >
      <label>
        {label}
        <input
          className={buttons.input}
          value={reason}
          maxLength={200}
          data-testid="refusal-reason"
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <button type="submit" className={buttons.danger} data-testid="refusal-send" disabled={reason.trim() === ''}>
        {t('refusal.send')}
      </button>
      <button type="button" className={buttons.quiet} onClick={onCancel}>
        {t('cancel')}
      </button>
    </form>
  );
}

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import dialogs from '../conference/Dialog.module.css';
import buttons from '../rooms/controls.module.css';
import styles from './Recordings.module.css';

/** Shortest text that the server takes for a reason. */
const SHORTEST = 2;

interface ReasonFormProps {
  readonly title: string;
  /** What follows; null where it can be undone. */
  readonly warning: string | null;
  /** What the button says that goes ahead. */
  readonly yes: string;
  readonly onReason: (reason: string) => void;
  readonly onCancel: () => void;
}

/** Asks why, before a recording is looked at or done away with. Escape calls it off. */
export function ReasonForm({ title, warning, yes, onReason, onCancel }: ReasonFormProps) {
  const { t } = useTranslation('recordings');
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim().length >= SHORTEST) onReason(reason.trim());
  };
  return (
    <dialog ref={dialog} className={dialogs.dialog} aria-labelledby="reason-title" data-testid="recording-reason-form" onClose={onCancel}>
      <form onSubmit={submit}>
        <h2 id="reason-title">{title}</h2>
        {warning !== null && <p className={styles.problem}>{warning}</p>}
        <input
          className={styles.input}
          aria-label={title}
          data-testid="recording-reason"
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <footer>
          <button type="button" className={buttons.button} onClick={onCancel}>
            {t('cancel')}
          </button>
          <button
            type="submit"
            className={warning === null ? buttons.button : buttons.danger}
            data-testid="recording-reason-submit"
            disabled={reason.trim().length < SHORTEST}
          >
            {yes}
          </button>
        </footer>
      </form>
    </dialog>
  );
}

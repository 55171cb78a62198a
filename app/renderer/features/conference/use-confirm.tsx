import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import buttons from '../rooms/controls.module.css';
import styles from './Dialog.module.css';

export interface Question {
  readonly title: string;
  readonly text: string;
  /** What the button says that goes ahead. */
  readonly yes: string;
  go(): void;
}

/** Asks before a step that cannot be taken back. The page's own dialog: it has the theme, the language, and stops no timers. */
export function useConfirm(): { readonly ask: (question: Question) => void; readonly dialog: ReactNode } {
  const [question, setQuestion] = useState<Question | null>(null);
  return { ask: setQuestion, dialog: question === null ? null : <ConfirmDialog question={question} onClose={() => setQuestion(null)} /> };
}

function ConfirmDialog({ question, onClose }: { question: Question; onClose: () => void }) {
  const { t } = useTranslation('conference');
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby="confirm-title" data-testid="confirm" onClose={onClose}>
      <h2 id="confirm-title">{question.title}</h2>
      <p>{question.text}</p>
      <footer>
        <button type="button" className={buttons.button} data-testid="confirm-no" onClick={() => dialog.current?.close()}>
          {t('confirm.no')}
        </button>
        <button
          type="button"
          className={buttons.danger}
          data-testid="confirm-yes"
          onClick={() => {
            question.go();
            dialog.current?.close();
          }}
        >
          {question.yes}
        </button>
      </footer>
    </dialog>
  );
}

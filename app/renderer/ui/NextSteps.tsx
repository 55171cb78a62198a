import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './NextSteps.module.css';
import { blockProblem, oneLine } from './text-problem.ts';

/** Characters; as in the mutations. */
const NOTE_MAX = 2000;

interface NextStepsProps<Key extends string> {
  /** Begins the test ids: `event` makes `event-note`, `event-advance`, `event-note-submit`. */
  readonly testId: string;
  readonly next: readonly Key[];
  /** Why this seat cannot take a step; null where it can. */
  readonly noAdvance: string | null;
  /** Why this seat cannot add a note; null where it can. */
  readonly noNote: string | null;
  nameOf(to: Key): string;
  /** Resolves to whether it was taken in. */
  onAdvance(to: Key, note: string): Promise<boolean>;
  onNote(text: string): Promise<boolean>;
}

/** A note, and the steps that can be taken next; greyed, with the reason, where the seat has no right to them. */
export function NextSteps<Key extends string>({ testId, next, noAdvance, noNote, nameOf, onAdvance, onNote }: NextStepsProps<Key>) {
  const { t } = useTranslation('forms');
  const [note, setNote] = useState('');
  const noteId = useId();
  const problem = blockProblem(note, { max: NOTE_MAX });
  const send = (work: Promise<boolean>) => void work.then((taken) => taken && setNote(''));
  return (
    <div className={styles.actions}>
      <label className="visually-hidden" htmlFor={noteId}>
        {t('note.label')}
      </label>
      <Input.TextArea
        id={noteId}
        data-testid={`${testId}-note`}
        value={note}
        onChange={(change) => setNote(change.target.value)}
        placeholder={t('note.placeholder')}
        autoSize={{ minRows: 1, maxRows: 4 }}
        maxLength={NOTE_MAX}
        disabled={noAdvance !== null && noNote !== null}
        status={problem === null ? '' : 'error'}
      />
      {problem !== null && <p role="alert">{t(problem, { field: t('note.label'), max: NOTE_MAX })}</p>}
      <div className={styles.buttons}>
        {next.map((to, index) => (
          <Button
            key={to}
            size="small"
            type={index === 0 ? 'primary' : 'default'}
            data-testid={`${testId}-advance`}
            data-to={to}
            disabled={noAdvance !== null || problem !== null}
            title={noAdvance ?? undefined}
            onClick={() => send(onAdvance(to, note.trim()))}
          >
            {nameOf(to)}
          </Button>
        ))}
        <Button
          size="small"
          className={styles.addNote ?? ''}
          data-testid={`${testId}-note-submit`}
          disabled={noNote !== null || note.trim() === '' || problem !== null}
          title={noNote ?? undefined}
          onClick={() => send(onNote(oneLine(note)))}
        >
          {t('note.add')}
        </Button>
      </div>
    </div>
  );
}

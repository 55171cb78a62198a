import { useTranslation } from 'react-i18next';
import styles from './NoteList.module.css';
import { clockText, momentText } from './time.ts';
import { useNow } from './use-now.ts';

interface Note {
  readonly id: string;
  readonly at: number;
  readonly byName: string;
  readonly text: string;
}

/** What was done and said, newest first. @param stepOf the name of the step that a note led to, if it did */
export function NoteList<N extends Note>({ notes, stepOf }: { notes: readonly N[]; stepOf(note: N): string | null }) {
  const { t } = useTranslation('forms');
  const now = useNow(60_000);
  return (
    <ol className={styles.notes} aria-label={t('note.list')}>
      {notes.length === 0 && <li>{t('note.none')}</li>}
      {notes.toReversed().map((note) => {
        const step = stepOf(note);
        return (
          <li key={note.id}>
            <time title={momentText(note.at)}>{now - note.at < 86_400_000 ? clockText(note.at) : momentText(note.at)}</time>
            <span>
              <b>{note.byName}</b>
              {step !== null && <em>{step}</em>}
              {note.text}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

import { useTranslation } from 'react-i18next';
import type { LibraryWords } from '../../../../sfu-server/protocol/entities/library-case.ts';
import styles from './Library.module.css';

const PARTS = ['facts', 'course', 'result', 'lesson'] as const;

/** A case of the library as it is read; parts of which nothing is written are left out. */
export function LibraryStory({ words }: { words: LibraryWords }) {
  const { t } = useTranslation('library');
  return (
    <article className={styles.story} data-testid="library-story">
      {PARTS.filter((part) => words[part].trim() !== '').map((part) => (
        <section key={part}>
          <h4>{t(`part.${part}`)}</h4>
          <p>{words[part]}</p>
        </section>
      ))}
    </article>
  );
}

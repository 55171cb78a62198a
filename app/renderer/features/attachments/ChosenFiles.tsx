import { useTranslation } from 'react-i18next';
import styles from './Attachments.module.css';
import { sizeText } from './attachment-state.ts';
import { FilePicker } from './FilePicker.tsx';

interface ChosenFilesProps {
  readonly files: readonly File[];
  /** Whether pictures can be taken, as on a phone. */
  readonly camera?: boolean;
  readonly onChange: (files: readonly File[]) => void;
}

/** Files that go with something which has not been sent yet. */
export function ChosenFiles({ files, camera = true, onChange }: ChosenFilesProps) {
  const { t } = useTranslation('attachments');
  const add = (more: readonly File[]) => onChange([...files, ...more]);
  return (
    <div className={styles.chosen}>
      <div className={styles.pickers} data-hand={camera}>
        {camera && <FilePicker label={t('photo')} camera testId="report-photo" onFiles={add} />}
        <FilePicker label={t('add')} testId="report-files" onFiles={add} />
      </div>
      {files.length > 0 && (
        <ul className={styles.documents} aria-label={t('chosen', { count: files.length })}>
          {files.map((file, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two chosen files may be alike in everything
            <li key={index} className={styles.item}>
              <div className={styles.words}>
                <b>{file.name}</b>
                <small>{sizeText(file.size)}</small>
              </div>
              <button type="button" className={styles.act} onClick={() => onChange(files.filter((one) => one !== file))}>
                {t('remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

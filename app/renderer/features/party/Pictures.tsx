import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_PICTURES } from '../../../../sfu-server/protocol/party.ts';
import type { FileDraft } from './apply-draft.ts';
import styles from './Party.module.css';
import { smallerPicture } from './pictures.ts';

interface PicturesProps {
  readonly pictures: readonly FileDraft[];
  /** Called when they are made: others may have come meanwhile. */
  onAdd(made: readonly FileDraft[]): void;
  onRemove(id: string): void;
}

/** Pictures that go with the application; made smaller as they are chosen. */
export function Pictures({ pictures, onAdd, onRemove }: PicturesProps) {
  const { t } = useTranslation('party');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const add = async (files: readonly File[]) => {
    setProblem(null);
    setBusy(true);
    const room = MOST_PICTURES - pictures.length;
    if (files.length > room) setProblem(t('pictures.most', { most: MOST_PICTURES }));
    const made: FileDraft[] = [];
    for (const file of files.slice(0, room)) {
      await smallerPicture(file).then(
        (picture) => made.push(picture),
        () => setProblem(t('pictures.notOne', { name: file.name })),
      );
    }
    setBusy(false);
    onAdd(made);
  };
  const full = busy || pictures.length >= MOST_PICTURES;
  return (
    <section className={styles.pictures} aria-label={t('pictures', { most: MOST_PICTURES })}>
      <h2>{t('pictures', { most: MOST_PICTURES })}</h2>
      {pictures.length > 0 && (
        <ul>
          {pictures.map((picture, index) => (
            <li key={picture.id}>
              <Thumbnail picture={picture} />
              <button type="button" aria-label={t('pictures.remove', { n: index + 1 })} onClick={() => onRemove(picture.id)}>
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.pickers}>
        <Picker label={t('pictures.take')} camera disabled={full} onFiles={(files) => void add(files)} />
        <Picker label={t('pictures.choose')} disabled={full} onFiles={(files) => void add(files)} />
      </div>
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

interface PickerProps {
  readonly label: string;
  /** The phone's camera instead of its pictures. */
  readonly camera?: boolean;
  readonly disabled: boolean;
  onFiles(files: readonly File[]): void;
}

export function Picker({ label, camera = false, disabled, onFiles }: PickerProps) {
  return (
    <label className={styles.picker} data-disabled={disabled}>
      <input
        type="file"
        accept="image/*"
        className="visually-hidden"
        data-testid={camera ? 'picture-take' : 'picture-choose'}
        disabled={disabled}
        {...(camera ? { capture: 'environment' as const } : { multiple: true })}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          // The same picture may be chosen again.
          target.value = '';
          onFiles(files);
        }}
      />
      {label}
    </label>
  );
}

function Thumbnail({ picture }: { picture: FileDraft }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(picture.blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [picture.blob]);
  return url === null ? null : <img src={url} alt={picture.name} />;
}

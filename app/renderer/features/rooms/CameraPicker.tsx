import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTable } from '../../store/context.tsx';
import { findCameras } from '../wall/camera-search.ts';
import buttons from './controls.module.css';
import styles from './Popover.module.css';

/** Rows shown at once; who looks for another one types. */
const SHOWN = 60;

/** Chooses a camera for the table: key points first, those without a source greyed out. */
export function CameraPicker({ onChoose }: { onChoose: (cameraId: string) => void }) {
  const { t } = useTranslation('rooms');
  const { byId } = useTable('camera');
  const organisations = useTable('organisation').byId;
  const [query, setQuery] = useState('');
  const found = useMemo(() => findCameras(byId.values(), query), [byId, query]);
  return (
    <div className={styles.body}>
      <input
        className={buttons.input}
        data-testid="room-camera-search"
        aria-label={t('camera.search')}
        placeholder={t('camera.search')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul className={styles.list}>
        {found.slice(0, SHOWN).map((camera) => (
          <li key={camera.id}>
            <button
              type="button"
              className={styles.option}
              data-testid="room-camera-option"
              data-camera-id={camera.id}
              disabled={!camera.hasSource}
              onClick={() => onChoose(camera.id)}
            >
              <span>{camera.name}</span>
              <small>{camera.hasSource ? (organisations.get(camera.orgId)?.name ?? '') : t('camera.noSource')}</small>
            </button>
          </li>
        ))}
      </ul>
      <p className={styles.hint}>{t('camera.found', { count: found.length, shown: Math.min(found.length, SHOWN) })}</p>
    </div>
  );
}

import { SearchOutlined } from '@ant-design/icons';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTable } from '../../store/context.tsx';
import { useDeskStore } from '../../store/desk-context.tsx';
import styles from './MapPage.module.css';
import { type Found, search } from './search.ts';

const LIMIT = 12;

/** How close to look at what was found, as a Leaflet zoom level. */
const ZOOMS = { organisation: 12, grid: 14, camera: 17, event: 15 } as const;

/** Finds a place, a camera or an event and goes there. Ctrl+K comes here from anywhere. */
export function SearchBox({ onCamera }: { onCamera: (id: string) => void }) {
  const { t } = useTranslation('map');
  const desk = useDeskStore();
  const [words, setWords] = useState('');
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const rows = {
    organisations: useTable('organisation').byId,
    grids: useTable('grid').byId,
    cameras: useTable('camera').byId,
    events: useTable('event').byId,
  };
  const { organisations, grids, cameras, events } = rows;
  const asked = useDeferredValue(words);
  const found = useMemo(
    () => search({ organisations, grids, cameras, events }, asked, LIMIT),
    [organisations, grids, cameras, events, asked],
  );

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      input.current?.select();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const choose = (one: Found | undefined) => {
    if (one === undefined) return;
    setOpen(false);
    desk.show(one.position, ZOOMS[one.kind]);
    if (one.kind === 'event') desk.selectEvent(one.id);
    if (one.kind === 'camera') onCamera(one.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setOpen(false);
    else if (event.key === 'Enter') choose(found[active]);
    else if (event.key === 'ArrowDown') setActive(Math.min(active + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0));
    else return;
    event.preventDefault();
  };
  const showing = open && words.trim() !== '';
  return (
    <div className={`${styles.panel} ${styles.search}`}>
      <SearchOutlined aria-hidden="true" />
      <input
        ref={input}
        type="search"
        role="combobox"
        data-testid="map-search"
        aria-label={t('search.label')}
        aria-expanded={showing}
        aria-controls={listId}
        aria-activedescendant={showing && found[active] ? `${listId}-${active}` : undefined}
        aria-keyshortcuts="Control+K"
        placeholder={`${t('search.label')}  Ctrl K`}
        value={words}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={(change) => {
          setWords(change.target.value);
          setActive(0);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
      />
      {showing && (
        <div className={styles.results} id={listId} role="listbox" aria-label={t('search.label')}>
          {found.map((one, index) => (
            <div
              key={one.id}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              // Before the field loses its focus, which closes the list.
              onMouseDown={() => choose(one)}
              onMouseEnter={() => setActive(index)}
            >
              <span>{one.name}</span>
              <small>{t(`search.kind.${one.kind}`)}</small>
            </div>
          ))}
          {found.length === 0 && <p className={styles.none}>{t('search.none')}</p>}
        </div>
      )}
    </div>
  );
}

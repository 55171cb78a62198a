import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Participant } from '../../../../sfu-server/protocol/room.ts';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import { choiceFrom, KEY_STEPS } from '../../ui/list-keys.ts';
import { useWindow } from '../../ui/use-window.ts';
import { PersonMenu } from '../conference/PersonMenu.tsx';
import { type RosterRow, rosterOf } from '../conference/roster.ts';
import type { RoomHost } from '../conference/use-room-host.ts';
import { sidesRoster } from '../mediation-room/sides-roster.ts';
import buttons from './controls.module.css';
import styles from './ParticipantPanel.module.css';
import { PersonRow } from './PersonRow.tsx';

/** Of every row, px (see the style sheet). */
const ROW_HEIGHT = 44;
/** From so many people on one searches. */
const SEARCHED_FROM = 8;

export interface ParticipantPanelProps {
  readonly room: RoomSession;
  /** What a host may do to those inside; null for others. */
  readonly host: RoomHost | null;
  /** False while what the host asks for would not arrive. */
  readonly live?: boolean;
  /** The township under which somebody stands in a long list; their organisation where it is left out. */
  readonly groupOf?: (person: Participant) => string;
}

/** Everybody inside: hands first, then by township. Only the rows in sight are drawn. */
export function ParticipantPanel({ room, host, live = true, groupOf = ofOrganisation }: ParticipantPanelProps) {
  const { t } = useTranslation(['rooms', 'conference', 'mediationRoom']);
  const view = useRoom(room, (state) => state);
  const { state, selfId } = view;
  const [query, setQuery] = useState('');
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const [menu, setMenu] = useState<{ readonly personId: string; readonly anchor: DOMRect } | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const participants = state?.participants ?? NOBODY;
  const queue = state?.floor.queue ?? NO_HANDS;
  const people = useMemo(() => participants.filter(({ kind }) => kind === 'person').length, [participants]);
  const mediation = state?.mediation ?? null;
  const rows = useMemo(() => {
    const options = { participants, queue, query, groupOf };
    return mediation === null ? rosterOf(options) : sidesRoster(mediation, options, (side) => t(`mediationRoom:side.${side}`));
  }, [participants, queue, query, groupOf, mediation, t]);
  const { from, to } = useWindow(list, rows.length, ROW_HEIGHT);
  const self = participants.find(({ id }) => id === selfId);
  const person = participants.find(({ id }) => id === menu?.personId);
  const firstPerson = rows.find(isPerson)?.key ?? null;
  const tabKey = rows.some(({ key }) => key === activeKey) ? activeKey : firstPerson;

  const [toFocus, setToFocus] = useState<string | null>(null);
  useEffect(() => {
    if (toFocus === null) return;
    list.current?.querySelector<HTMLElement>(`[data-participant-id="${toFocus}"] [data-more]`)?.focus({ preventScroll: true });
    setToFocus(null);
  }, [toFocus]);
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const element = list.current;
    if (element === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = KEY_STEPS[event.key]?.(Math.max(1, Math.floor(element.clientHeight / ROW_HEIGHT) - 1));
    if (step === undefined) return;
    event.preventDefault();
    const at = rows.findIndex(({ key }) => key === tabKey);
    const next = choiceFrom(rows, isPerson, at, step);
    if (next === undefined) return;
    const top = rows.indexOf(next) * ROW_HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW_HEIGHT > element.scrollTop + element.clientHeight) element.scrollTop = top + ROW_HEIGHT - element.clientHeight;
    setActiveKey(next.key);
    setToFocus(next.key);
  };

  return (
    <section className={styles.panel} data-testid="participants" data-count={people} aria-label={t('participants')}>
      <header>
        <h3>
          {t('participants')} <span>{people}</span>
        </h3>
        {host !== null && state !== null && (
          <>
            <label className={styles.unmute}>
              <input
                type="checkbox"
                data-testid="may-unmute"
                checked={state.settings.mayUnmute}
                disabled={!live}
                onChange={(event) => host.set({ mayUnmute: event.target.checked })}
              />
              {t('conference:mayUnmute')}
            </label>
            <button
              type="button"
              className={buttons.button}
              data-testid="mute-all"
              disabled={!live}
              onClick={() => host.muteAll(state.settings.mayUnmute)}
            >
              {t('muteAll')}
            </button>
          </>
        )}
      </header>
      {people >= SEARCHED_FROM && (
        <input
          className={`${buttons.input} ${styles.search}`}
          type="search"
          data-testid="participant-search"
          aria-label={t('conference:people.search')}
          placeholder={t('conference:people.search')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      )}
      <ul ref={list} onKeyDown={host === null ? undefined : onKeyDown}>
        <li aria-hidden="true" className={styles.space} style={{ height: from * ROW_HEIGHT }} />
        {rows.slice(from, to).map((row) =>
          row.kind === 'group' ? (
            <li key={row.key} className={styles.group}>
              {typeof row.group === 'string' ? t(`conference:group.${row.group}`) : row.group.name} <span>{row.count}</span>
            </li>
          ) : (
            <PersonRow
              key={row.key}
              view={view}
              person={row.person}
              hand={row.hand}
              host={host !== null && live ? host : null}
              reachable={row.key === tabKey}
              onMore={(anchor) => {
                setActiveKey(row.key);
                setMenu({ personId: row.person.id, anchor });
              }}
            />
          ),
        )}
        <li aria-hidden="true" className={styles.space} style={{ height: (rows.length - to) * ROW_HEIGHT }} />
        {rows.length === 0 && query !== '' && <li className={styles.none}>{t('conference:people.none')}</li>}
      </ul>
      {menu !== null && person !== undefined && self !== undefined && state !== null && host !== null && (
        <PersonMenu view={view} state={state} person={person} self={self} host={host} anchor={menu.anchor} onClose={() => setMenu(null)} />
      )}
    </section>
  );
}

const NOBODY: readonly Participant[] = [];
const NO_HANDS: readonly string[] = [];
const isPerson = (row: RosterRow) => row.kind === 'person';
const ofOrganisation = ({ orgName }: Participant) => orgName;

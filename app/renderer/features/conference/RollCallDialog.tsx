import { type FormEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RollCallCandidate } from '../../../../sfu-server/protocol/roll-call.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useTable } from '../../store/context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { townshipOf } from '../map/townships.ts';
import buttons from '../rooms/controls.module.css';
import styles from './RollCallDialog.module.css';
import { type Choice, choicesOf, expectedOf, groupsOf, presetOf, presetThatIs, ROLL_PRESETS } from './roll-choice.ts';
import type { RoomHost } from './use-room-host.ts';

/** From so many on they are searched for; fewer are seen at one glance. */
const SEARCHED_FROM = 12;

export interface RollCallDialogProps {
  readonly roomId: string;
  readonly host: RoomHost;
  /** False while what is asked for would not arrive. */
  readonly live: boolean;
  onClose(): void;
}

/** Whom to call: organisations and people, those expected at first. Enter calls, Escape goes back, arrow keys go through the list. */
export function RollCallDialog({ roomId, host, live, onClose }: RollCallDialogProps) {
  const { t } = useTranslation('conference');
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const { choices, problem } = useChoices(roomId);
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null);
  const [query, setQuery] = useState('');
  const [calling, setCalling] = useState(false);
  const beginning = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    // While the list is on its way the dialog would put the focus on going back: Enter calls.
    beginning.current?.focus();
  }, []);
  const all = choices ?? NOBODY;
  const chosen = useMemo(() => picked ?? presetOf('usual', all), [picked, all]);
  const groups = useMemo(() => groupsOf(all, query), [all, query]);
  const expected = expectedOf(all, chosen);
  const preset = presetThatIs(chosen, all);
  const put = (keys: readonly string[], on: boolean) => {
    const next = new Set(chosen);
    for (const key of keys) on ? next.add(key) : next.delete(key);
    setPicked(next);
  };
  const begin = async (event: FormEvent) => {
    event.preventDefault();
    if (expected.length === 0 || calling || !live) return;
    setCalling(true);
    await host.callRoll(expected);
    dialog.current?.close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const boxes = [...(list.current?.querySelectorAll<HTMLInputElement>('input') ?? [])];
    const at = boxes.findIndex((box) => box.matches(':focus'));
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: boxes.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    boxes[Math.max(0, Math.min(boxes.length - 1, next))]?.focus();
  };
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby="roll-title" data-testid="roll-dialog" onClose={onClose}>
      <form onSubmit={(event) => void begin(event)}>
        <h2 id="roll-title">{t('roll.choose')}</h2>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in one row everywhere */}
        <div className={styles.presets} role="group" aria-label={t('roll.preset')}>
          {ROLL_PRESETS.map((one) => (
            <button
              key={one}
              type="button"
              className={buttons.button}
              data-testid={`roll-preset-${one}`}
              aria-pressed={preset === one}
              disabled={choices === null}
              onClick={() => setPicked(presetOf(one, all))}
            >
              {t(`roll.preset.${one}`)}
              {(one === 'usual' || one === 'here') && <small>{presetOf(one, all).size}</small>}
            </button>
          ))}
        </div>
        {all.length >= SEARCHED_FROM && (
          <input
            className={buttons.input}
            type="search"
            data-testid="roll-search"
            aria-label={t('roll.search')}
            placeholder={t('roll.search')}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        )}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys are a second way through what Tab reaches */}
        <div className={styles.frame} onKeyDown={onKeyDown}>
          {choices === null ? (
            <p className={styles.hint} role="status">
              {problem ?? t('roll.loading')}
            </p>
          ) : (
            <ul ref={list} aria-label={t('roll.choose')}>
              {groups.map((group) => (
                <Group key={group.name} {...group} chosen={chosen} put={put} />
              ))}
              {groups.length === 0 && <li className={styles.hint}>{t(all.length === 0 ? 'roll.noCandidates' : 'roll.nobody')}</li>}
            </ul>
          )}
        </div>
        <footer>
          <span role="status" data-testid="roll-chosen">
            {t('roll.chosen', { count: expected.length })}
          </span>
          <button type="button" className={buttons.button} onClick={() => dialog.current?.close()}>
            {t('confirm.no')}
          </button>
          <button
            ref={beginning}
            type="submit"
            className={buttons.primary}
            data-testid="roll-begin"
            aria-disabled={expected.length === 0 || calling || !live}
          >
            {t('roll.begin')}
          </button>
        </footer>
      </form>
    </dialog>
  );
}

interface GroupProps {
  readonly name: string;
  readonly choices: readonly Choice[];
  readonly chosen: ReadonlySet<string>;
  put(keys: readonly string[], on: boolean): void;
}

/** A township with all that is below it; where it is its only line it needs no heading. */
function Group({ name, choices, chosen, put }: GroupProps) {
  const { t } = useTranslation('conference');
  const keys = choices.map(({ key }) => key);
  const count = keys.filter((key) => chosen.has(key)).length;
  return (
    <>
      {choices.length > 1 && (
        <li className={styles.group}>
          <label>
            <input
              type="checkbox"
              checked={count === keys.length}
              ref={(box) => {
                if (box !== null) box.indeterminate = count > 0 && count < keys.length;
              }}
              onChange={(event) => put(keys, event.target.checked)}
            />
            <b>{t('roll.group', { name })}</b>
          </label>
        </li>
      )}
      {choices.map((one) => (
        <li key={one.key} data-testid="roll-choice" data-chosen={chosen.has(one.key)} data-below={choices.length > 1}>
          <label>
            <input type="checkbox" checked={chosen.has(one.key)} onChange={(event) => put([one.key], event.target.checked)} />
            <span>{one.name}</span>
            {one.accountId !== null && <small className={buttons.tag}>{t('roll.person')}</small>}
            {one.here && <small className={styles.here}>{t('roll.here')}</small>}
          </label>
        </li>
      ))}
    </>
  );
}

/** Null while they are asked for; with a problem they will not come. */
function useChoices(roomId: string): { readonly choices: readonly Choice[] | null; readonly problem: string | null } {
  const bridge = useBridge();
  const errorText = useErrorText();
  const [candidates, setCandidates] = useState<readonly RollCallCandidate[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const meetings = useTable('meeting').byId;
  const organisations = useTable('organisation').byId;
  useEffect(() => {
    let left = false;
    request(bridge, 'rollCall.candidates', { roomId }).then(
      (found) => !left && setCandidates(found.candidates),
      (failed: unknown) => !left && setError(failed),
    );
    return () => {
      left = true;
    };
  }, [bridge, roomId]);
  const choices = useMemo(() => {
    if (candidates === null) return null;
    const people = [...meetings.values()].find((meeting) => meeting.roomId === roomId)?.people ?? [];
    const invited = people.map(({ accountId, name, orgId }): RollCallCandidate => {
      const group = organisations.get(townshipOf(orgId, organisations))?.name ?? organisations.get(orgId)?.name ?? name;
      return { accountId, orgId, name, group, usual: false, here: false };
    });
    return choicesOf(candidates, invited);
  }, [candidates, meetings, organisations, roomId]);
  return { choices, problem: error === null ? null : errorText(error) };
}

const NOBODY: readonly Choice[] = [];

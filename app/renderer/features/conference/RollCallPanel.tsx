import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLL_CALL_STATES, type RollCall, type RollCallEntry } from '../../../../sfu-server/protocol/roll-call.ts';
import { clockText } from '../../ui/time.ts';
import { useWindow } from '../../ui/use-window.ts';
import buttons from '../rooms/controls.module.css';
import { ActionMenu } from './ActionMenu.tsx';
import { PastSheets } from './PastSheets.tsx';
import styles from './RollCallPanel.module.css';
import { type RollFilter, rollFigures, rollRows } from './roll-rows.ts';
import { SheetExport } from './SheetExport.tsx';
import type { RoomHost } from './use-room-host.ts';

const ROW_HEIGHT = 40;
const MARKS = ['present', 'late', 'absent', 'wrongSeat'] as const;
const FILTERS: readonly RollFilter[] = ['all', 'missing', ...ROLL_CALL_STATES];

export interface RollCallPanelProps {
  readonly roomId: string;
  readonly rollCall: RollCall | null;
  readonly host: RoomHost;
  readonly live: boolean;
}

/** The roll call (点名) as those see it who call it: the live list, and what was called before. */
export function RollCallPanel({ roomId, rollCall, host, live }: RollCallPanelProps) {
  const { t } = useTranslation('conference');
  const underWay = rollCall !== null && rollCall.signedAt === null;
  return (
    <section className={styles.panel} aria-label={t('tab.roll')} data-testid="roll-call">
      {rollCall === null ? <p className={styles.hint}>{t('roll.none')}</p> : <Sheet sheet={rollCall} host={host} live={live} />}
      {!underWay && <PastSheets roomId={roomId} exceptId={rollCall?.id ?? null} />}
    </section>
  );
}

function Sheet({ sheet, host, live }: { sheet: RollCall; host: RoomHost; live: boolean }) {
  const { t } = useTranslation('conference');
  const [filter, setFilter] = useState<RollFilter>('all');
  const [menu, setMenu] = useState<{ readonly entry: RollCallEntry; readonly anchor: DOMRect } | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const rows = useMemo(() => rollRows(sheet.entries, filter), [sheet.entries, filter]);
  const { from, to } = useWindow(list, rows.length, ROW_HEIGHT);
  const figures = rollFigures(sheet.totals);
  const closed = sheet.closedAt !== null;
  const signed = sheet.signedAt !== null;
  return (
    <>
      <dl className={styles.figures} data-testid="roll-figures">
        {(['expected', 'came', 'absent', 'late', 'waiting', 'wrongSeat'] as const).map((figure) => (
          <div key={figure} data-figure={figure} data-some={figures[figure] > 0}>
            <dt>{t(`figure.${figure}`)}</dt>
            <dd>{figures[figure]}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.tools}>
        <select
          className={buttons.input}
          aria-label={t('roll.filter')}
          value={filter}
          onChange={(event) => setFilter(filterOf(event.target.value))}
        >
          {FILTERS.map((one) => (
            <option key={one} value={one}>
              {t(`filter.${one}`)}
            </option>
          ))}
        </select>
        {!closed && (
          <button type="button" className={buttons.primary} data-testid="roll-close" disabled={!live} onClick={() => host.closeRoll()}>
            {t('roll.close')}
          </button>
        )}
        {closed && !signed && (
          <button type="button" className={buttons.primary} data-testid="roll-sign" disabled={!live} onClick={() => host.signRoll()}>
            {t('roll.sign')}
          </button>
        )}
      </div>
      <p className={styles.state} role="status" data-testid="roll-state" data-state={signed ? 'signed' : closed ? 'closed' : 'open'}>
        {sheet.signedAt !== null
          ? t('roll.signed', { name: sheet.signedByName ?? '', time: clockText(sheet.signedAt) })
          : sheet.closedAt !== null
            ? t('roll.closed', { time: clockText(sheet.closedAt) })
            : t('roll.open', { time: clockText(sheet.startedAt) })}
      </p>
      <ul ref={list} className={styles.list}>
        <li aria-hidden="true" style={{ height: from * ROW_HEIGHT }} />
        {rows.slice(from, to).map((row) =>
          row.kind === 'group' ? (
            <li key={row.key} className={styles.group}>
              <b>{row.name}</b>
              <span>{t('roll.of', { came: row.came, expected: row.expected })}</span>
            </li>
          ) : (
            <li key={row.key} className={styles.entry} data-testid="roll-row" data-entry-id={row.entry.id} data-state={row.entry.state}>
              <span className={styles.name} title={row.entry.name}>
                {row.entry.name}
                <small>{aboutOf(row.entry)}</small>
              </span>
              <button
                type="button"
                className={styles.mark}
                data-state={row.entry.state}
                disabled={!live || signed}
                aria-haspopup="menu"
                aria-label={t('roll.mark.of', { name: row.entry.name, state: t(`state.${row.entry.state}`) })}
                onClick={(event) => setMenu({ entry: row.entry, anchor: event.currentTarget.getBoundingClientRect() })}
              >
                {t(`state.${row.entry.state}`)}
              </button>
            </li>
          ),
        )}
        <li aria-hidden="true" style={{ height: (rows.length - to) * ROW_HEIGHT }} />
        {rows.length === 0 && <li className={styles.hint}>{t('roll.nobody')}</li>}
      </ul>
      <footer className={styles.footer}>
        <SheetExport sheetId={sheet.id} disabled={!live} />
      </footer>
      {menu !== null && (
        <ActionMenu
          label={menu.entry.name}
          anchor={menu.anchor}
          onClose={() => setMenu(null)}
          items={MARKS.map((mark) => ({
            key: `mark-${mark}`,
            label: t(`mark.${mark}`),
            reason: null,
            run: () => host.mark(menu.entry.id, mark),
          }))}
        />
      )}
    </>
  );
}

function aboutOf({ by, at, note }: RollCallEntry): string {
  return [by ?? '', at === null ? '' : clockText(at), note].filter((part) => part !== '').join(' · ');
}

function filterOf(value: string): RollFilter {
  return FILTERS.find((one) => one === value) ?? 'all';
}

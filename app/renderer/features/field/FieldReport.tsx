import { type FormEvent, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { EVENT_KINDS, type EventKind } from '../../../../sfu-server/protocol/entities/event.ts';
import type { Position } from '../../../../sfu-server/protocol/primitives.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { ChosenFiles } from '../attachments/ChosenFiles.tsx';
import { handIn } from '../attachments/hand-in.ts';
import { mutate } from '../events/mutate.ts';
import { placeOf } from '../events/place.ts';
import { problemsOf, reportOf } from '../events/report-form.ts';
import { gridAt } from '../map/grid-at.ts';
import styles from './FieldPage.module.css';
import { useLocation } from './use-location.ts';

/** Grid workers do not rank what they see; the centre does. */
const LEVEL = 3;

export function FieldReport({ onSent }: { onSent: () => void }) {
  const { t } = useTranslation(['field', 'events']);
  const bridge = useBridge();
  const errorText = useErrorText();
  const { role, organisation } = useAccount();
  const { byId: grids, loaded } = useTable('grid');
  const organisations = useTable('organisation').byId;
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<EventKind>('safety');
  const [detail, setDetail] = useState('');
  const [position, setPosition] = useState<Position | null>(null);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [tried, setTried] = useState(false);
  /** Set once the event is made: what failed after that was a file, and the event is not made again. */
  const [reportedId, setReportedId] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const location = useLocation(setPosition);
  const ids = { title: useId(), kind: useId(), detail: useId(), grid: useId() };

  const grid = useMemo(() => (position === null ? null : gridAt(grids.values(), position)), [grids, position]);
  const names = useMemo(
    () =>
      [...grids.values()]
        .map((one) => ({ id: one.id, name: placeOf({ gridId: one.id, orgId: one.orgId, position: one.centre }, grids, organisations) }))
        .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true })),
    [grids, organisations],
  );
  const draft = { title, detail, kind, level: LEVEL, position, grid } as const;
  const problems = problemsOf(draft);
  const village = grid === null ? undefined : organisations.get(grid.orgId);
  const forbidden = village !== undefined && !isAllowed(role, 'event.report', organisation.path, village.path);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setFailure(null);
    const args = Object.keys(problems).length > 0 || forbidden ? null : reportOf(draft, uuidv7(), Date.now());
    if (args === null) return;
    try {
      setBusy(true);
      if (reportedId === null) await mutate(bridge, 'event.report', args);
      const id = reportedId ?? args.id;
      setReportedId(id);
      for (const file of files) {
        await handIn(bridge, { ownerEntity: 'event', ownerId: id }, file);
        setFiles((left) => left.filter((one) => one !== file));
      }
      onSent();
    } catch (error) {
      setFailure(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  const outside = position !== null && grid === null;
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} aria-label={t('report')}>
      <label htmlFor={ids.title}>{t('events:form.name')}</label>
      <input id={ids.title} data-testid="event-title" maxLength={80} value={title} onChange={(change) => setTitle(change.target.value)} />
      {tried && problems.title && <p className={styles.problem}>{t(`events:${problems.title}`)}</p>}

      <label htmlFor={ids.kind}>{t('events:form.kind')}</label>
      <select
        id={ids.kind}
        data-testid="event-kind"
        value={kind}
        onChange={(change) => setKind(EVENT_KINDS.find((one) => one === change.target.value) ?? 'other')}
      >
        {EVENT_KINDS.map((one) => (
          <option key={one} value={one}>
            {t(`events:kind.${one}`)}
          </option>
        ))}
      </select>

      <label htmlFor={ids.detail}>{t('events:form.detail')}</label>
      <textarea
        id={ids.detail}
        data-testid="event-detail-text"
        rows={4}
        maxLength={2000}
        value={detail}
        onChange={(change) => setDetail(change.target.value)}
      />
      {problems.detail && <p className={styles.problem}>{t(`events:${problems.detail}`)}</p>}

      <label htmlFor={ids.grid}>{t('place')}</label>
      <button type="button" className={styles.secondary} onClick={location.locate} disabled={location.state === 'locating'}>
        {t(location.state === 'locating' ? 'place.locating' : 'place.locate')}
      </button>
      {(location.state === 'denied' || location.state === 'failed') && <p className={styles.note}>{t(`place.${location.state}`)}</p>}
      {outside && <p className={styles.note}>{t('place.outside')}</p>}
      <select
        id={ids.grid}
        data-testid="event-grid"
        value={grid?.id ?? ''}
        disabled={!loaded}
        onChange={(change) => setPosition(grids.get(change.target.value)?.centre ?? null)}
      >
        <option value="" disabled>
          {t(loaded ? 'place.choose' : 'loading')}
        </option>
        {names.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
      <ChosenFiles files={files} onChange={setFiles} />
      {tried && position === null && <p className={styles.problem}>{t('events:problem.place.missing')}</p>}
      {forbidden && <p className={styles.problem}>{t('events:form.noRight')}</p>}
      {failure !== null && (
        <p className={styles.problem} role="alert">
          {failure}
        </p>
      )}
      <button type="submit" className={styles.primary} data-testid="event-submit" disabled={busy}>
        {t('submit')}
      </button>
    </form>
  );
}

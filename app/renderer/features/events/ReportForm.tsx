import { CloseOutlined, EnvironmentOutlined } from '@ant-design/icons';
import { App, Button, Input, type InputRef, Select } from 'antd';
import { type FormEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { EVENT_KINDS, type EventKind, type GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import { useDesk, useDeskStore } from '../../store/desk-context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { gridAt } from '../map/grid-at.ts';
import { mutate } from './mutate.ts';
import { placeOf } from './place.ts';
import styles from './ReportForm.module.css';
import { problemsOf, type ReportDraft, reportOf } from './report-form.ts';

const LEVELS = [1, 2, 3, 4] as const;

export function ReportForm() {
  const { t } = useTranslation(['events', 'map']);
  const bridge = useBridge();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const desk = useDeskStore();
  const { role, organisation } = useAccount();
  const position = useDesk((state) => state.draft?.position ?? null);
  const picking = useDesk((state) => state.draft?.picking ?? false);
  const grids = useTable('grid').byId;
  const organisations = useTable('organisation').byId;
  const [title, setTitle] = useState('');
  const [detail, setDetail] = useState('');
  const [kind, setKind] = useState<EventKind>('safety');
  const [level, setLevel] = useState<GovernanceEvent['level']>(3);
  const [tried, setTried] = useState(false);
  const titleInput = useRef<InputRef>(null);
  const ids = { title: useId(), kind: useId(), level: useId(), detail: useId(), place: useId() };
  useEffect(() => titleInput.current?.focus(), []);

  const grid = useMemo(() => (position === null ? null : gridAt(grids.values(), position)), [grids, position]);
  const gridOptions = useMemo(
    () =>
      [...grids.values()].map((one) => ({
        value: one.id,
        label: placeOf({ gridId: one.id, orgId: one.orgId, position: one.centre }, grids, organisations),
      })),
    [grids, organisations],
  );
  const draft: ReportDraft = { title, detail, kind, level, position, grid };
  const problems = problemsOf(draft);
  const village = grid === null ? undefined : organisations.get(grid.orgId);
  const forbidden = village !== undefined && !isAllowed(role, 'event.report', organisation.path, village.path);

  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    setTried(true);
    const id = uuidv7();
    const args = Object.keys(problems).length > 0 || forbidden ? null : reportOf(draft, id, Date.now());
    if (args === null) return;
    try {
      await mutate(bridge, 'event.report', args);
    } catch (error) {
      void message.error(errorText(error));
      return;
    }
    desk.endReport();
    desk.selectEvent(id);
  };

  return (
    <form className={styles.form} onSubmit={(submitted) => void submit(submitted)} aria-label={t('form.title')} data-testid="event-form">
      <header className={styles.head}>
        <h3>{t('form.title')}</h3>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={t('form.cancel')}
          title={t('form.cancel')}
          onClick={desk.endReport}
        />
      </header>
      <div className={styles.body}>
        <label htmlFor={ids.title}>{t('form.name')}</label>
        <div>
          <Input
            id={ids.title}
            ref={titleInput}
            data-testid="event-title"
            value={title}
            onChange={(change) => setTitle(change.target.value)}
            maxLength={80}
            status={tried && problems.title ? 'error' : ''}
          />
          {tried && problems.title && <p role="alert">{t(problems.title)}</p>}
        </div>
        <label htmlFor={ids.kind}>{t('form.kind')}</label>
        <div className={styles.pair}>
          <select
            id={ids.kind}
            className={styles.select}
            data-testid="event-kind"
            value={kind}
            onChange={(change) => setKind(EVENT_KINDS.find((one) => one === change.target.value) ?? 'other')}
          >
            {EVENT_KINDS.map((one) => (
              <option key={one} value={one}>
                {t(`kind.${one}`)}
              </option>
            ))}
          </select>
          <label htmlFor={ids.level}>{t('form.level')}</label>
          <select
            id={ids.level}
            className={styles.select}
            data-testid="event-level"
            value={level}
            onChange={(change) => setLevel(LEVELS.find((one) => String(one) === change.target.value) ?? 3)}
          >
            {LEVELS.map((one) => (
              <option key={one} value={one}>
                {t(`level.${one}`)}
              </option>
            ))}
          </select>
        </div>
        <label htmlFor={ids.place}>{t('form.place')}</label>
        <div className={styles.place}>
          <Button
            icon={<EnvironmentOutlined />}
            data-testid="event-pick"
            aria-pressed={picking}
            type={picking ? 'primary' : 'default'}
            onClick={picking ? desk.stopPicking : desk.pickPlace}
          >
            {t(picking ? 'map:pick' : 'form.pick')}
          </Button>
          <Select
            id={ids.place}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('form.chooseGrid')}
            value={grid?.id ?? null}
            options={gridOptions}
            onChange={(id: string | null) => desk.setPlace((id === null ? null : grids.get(id)?.centre) ?? null)}
          />
          {(tried || position !== null) && problems.place && <p role="alert">{t(problems.place)}</p>}
          {forbidden && <p role="alert">{t('form.noRight')}</p>}
        </div>
        <label htmlFor={ids.detail}>{t('form.detail')}</label>
        <div>
          <Input.TextArea
            id={ids.detail}
            data-testid="event-detail-text"
            value={detail}
            onChange={(change) => setDetail(change.target.value)}
            maxLength={2000}
            autoSize={{ minRows: 4, maxRows: 8 }}
            status={problems.detail ? 'error' : ''}
          />
          {problems.detail && <p role="alert">{t(problems.detail)}</p>}
        </div>
      </div>
      <footer className={styles.foot}>
        <Button onClick={desk.endReport}>{t('form.cancel')}</Button>
        <Button type="primary" htmlType="submit" data-testid="event-submit">
          {t('form.submit')}
        </Button>
      </footer>
    </form>
  );
}

import { useTranslation } from 'react-i18next';
import type { MediatorProfile } from '../../../../sfu-server/protocol/entities/mediator-profile.ts';
import { useTable } from '../../store/context.tsx';
import { WindowedList } from '../../ui/WindowedList.tsx';
import { DutyMark } from './DutyMark.tsx';
import styles from './Team.module.css';
import type { Figures } from './use-figures.ts';

/** px */
const ROW_HEIGHT = 42;

interface MediatorRowsProps {
  readonly rows: readonly MediatorProfile[];
  readonly figures: Figures | null;
  readonly now: number;
  readonly chosenId: string | null;
  onChoose(id: string): void;
}

export function MediatorRows({ rows, figures, now, chosenId, onChoose }: MediatorRowsProps) {
  const { t } = useTranslation(['team', 'cases', 'forms']);
  const studios = useTable('studio').byId;
  const { pendingIds } = useTable('mediator');
  return (
    <>
      <div className={styles.head} aria-hidden="true">
        <span>{t('field.name')}</span>
        <span>{t('field.kind')}</span>
        <span>{t('column.studio')}</span>
        <span>{t('field.fields')}</span>
        <span>{t('duty')}</span>
        <span className={styles.number}>{t('load')}</span>
      </div>
      <WindowedList
        label={t('people.list')}
        testId="mediator-list"
        rows={rows}
        rowHeight={ROW_HEIGHT}
        chosenKey={chosenId}
        keyOf={(one) => one.id}
        attributesOf={(one) => ({ 'data-testid': 'mediator-row', 'data-mediator-id': one.id, 'data-active': one.active })}
        onChoose={(one) => onChoose(one.id)}
      >
        {(one) => {
          const load = figures?.mediators.get(one.id);
          return (
            <div className={styles.row}>
              <span className={styles.name}>
                {one.name}
                {pendingIds.has(one.id) && <em>{t('forms:pending')}</em>}
              </span>
              <span>{t(`kind.${one.kind}`)}</span>
              <span>{(one.studioId === null ? undefined : studios.get(one.studioId)?.name) ?? one.committee}</span>
              <span>{one.fields.map((field) => t(`cases:field.${field}`)).join('、')}</span>
              <span>
                <DutyMark profile={one} now={now} />
              </span>
              <span className={styles.number}>{load === undefined ? '' : t('load.open', { count: load.open })}</span>
            </div>
          );
        }}
      </WindowedList>
    </>
  );
}

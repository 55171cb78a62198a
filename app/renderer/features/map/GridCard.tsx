import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import type { Grid } from '../../../../sfu-server/protocol/entities/grid.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useAccount, useTable } from '../../store/context.tsx';
import { useDeskStore } from '../../store/desk-context.tsx';
import { placeOf } from '../events/place.ts';
import styles from './MapPage.module.css';

interface GridCardProps {
  readonly grid: Grid;
  readonly openEvents: readonly GovernanceEvent[];
  readonly onClose: () => void;
}

export function GridCard({ grid, openEvents, onClose }: GridCardProps) {
  const { t } = useTranslation('map');
  const desk = useDeskStore();
  const { role, organisation } = useAccount();
  const grids = useTable('grid').byId;
  const organisations = useTable('organisation').byId;
  const place = placeOf({ gridId: null, orgId: grid.orgId, position: grid.centre }, grids, organisations);
  const count = openEvents.filter((event) => event.gridId === grid.id).length;
  const mayReport = isAllowed(role, 'event.report', organisation.path, organisations.get(grid.orgId)?.path ?? '');
  return (
    <section className={styles.card} aria-label={grid.name}>
      <header>
        <h2>{grid.name}</h2>
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('grid.close')} title={t('grid.close')} onClick={onClose} />
      </header>
      <div className={styles.facts}>
        <p>{place}</p>
        <p>{grid.workerName === null ? t('grid.noWorker') : t('grid.worker', { name: grid.workerName })}</p>
        <p>{t('grid.households', { count: grid.households })}</p>
        <p>{t('grid.openEvents', { count })}</p>
        {mayReport && (
          <Button size="small" onClick={() => desk.startReport(grid.centre)}>
            {t('grid.report')}
          </Button>
        )}
      </div>
    </section>
  );
}

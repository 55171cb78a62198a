import { ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestResult } from '../../../../sfu-server/protocol/requests/index.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { useNumberText } from '../../ui/number-text.ts';
import { momentSecondText, momentText } from '../../ui/time.ts';
import styles from './Admin.module.css';

/** How the server is, and who of the own branch sits at it. */
export function SystemTab() {
  const { t } = useTranslation('admin');
  const bridge = useBridge();
  const errorText = useErrorText();
  const number = useNumberText();
  const [status, setStatus] = useState<RequestResult<'system.status'> | null>(null);
  const [error, setError] = useState<unknown>(null);
  // A server's load changes all the time: it is as of the moment that stands there, and read anew when somebody asks.
  const read = useCallback(
    () =>
      request(bridge, 'system.status', {}).then((answer) => {
        setStatus(answer);
        setError(null);
      }, setError),
    [bridge],
  );
  useEffect(() => void read(), [read]);
  if (error !== null) return <p className={styles.problem}>{errorText(error)}</p>;
  if (status === null) return <p className={styles.empty}>{t('loading')}</p>;
  const healthy = status.problems.length === 0;
  const figures = [
    ['version', status.version],
    ['started', momentText(status.startedAt)],
    ['sockets', number(status.sockets)],
    ['signedIn', number(status.signedIn)],
    ['rooms', number(status.rooms)],
    ['cameras', number(status.cameras)],
    ['workers', number(status.mediaWorkers)],
  ] as const;
  return (
    <div className={styles.tab}>
      <div className={styles.bar}>
        <span className={styles.hint}>{t('system.asOf', { time: momentSecondText(status.serverTime) })}</span>
        <Button size="small" icon={<ReloadOutlined />} data-testid="system-refresh" onClick={() => void read()}>
          {t('system.refresh')}
        </Button>
      </div>
      <div className={styles.health} data-testid="system-health" data-state={healthy ? 'healthy' : 'problems'} role="status">
        ● {t(healthy ? 'system.healthy' : 'system.problems')}
        {status.problems.map((text) => (
          <div key={text}>{t('system.problem', { text })}</div>
        ))}
      </div>
      <dl className={styles.figures}>
        {figures.map(([key, value]) => (
          <div key={key} data-testid={`system-${key}`}>
            <dt>{t(`system.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.body}>
        <table className={styles.table} aria-label={t('system.seats')}>
          <thead>
            <tr>
              <th>{t('system.seats')}</th>
              <th>{t('accounts.name')}</th>
              <th>{t('accounts.org')}</th>
              <th>{t('audit.address')}</th>
            </tr>
          </thead>
          <tbody>
            {status.seats.map((seat) => (
              <tr key={seat.sessionId} data-testid="system-seat">
                <td>{seat.username}</td>
                <td>{seat.name}</td>
                <td>{seat.orgName}</td>
                <td>{seat.remoteAddress}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {status.seats.length === 0 && <p className={styles.empty}>{t('system.noSeats')}</p>}
      </div>
    </div>
  );
}

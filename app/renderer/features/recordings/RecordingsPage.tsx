import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingSummary } from '../../../../sfu-server/protocol/recording.ts';
import type { RequestResult } from '../../../../sfu-server/protocol/requests/index.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount } from '../../store/context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { momentSecondText } from '../../ui/time.ts';
import buttons from '../rooms/controls.module.css';
import { bytesText, lengthText } from './amounts.ts';
import { ReasonForm } from './ReasonForm.tsx';
import styles from './Recordings.module.css';
import { Replay } from './Replay.tsx';

const PAGE = 50;

/** What was recorded in rooms of one's branch; to look at one, one says why. */
export function RecordingsPage({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation(['recordings', 'frame']);
  const bridge = useBridge();
  const errorText = useErrorText();
  const [recordings, setRecordings] = useState<readonly RecordingSummary[]>([]);
  const [next, setNext] = useState<number | null>(null);
  const { role, organisation } = useAccount();
  const mayDelete = isAllowed(role, 'recording.delete', organisation.path, organisation.path);
  const [asked, setAsked] = useState<{ readonly recording: RecordingSummary; readonly remove: boolean } | null>(null);
  const [opened, setOpened] = useState<RequestResult<'recording.open'> | null>(null);
  const [error, setError] = useState<unknown>(null);
  const read = useCallback(
    (before: number | null) =>
      request(bridge, 'recording.list', { before, limit: PAGE }).then((page) => {
        setRecordings((known) => (before === null ? page.recordings : [...known, ...page.recordings]));
        setNext(page.next);
        setError(null);
      }, setError),
    [bridge],
  );
  useEffect(() => void read(null), [read]);
  const open = (recordingId: string, reason: string) => request(bridge, 'recording.open', { recordingId, reason }).then(setOpened);
  const remove = (recordingId: string, reason: string) =>
    request(bridge, 'recording.delete', { recordingId, reason }).then(() =>
      setRecordings((known) => known.filter(({ id }) => id !== recordingId)),
    );
  const composeAgain = (recordingId: string) => {
    request(bridge, 'recording.compose', { recordingId }).then(() => read(null), setError);
  };
  const goAhead = (reason: string) => {
    if (asked === null) return;
    setAsked(null);
    setError(null);
    (asked.remove ? remove : open)(asked.recording.id, reason).catch(setError);
  };
  if (opened !== null) return <Replay opened={opened} onBack={() => setOpened(null)} />;
  return (
    <div className={styles.page} data-testid="recordings">
      <header className={styles.bar}>
        <button type="button" className={buttons.button} onClick={onBack}>
          {t('back')}
        </button>
        <h2>{t('title')}</h2>
        <button type="button" className={buttons.button} data-testid="recordings-refresh" onClick={() => void read(null)}>
          {t('refresh')}
        </button>
      </header>
      {error !== null && (
        <p className={styles.problem} role="alert">
          {errorText(error)}
        </p>
      )}
      {asked !== null && (
        <ReasonForm
          title={t(asked.remove ? 'delete.reason' : 'reason', { title: asked.recording.title })}
          warning={asked.remove ? t('delete.warning') : null}
          yes={t(asked.remove ? 'delete' : 'open')}
          onCancel={() => setAsked(null)}
          onReason={goAhead}
        />
      )}
      <div className={styles.body}>
        <table className={styles.table}>
          <thead>
            <tr>
              {(['room', 'kind', 'org', 'by', 'at', 'length', 'size', 'state'] as const).map((key) => (
                <th key={key}>{t(`column.${key}`)}</th>
              ))}
              <th />
            </tr>
          </thead>
          <tbody>
            {recordings.map((one) => (
              <tr key={one.id} data-testid="recording-row" data-recording-id={one.id} data-state={one.state}>
                <td>{one.title}</td>
                <td>{t(`frame:kind.${one.kind}`)}</td>
                <td>{one.orgName}</td>
                <td>{one.startedByName}</td>
                <td className={styles.number}>{momentSecondText(one.startedAt)}</td>
                <td className={styles.number}>{one.durationMs === null ? '' : lengthText(one.durationMs)}</td>
                <td className={styles.number}>{one.bytes === null ? '' : bytesText(one.bytes)}</td>
                <td title={one.failure ?? undefined}>
                  {t(`state.${one.state}`)}
                  {one.end !== null && one.end !== 'stopped' && ` · ${t(`end.${one.end}`)}`}
                </td>
                <td className={styles.does}>
                  {one.state === 'failed' && (
                    <button type="button" className={buttons.button} data-testid="recording-compose" onClick={() => composeAgain(one.id)}>
                      {t('compose')}
                    </button>
                  )}
                  {(one.state === 'ready' || one.state === 'failed') && (
                    <button
                      type="button"
                      className={buttons.button}
                      data-testid="recording-open"
                      onClick={() => setAsked({ recording: one, remove: false })}
                    >
                      {t('open')}
                    </button>
                  )}
                  {mayDelete && (one.state === 'ready' || one.state === 'failed') && (
                    <button
                      type="button"
                      className={buttons.danger}
                      data-testid="recording-delete"
                      onClick={() => setAsked({ recording: one, remove: true })}
                    >
                      {t('delete')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {recordings.length === 0 && <p className={styles.empty}>{t('empty')}</p>}
        {next !== null && (
          <button type="button" className={buttons.button} onClick={() => void read(next)}>
            {t('more')}
          </button>
        )}
      </div>
    </div>
  );
}

import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingSummary } from '../../../../sfu-server/protocol/recording.ts';
import type { RequestResult } from '../../../../sfu-server/protocol/requests/index.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { momentSecondText } from '../../ui/time.ts';
import { bytesText, lengthText } from './amounts.ts';
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
  const [asked, setAsked] = useState<RecordingSummary | null>(null);
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
  const open = (reason: string) => {
    if (asked === null) return;
    request(bridge, 'recording.open', { recordingId: asked.id, reason }).then((result) => {
      setAsked(null);
      setError(null);
      setOpened(result);
    }, setError);
  };
  if (opened !== null) return <Replay opened={opened} onBack={() => setOpened(null)} />;
  return (
    <div className={styles.page} data-testid="recordings">
      <header className={styles.bar}>
        <button type="button" className={styles.button} onClick={onBack}>
          {t('back')}
        </button>
        <h2>{t('title')}</h2>
        <button type="button" className={styles.button} data-testid="recordings-refresh" onClick={() => void read(null)}>
          {t('refresh')}
        </button>
      </header>
      {error !== null && (
        <p className={styles.problem} role="alert">
          {errorText(error)}
        </p>
      )}
      {asked !== null && <ReasonForm title={asked.title} onCancel={() => setAsked(null)} onReason={open} />}
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
                <td>
                  {one.state === 'ready' && (
                    <button type="button" className={styles.button} data-testid="recording-open" onClick={() => setAsked(one)}>
                      {t('open')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {recordings.length === 0 && <p className={styles.empty}>{t('empty')}</p>}
        {next !== null && (
          <button type="button" className={styles.button} onClick={() => void read(next)}>
            {t('more')}
          </button>
        )}
      </div>
    </div>
  );
}

function ReasonForm({ title, onReason, onCancel }: { title: string; onReason: (reason: string) => void; onCancel: () => void }) {
  const { t } = useTranslation('recordings');
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim().length >= 2) onReason(reason.trim());
  };
  return (
    <form className={styles.bar} onSubmit={submit}>
      <label>
        {t('reason', { title })}{' '}
        <input
          // biome-ignore lint/a11y/noAutofocus: it was asked for by a click, and nothing else can be done before it
          autoFocus
          data-testid="recording-reason"
          className={styles.input}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <button type="submit" className={styles.button} data-testid="recording-reason-submit" disabled={reason.trim().length < 2}>
        {t('open')}
      </button>
      <button type="button" className={styles.button} onClick={onCancel}>
        {t('cancel')}
      </button>
    </form>
  );
}

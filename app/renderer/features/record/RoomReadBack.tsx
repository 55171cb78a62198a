import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadBack } from '../../../../sfu-server/protocol/requests/records.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import styles from './ReadBack.module.css';
import { useReadBack } from './use-read-back.ts';

/** The record that is read to everybody, in large letters, at the line that is being read; each confirms it on their own seat. */
export function RoomReadBack({ room, runs }: { room: RoomSession; runs: boolean }) {
  const readBack = useReadBack(room);
  return readBack === null ? null : <Shown room={room} runs={runs} readBack={readBack} />;
}

function Shown({ room, runs, readBack }: { room: RoomSession; runs: boolean; readBack: ReadBack }) {
  const { t } = useTranslation('record');
  const bridge = useBridge();
  const action = useAction();
  const roomId = useRoom(room, (view) => view.roomId);
  const { recordId, revision, lines, result, lineId, confirmed, confirmations } = readBack;
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (lineId !== null) list.current?.querySelector(`[data-line-id="${lineId}"]`)?.scrollIntoView({ block: 'center' });
  }, [lineId]);
  const show = (next: string | null, record: string | null = recordId) =>
    void action.run(() => request(bridge, 'record.show', { roomId, recordId: record, lineId: next }));
  return (
    <section className={styles.page} data-testid="read-back" data-line={lineId ?? ''} aria-label={t('readBack')}>
      <h2>{t('readBack')}</h2>
      <ol ref={list}>
        {lines.map(({ id, speaker, text, corrections }) => (
          <li key={id} data-line-id={id} data-testid="read-back-line" data-kind={speaker.kind} aria-current={id === lineId}>
            {/* A heading is said by nobody. */}
            {speaker.kind !== 'heading' && <b>{speaker.name ?? t(`speaker.${speaker.kind}`)}</b>}
            {runs ? (
              <button type="button" onClick={() => show(id)}>
                {text}
              </button>
            ) : (
              <span>{text}</span>
            )}
            {corrections.length > 0 && <small>{t('corrected')}</small>}
          </li>
        ))}
      </ol>
      {result !== '' && (
        <p data-testid="read-back-result">
          <b>{t('result')}</b> {result}
        </p>
      )}
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
      <footer>
        {runs ? (
          <>
            <span data-testid="read-back-count">{t('readBack.count', { number: confirmations })}</span>
            <button type="button" className={buttons.button} data-testid="read-back-away" onClick={() => show(null, null)}>
              {t('readBack.away')}
            </button>
          </>
        ) : (
          <button
            type="button"
            className={buttons.primary}
            data-testid="read-back-confirm"
            disabled={action.busy || confirmed}
            onClick={() => void action.run(() => request(bridge, 'record.confirmOnSeat', { roomId, recordId, revision }))}
          >
            {t(confirmed ? 'readBack.confirmed' : 'readBack.confirm')}
          </button>
        )}
      </footer>
    </section>
  );
}

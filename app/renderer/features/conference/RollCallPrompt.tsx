import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NotificationData } from '../../../../sfu-server/protocol/notifications.ts';
import { onNotification, request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import styles from './Dialog.module.css';

type Call = NotificationData<'rollCall.called'>;

/**
 * Asks this seat whether it is there, whatever module is open. It stays until it is answered or the roll call is closed:
 * whoever does not answer is absent. Enter answers 到.
 */
export function RollCallPrompt({ roomId }: { roomId: string }) {
  const bridge = useBridge();
  const [call, setCall] = useState<Call | null>(null);
  useEffect(() => {
    const disposers = [
      onNotification(bridge, 'rollCall.called', (called) => called.roomId === roomId && setCall(called)),
      onNotification(bridge, 'room.rollCall', ({ roomId: where, rollCall }) => {
        if (where === roomId && (rollCall === null || rollCall.closedAt !== null)) setCall(null);
      }),
    ];
    return () => {
      for (const dispose of disposers) dispose();
    };
  }, [bridge, roomId]);
  return call === null ? null : <CallDialog key={call.sheetId} call={call} onAnswered={() => setCall(null)} />;
}

function CallDialog({ call, onAnswered }: { call: Call; onAnswered: () => void }) {
  const { t } = useTranslation('conference');
  const bridge = useBridge();
  const action = useAction();
  const dialog = useRef<HTMLDialogElement>(null);
  const [wrong, setWrong] = useState(false);
  const [note, setNote] = useState('');
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const answer = (what: 'present' | 'wrongSeat') =>
    void action
      .run(() => request(bridge, 'rollCall.answer', { roomId: call.roomId, answer: what, note: note.trim() }))
      .then((done) => {
        if (done) onAnswered();
      });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    answer(wrong ? 'wrongSeat' : 'present');
  };
  return (
    <dialog
      ref={dialog}
      className={styles.call}
      aria-labelledby="call-title"
      data-testid="roll-call-prompt"
      // Escape closes nothing here: an answer is wanted.
      onCancel={(event) => event.preventDefault()}
    >
      <form onSubmit={submit}>
        <h2 id="call-title">{t('call.title')}</h2>
        <p>
          {call.title} · <b>{call.name}</b>
        </p>
        {wrong && (
          <input
            className={buttons.input}
            autoFocus
            data-testid="roll-note"
            aria-label={t('call.note')}
            placeholder={t('call.note')}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
        {action.problem !== null && (
          <p className={buttons.problem} role="alert">
            {action.problem}
          </p>
        )}
        <footer>
          {/* Keys: a button that became the other one under the finger would send at once. */}
          {wrong ? (
            <>
              <button key="back" type="button" className={buttons.button} onClick={() => setWrong(false)}>
                {t('call.back')}
              </button>
              <button key="send" type="submit" className={buttons.primary} data-testid="roll-wrong-send" disabled={action.busy}>
                {t('call.wrong.send')}
              </button>
            </>
          ) : (
            <>
              <button key="present" type="submit" className={buttons.primary} data-testid="roll-present" disabled={action.busy}>
                {t('call.present')}
              </button>
              <button
                type="button"
                className={buttons.button}
                data-testid="roll-wrong"
                disabled={action.busy}
                onClick={() => setWrong(true)}
              >
                {t('call.wrong')}
              </button>
            </>
          )}
        </footer>
      </form>
    </dialog>
  );
}

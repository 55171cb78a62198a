import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useTable } from '../../store/context.tsx';
import { mutate } from '../events/mutate.ts';
import type { RoomTabProps } from '../mediation-room/side-tabs.ts';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import { MarkReplayDialog } from './MarkReplayDialog.tsx';
import styles from './Record.module.css';
import { RecordSheet } from './RecordSheet.tsx';
import { recordOfRoom, type Surroundings } from './recorder.ts';
import { useMarkReplay } from './use-mark-replay.ts';
import { useRecordsOf } from './use-record.ts';
import { useSpeech } from './use-speech.ts';

/** A hearing counts as the one of a room from this long before its beginning, ms. */
const AROUND_MS = 4 * 3_600_000;

/** The record beside the pictures, with time marks of the recording that runs. */
export function RecordRoomTab({ state, live }: RoomTabProps) {
  const { t } = useTranslation('record');
  const bridge = useBridge();
  const action = useAction();
  const caseId = state.mediation?.caseId ?? '';
  const records = useRecordsOf(caseId);
  const mediation = useTable('mediation').byId.get(caseId);
  // Computed once: the hearing of a room does not change because an hour goes by.
  const [joinedAt] = useState(() => Date.now());
  const roomId = state.room.id;
  const speech = useSpeech(roomId, live);
  const replay = useMarkReplay(state.room.title);
  const session =
    mediation?.sessions.find((one) => one.roomId === roomId) ??
    mediation?.sessions.find(
      ({ cancelReason, roomId: other, startsAt }) => cancelReason === null && other === null && Math.abs(startsAt - joinedAt) < AROUND_MS,
    );
  const record = recordOfRoom(records, session?.id ?? null, roomId);
  const surroundings = (): Surroundings => {
    const { recording, mediation: room } = state;
    const runs = recording !== null && (recording.state === 'recording' || recording.state === 'failing');
    return {
      mark: runs ? { recordingId: recording.id, offsetMs: Math.max(0, Date.now() - recording.startedAt) } : null,
      apartWith: room?.apart?.kind === 'caucus' ? (room.apart.side ?? 'several') : null,
    };
  };
  if (record === undefined) {
    return (
      <section className={styles.begin}>
        {t('none')}
        <button
          type="button"
          className={buttons.primary}
          data-testid="record-open"
          disabled={action.busy}
          onClick={() => {
            const sessionId = session?.id ?? null;
            // Whoever begins it in this room begins the same one.
            const id = sessionId ?? roomId;
            void action.run(() => mutate(bridge, 'record.open', { id, caseId, sessionId, openedAt: Date.now() }));
          }}
        >
          {t('open')}
        </button>
        {action.problem !== null && <p role="alert">{action.problem}</p>}
      </section>
    );
  }
  return (
    <>
      <RecordSheet
        record={record}
        parties={mediation?.parties ?? []}
        mayWrite
        surroundings={surroundings}
        division={state.mediation?.apart?.since ?? null}
        onMark={replay.open}
        markProblem={replay.problem}
        speech={speech}
        onShow={() => request(bridge, 'record.show', { roomId, recordId: record.id, lineId: null })}
      />
      <MarkReplayDialog replay={replay} />
    </>
  );
}

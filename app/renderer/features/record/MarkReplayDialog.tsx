import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Replay } from '../recordings/Replay.tsx';
import styles from './Record.module.css';
import type { MarkReplay } from './use-mark-replay.ts';

/** A place of a recording on top of the room: the hearing goes on behind it. Escape goes back. */
export function MarkReplayDialog({ replay }: { replay: MarkReplay }) {
  return replay.shown === null ? null : <Shown shown={replay.shown} onClose={replay.close} />;
}

function Shown({ shown, onClose }: { shown: NonNullable<MarkReplay['shown']>; onClose: () => void }) {
  const { t } = useTranslation('record');
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={styles.replay} aria-label={t('mark.open')} data-testid="mark-replay" onClose={onClose}>
      <Replay opened={shown.opened} startMs={shown.startMs} onBack={() => dialog.current?.close()} />
    </dialog>
  );
}

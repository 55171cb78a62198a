import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Picture } from '../../media/Picture.tsx';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import { momentText } from '../../ui/time.ts';
import dialogs from '../conference/Dialog.module.css';
import buttons from '../rooms/controls.module.css';
import { facePicture } from './face-picture.ts';
import styles from './MediationRoom.module.css';
import { ShownDocument } from './ShownDocument.tsx';
import type { Seated } from './sides.ts';

export interface IdentityDialogProps {
  readonly room: RoomSession;
  readonly one: Seated;
  /** @param face what was seen at that moment, JPEG in Base64; null: there was no picture */
  onResult(result: 'same' | 'different', words: string, face: string | null): void;
  onClose(): void;
}

/** The mediator holds the document that is shown to the camera against the face, and says what they found. */
export function IdentityDialog({ room, one: { seat, person }, onResult, onClose }: IdentityDialogProps) {
  const { t } = useTranslation('mediationRoom');
  const dialog = useRef<HTMLDialogElement>(null);
  const face = useRef<HTMLDivElement>(null);
  const found = async (result: 'same' | 'different') =>
    onResult(result, words.trim(), await facePicture(face.current?.querySelector('video') ?? null));
  const roomId = useRoom(room, (view) => view.roomId);
  const [words, setWords] = useState('');
  const camera = useRoom(room, ({ state }) =>
    state?.producers.find(({ participantId, source, paused }) => participantId === person.id && source === 'camera' && !paused),
  );
  const received = useRoom(room, (view) => (camera === undefined ? undefined : view.received.get(camera.id)));
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className={`${dialogs.dialog} ${styles.identity}`}
      aria-labelledby="identity-title"
      data-testid="identity-dialog"
      onClose={onClose}
    >
      <h2 id="identity-title">{t('identity.title', { name: person.name })}</h2>
      <p>{t('identity.hint')}</p>
      <div ref={face} className={styles.face}>
        {received === undefined ? (
          <p>{t('identity.noPicture')}</p>
        ) : (
          <Picture track={received.track} label={person.name} fit="contain" mirrored={false} />
        )}
      </div>
      <ShownDocument roomId={roomId} participantId={person.id} at={seat.documentAt} />
      {seat.identity !== null && (
        <p>
          {t('identity.before', {
            result: t(`identity.${seat.identity.result}`),
            name: seat.identity.byName,
            time: momentText(seat.identity.at),
          })}
        </p>
      )}
      <label className={buttons.field}>
        <span>{t('identity.words')}</span>
        <input
          className={buttons.input}
          data-testid="identity-words"
          maxLength={200}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </label>
      <footer>
        <button type="button" className={buttons.button} onClick={() => dialog.current?.close()}>
          {t('identity.cancel')}
        </button>
        <button type="button" className={buttons.danger} data-testid="identity-different" onClick={() => void found('different')}>
          {t('identity.different')}
        </button>
        <button type="button" className={buttons.primary} data-testid="identity-same" onClick={() => void found('same')}>
          {t('identity.same')}
        </button>
      </footer>
    </dialog>
  );
}

import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenSheet } from '../../../../sfu-server/protocol/case-paper.ts';
import { Refusal } from '../../../../sfu-server/protocol/errors.ts';
import { useErrorText } from '../../ui/error-text.ts';
import { PageTurner } from '../papers/PageTurner.tsx';
import { PaperPage } from '../papers/PaperPage.tsx';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import { HandPad, type HandPadHandle } from './HandPad.tsx';
import { RefusalForm } from './RefusalForm.tsx';
import styles from './Signing.module.css';
import type { SigningDoor } from './signing-door.ts';
import { useReading } from './use-reading.ts';

/** A paper is read to its end, then signed by hand, over the whole screen. */
export function SigningSheet({
  door,
  paper,
  signerId,
  onClose,
}: {
  /** Stays the same while the sheet is open. */
  door: SigningDoor;
  paper: OpenSheet;
  signerId: string;
  onClose: () => void;
}) {
  const { t } = useTranslation(['papers', 'errors']);
  const errorText = useErrorText();
  const action = useAction();
  const reading = useReading(door, paper, signerId);
  const { document, error } = reading;
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(1);
  const [drawing, setDrawing] = useState(false);
  const [declining, setDeclining] = useState(false);
  const [empty, setEmpty] = useState(true);
  const [tooShort, setTooShort] = useState(false);
  const pad = useRef<HandPadHandle>(null);
  const signer = paper.signers.find(({ id }) => id === signerId);
  const pages = paper.unsigned.pages;
  const changedPad = useCallback((now: boolean) => {
    setEmpty(now);
    setTooShort(false);
  }, []);
  if (signer === undefined) return null;
  const gone = paper.state !== 'signing' || signer.state !== 'waiting';
  const read = reading.shown.size >= pages;

  // The server knows nothing of this reading any more (it was started anew, or an hour has gone): what is signed is read again.
  const readAgain = (refused: unknown): never => {
    if (Refusal.toValue(refused).code === 'paper.not_read') {
      reading.again();
      setDrawing(false);
    }
    throw refused;
  };
  const submit = async () => {
    const hand = pad.current?.hand() ?? null;
    if (hand === null || reading.begun === null) return setTooShort(true);
    const { nonce, sha256 } = reading.begun;
    const words = { nonce, sha256, pagesShown: [...reading.shown], hand };
    const signed = await action.run(() => door.sign(signerId, words).catch(readAgain));
    if (signed) onClose();
  };
  return (
    <div className={styles.sheet} role="dialog" aria-modal="true" aria-label={t('sheet.label')} data-testid="signing-sheet">
      <header>
        <h2>
          {paper.title} <small>{t('version', { version: paper.version })}</small>
        </h2>
        <p>{t('sheet.as', { role: signer.role, name: signer.name })}</p>
        <button type="button" className={buttons.button} data-testid="sheet-close" onClick={onClose}>
          {t('later')}
        </button>
      </header>
      {gone && (
        <p className={styles.gone} role="alert" data-testid="sheet-gone">
          {t(paper.state === 'void' ? 'sheet.void' : 'sheet.done')}
        </p>
      )}
      {error !== null && <p className={styles.gone}>{errorText(error)}</p>}
      {drawing ? (
        <div className={styles.drawing}>
          <p className={styles.turn}>{t('pad.turn')}</p>
          <HandPad ref={pad} onChange={changedPad} />
          <p className={styles.hint}>{t('pad.hint', { name: signer.name })}</p>
          {tooShort && (
            <p className={buttons.problem} role="alert">
              {t('errors:paper.hand_too_short')}
            </p>
          )}
        </div>
      ) : document === null ? (
        <p className={styles.hint}>{t('loading')}</p>
      ) : (
        <PaperPage document={document} page={page} zoom={zoom} onShown={reading.show} />
      )}
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
      {declining && (
        <RefusalForm
          label={t('decline.reason')}
          onCancel={() => setDeclining(false)}
          onSend={async (reason) => {
            if (await action.run(() => door.decline(signerId, reason))) onClose();
          }}
        />
      )}
      <footer>
        {drawing ? (
          <>
            <button type="button" className={buttons.button} onClick={() => setDrawing(false)}>
              {t('pad.back')}
            </button>
            <button type="button" className={buttons.button} data-testid="hand-clear" onClick={() => pad.current?.clear()}>
              {t('pad.clear')}
            </button>
            <button
              type="button"
              className={buttons.primary}
              data-testid="hand-submit"
              disabled={gone || empty || action.busy}
              onClick={() => void submit()}
            >
              {t('pad.submit')}
            </button>
          </>
        ) : (
          <>
            <PageTurner page={page} pages={pages} onTurn={setPage} zoom={zoom} onZoom={setZoom} />
            <div className={styles.steps}>
              <button type="button" className={buttons.quiet} data-testid="decline" disabled={gone} onClick={() => setDeclining(true)}>
                {t('decline')}
              </button>
              <button
                type="button"
                className={buttons.primary}
                data-testid="hand-open"
                disabled={gone || !read || reading.begun === null}
                onClick={() => setDrawing(true)}
              >
                {read ? t('sheet.read') : t('sheet.unread', { count: pages - reading.shown.size })}
              </button>
            </div>
          </>
        )}
      </footer>
    </div>
  );
}

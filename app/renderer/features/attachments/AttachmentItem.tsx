import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isPlayed, isShownPicture, isSpoken } from '../../../../sfu-server/protocol/attachment.ts';
import type { Attachment } from '../../../../sfu-server/protocol/entities/attachment.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable, useTransfers } from '../../store/context.tsx';
import { useCodeText, useErrorText } from '../../ui/error-text.ts';
import styles from './Attachments.module.css';
import { type AttachmentState, sizeText, stateOf } from './attachment-state.ts';
import { contentOf } from './hand-in.ts';
import { useContent } from './use-content.ts';
import { useSeen } from './use-seen.ts';

/** One picture or document with its state and what can be done about it. @param mayDrop to take back also what others have announced */
export function AttachmentItem({ attachment, mayDrop = false }: { attachment: Attachment; mayDrop?: boolean }) {
  const { t } = useTranslation('attachments');
  const codeText = useCodeText();
  const bridge = useBridge();
  const errorText = useErrorText();
  const account = useAccount();
  const transfer = useTransfers().get(attachment.id);
  const pending = useTable('attachment').pendingIds.has(attachment.id);
  const [problem, setProblem] = useState<string | null>(null);
  const state = stateOf(attachment, transfer, pending);
  const [playing, setPlaying] = useState(false);
  const plays = isPlayed(attachment.mediaType);
  const own = attachment.createdById === account.id;

  const attempt = (work: Promise<unknown>) => {
    setProblem(null);
    work.catch((error: unknown) => setProblem(errorText(error)));
  };
  const save = () => attempt(contentOf(bridge, attachment).then((blob) => saveAs(blob, attachment.name)));
  const percent = transfer === undefined ? 0 : Math.floor((transfer.sent / transfer.size) * 100);
  const why = problem ?? (transfer?.error ? codeText(transfer.error.code) : null);
  return (
    <li className={styles.item} data-testid="attachment-item" data-state={state}>
      {isShownPicture(attachment.mediaType) && <Thumbnail attachment={attachment} state={state} />}
      <div className={styles.words}>
        <b title={attachment.name}>{attachment.name}</b>
        <small>
          {sizeText(attachment.size)} · {attachment.createdByName}
        </small>
        {state !== 'there' && (
          <small className={styles.state} role="status">
            {state === 'sending' && t('state.sending', { percent })}
            {state === 'expected' && t('state.expected', { name: attachment.createdByName })}
            {(state === 'waiting' || state === 'refused') && t(`state.${state}`)}
          </small>
        )}
        {state === 'sending' && <progress max={100} value={percent} aria-label={t('state.sending', { percent })} />}
        {why !== null && (
          <small className={styles.problem} role="alert">
            {why}
          </small>
        )}
      </div>
      {plays && playing && <Player attachment={attachment} />}
      <div className={styles.actions}>
        {state === 'there' && plays && (
          <button
            type="button"
            className={styles.act}
            aria-expanded={playing}
            aria-label={t('play.name', { name: attachment.name })}
            data-testid="attachment-play"
            onClick={() => setPlaying(!playing)}
          >
            {t(playing ? 'play.close' : 'play')}
          </button>
        )}
        {state === 'there' && (
          <button type="button" className={styles.act} aria-label={t('save.name', { name: attachment.name })} onClick={save}>
            {t('save')}
          </button>
        )}
        {state === 'refused' && (
          <button
            type="button"
            className={styles.act}
            data-testid="attachment-redo"
            onClick={() => attempt(bridge.call('attachment.redo', { id: attachment.id }))}
          >
            {t('redo')}
          </button>
        )}
        {(own || mayDrop) && !attachment.complete && (
          <button
            type="button"
            className={styles.act}
            data-testid="attachment-drop"
            onClick={() => attempt(bridge.call('attachment.drop', { id: attachment.id }))}
          >
            {t('takeBack')}
          </button>
        )}
      </div>
    </li>
  );
}

/** What was spoken or filmed. It is fetched when somebody wants to hear it: each reading leaves its trace. */
function Player({ attachment }: { attachment: Attachment }) {
  const { t } = useTranslation('attachments');
  const errorText = useErrorText();
  const content = useContent(attachment, true);
  if (content.state === 'loading') return <small className={styles.player}>{t('loading')}</small>;
  if (content.state === 'failed') return <small className={styles.player}>{errorText(content.error)}</small>;
  const play = { className: styles.player, src: content.url, controls: true, autoPlay: true, 'aria-label': attachment.name };
  return isSpoken(attachment) ? <audio {...play} data-testid="attachment-audio" /> : <video {...play} data-testid="attachment-video" />;
}

/** The picture small; a click shows it large. */
function Thumbnail({ attachment, state }: { attachment: Attachment; state: AttachmentState }) {
  const { t } = useTranslation('attachments');
  const errorText = useErrorText();
  const dialog = useRef<HTMLDialogElement>(null);
  const [unreadable, setUnreadable] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  const content = useContent(attachment, useSeen(place) && state !== 'expected');
  if (state === 'expected') return <span className={styles.blank}>…</span>;
  if (content.state === 'loading') {
    return (
      <span ref={place} className={styles.blank}>
        {t('loading')}
      </span>
    );
  }
  if (content.state === 'failed') return <span className={styles.blank}>{errorText(content.error)}</span>;
  if (unreadable) return <span className={styles.blank}>{t('unreadable')}</span>;
  const picture = <img src={content.url} alt={attachment.name} onError={() => setUnreadable(true)} />;
  return (
    <>
      <button
        type="button"
        className={styles.thumbnail}
        aria-label={t('enlarge', { name: attachment.name })}
        onClick={() => dialog.current?.showModal()}
      >
        {picture}
      </button>
      <dialog ref={dialog} className={styles.large} aria-label={attachment.name}>
        {/* biome-ignore lint/a11y/noAutofocus: a dialog takes the focus; Enter and Escape close it */}
        <button type="button" className={styles.shut} autoFocus aria-label={t('close')} onClick={() => dialog.current?.close()}>
          {picture}
          <span>{attachment.name}</span>
        </button>
      </dialog>
    </>
  );
}

function saveAs(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

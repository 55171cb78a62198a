import { useTranslation } from 'react-i18next';
import { Refusal } from '../../../../../sfu-server/protocol/errors.ts';
import { useErrorText } from '../../../ui/error-text.ts';
import buttons from '../controls.module.css';
import { Icon } from '../icons.tsx';
import styles from './ChatFiles.module.css';
import type { FileSending } from './use-file-sending.ts';

/** What is on its way to the room, and what was refused with the reason. */
export function OutgoingFiles({ sending }: { sending: FileSending }) {
  const { t } = useTranslation('conference');
  const errorText = useErrorText();
  const reason = (error: unknown) => (Refusal.toValue(error).code === 'attachment.too_large' ? t('chat.attach.hint') : errorText(error));
  return (
    <ul className={styles.outgoing}>
      {sending.outgoing.map((one) => (
        <li key={one.key} data-testid="chat-outgoing" data-state={one.error === null ? 'sending' : 'refused'}>
          {one.error === null ? (
            <>
              <span>{t('chat.sending', { name: one.file.name, percent: Math.floor(one.share * 100) })}</span>
              <progress value={one.share} max={1} aria-label={one.file.name} />
            </>
          ) : (
            <>
              <span className={styles.refused} role="alert">
                <b>{one.file.name}</b> {reason(one.error)}
              </span>
              <button
                type="button"
                className={buttons.icon}
                title={t('chat.retry')}
                aria-label={t('chat.retry')}
                onClick={() => sending.retry(one)}
              >
                <Icon name="refresh" size={14} />
              </button>
            </>
          )}
          <button
            type="button"
            className={buttons.icon}
            title={t('chat.cancel')}
            aria-label={t('chat.cancel')}
            onClick={() => sending.drop(one)}
          >
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}

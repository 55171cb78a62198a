import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../store/context.tsx';
import { momentText } from '../../ui/time.ts';
import buttons from './controls.module.css';
import styles from './Popover.module.css';
import { qrPath } from './qr-path.ts';

/** Light around the code, modules; scanners want four (ISO/IEC 18004 §5.3.8). */
const QUIET = 4;

export interface InviteLinkProps {
  /** Of the server, `/join/CODE`. */
  readonly path: string;
  readonly label: string;
  /** UTC ms. */
  readonly expiresAt: number;
}

/** A link that was made for somebody: as text to copy, and as a code for the phone. */
export function InviteLink({ path, label, expiresAt }: InviteLinkProps) {
  const { t } = useTranslation('rooms');
  const { serverUrl } = useSession();
  const url = new URL(path, serverUrl).href;
  const code = useMemo(() => qrPath(url), [url]);
  const [copied, setCopied] = useState('');
  const link = useRef<HTMLInputElement>(null);
  const copy = () => {
    link.current?.select();
    navigator.clipboard?.writeText(url).then(
      () => setCopied(url),
      () => undefined,
    );
  };
  return (
    <>
      <p className={styles.hint}>{t('invite.made', { label, time: momentText(expiresAt) })}</p>
      <div className={styles.row}>
        <input ref={link} className={buttons.input} data-testid="invite-link" aria-label={t('invite.link')} readOnly value={url} />
        <button type="button" className={buttons.button} onClick={copy}>
          {t(copied === url ? 'invite.copied' : 'invite.copy')}
        </button>
      </div>
      <svg
        className={styles.code}
        role="img"
        aria-label={t('invite.code')}
        viewBox={`${-QUIET} ${-QUIET} ${code.size + QUIET * 2} ${code.size + QUIET * 2}`}
      >
        <path d={`M${-QUIET} ${-QUIET}h99v99h-99z`} fill="#fff" />
        <path d={code.path} fill="#000" shapeRendering="crispEdges" />
      </svg>
      <p className={styles.hint}>{t('invite.scan')}</p>
    </>
  );
}

import { type FormEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediationPlace } from '../../../../sfu-server/protocol/mediation-room.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useSession } from '../../store/context.tsx';
import { momentText } from '../../ui/time.ts';
import { PlaceChoice } from '../mediation-room/PlaceChoice.tsx';
import buttons from './controls.module.css';
import styles from './Popover.module.css';
import { qrPath } from './qr-path.ts';
import { useAction } from './use-action.ts';

const LABELS = ['applicant', 'respondent', 'lawyer', 'witness', 'petitioner'] as const;

/** Light around the code, modules; scanners want four (ISO/IEC 18004 §5.3.8). */
const QUIET = 4;

/** Makes a link for one guest, shown as text and as a code for the phone. */
export function InvitePanel({ roomId, mediates }: { roomId: string; mediates: boolean }) {
  const { t } = useTranslation('rooms');
  const bridge = useBridge();
  const { serverUrl } = useSession();
  const action = useAction();
  const [label, setLabel] = useState('');
  const [place, setPlace] = useState<MediationPlace>({ capacity: 'party', side: 'applicant' });
  const [made, setMade] = useState<{ url: string; label: string; expiresAt: number } | null>(null);
  const [copied, setCopied] = useState(false);
  const link = useRef<HTMLInputElement>(null);
  const code = useMemo(() => (made === null ? null : qrPath(made.url)), [made]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = label.trim();
    if (wanted === '') return;
    void action.run(async () => {
      const { path, expiresAt } = await request(bridge, 'room.invite', { roomId, label: wanted, ...(mediates ? { place } : {}) });
      setMade({ url: new URL(path, serverUrl).href, label: wanted, expiresAt });
      setCopied(false);
    });
  };
  const copy = () => {
    link.current?.select();
    if (made !== null)
      navigator.clipboard?.writeText(made.url).then(
        () => setCopied(true),
        () => undefined,
      );
  };
  return (
    <div className={styles.body}>
      <form className={styles.row} onSubmit={submit}>
        <input
          className={buttons.input}
          data-testid="invite-label"
          list="invite-labels"
          aria-label={t('invite.label')}
          placeholder={t('invite.label')}
          maxLength={40}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
        />
        <datalist id="invite-labels">
          {LABELS.map((key) => (
            <option key={key} value={t(`invite.${key}`)} />
          ))}
        </datalist>
        <button type="submit" className={buttons.primary} data-testid="invite-submit" disabled={label.trim() === '' || action.busy}>
          {t('invite.submit')}
        </button>
      </form>
      {mediates && <PlaceChoice place={place} onPlace={setPlace} />}
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
      {made === null || code === null ? (
        <p className={styles.hint}>{t('invite.hint')}</p>
      ) : (
        <>
          <p className={styles.hint}>{t('invite.made', { label: made.label, time: momentText(made.expiresAt) })}</p>
          <div className={styles.row}>
            <input ref={link} className={buttons.input} data-testid="invite-link" aria-label={t('invite.link')} readOnly value={made.url} />
            <button type="button" className={buttons.button} onClick={copy}>
              {t(copied ? 'invite.copied' : 'invite.copy')}
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
      )}
    </div>
  );
}

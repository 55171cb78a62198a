import { type FormEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { roomKindSchema } from '../../../../sfu-server/protocol/room.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { LANGUAGES, type Language } from '../../i18n/start.ts';
import { DeviceCheck } from '../../media/DeviceCheck.ts';
import { usePageMedia } from '../../media/use-media.ts';
import buttons from '../rooms/controls.module.css';
import { CheckPreview } from '../rooms/devices/CheckPreview.tsx';
import { useAction } from '../rooms/use-action.ts';
import styles from './GuestPage.module.css';
import type { Invitation } from './GuestPage.tsx';
import { keepName, keptName } from './guest-keep.ts';

const LANGUAGE_NAMES = { 'zh-CN': '中文', en: 'English' } as const;

export interface GuestCheckProps {
  readonly code: string;
  readonly invitation: Invitation;
  onLanguage(language: Language): void;
}

/** Before the lobby: who invites, one's name, and whether camera and microphone work. */
export function GuestCheck({ code, invitation, onLanguage }: GuestCheckProps) {
  const { t, i18n } = useTranslation(['guest']);
  const bridge = useBridge();
  const media = usePageMedia();
  const kept = useStore(media.store, (state) => state.kept);
  const action = useAction();
  const nameId = useId();
  const [name, setName] = useState(() => keptName(code) || (invitation.name ?? ''));
  const [check, setCheck] = useState<DeviceCheck | null>(null);
  const wanted = kept === null ? { microphone: true, camera: true } : kept;
  const { microphone, camera } = wanted;
  useEffect(() => {
    const opened = new DeviceCheck(media.capture, { microphone, camera });
    setCheck(opened);
    return () => opened[Symbol.dispose]();
  }, [media, microphone, camera]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = name.trim();
    if (given === '' || check === null || action.busy) return;
    void action.run(async () => {
      const { roomId, roomTitle } = await request(bridge, 'auth.guest', { code, name: given });
      keepName(code, given);
      const arrival = check.handOver();
      if (kept?.roomId === roomId) media.comeBack(kept, arrival);
      else media.join({ id: roomId, title: roomTitle }, arrival);
    });
  };
  const kind = roomKindSchema.safeParse(invitation.roomKind);
  return (
    <main className={styles.check}>
      <header className={styles.head}>
        <p className={styles.sub}>{t('invitedBy', { org: invitation.orgName })}</p>
        <h1 className={styles.title}>{invitation.roomTitle}</h1>
        <p className={styles.sub}>
          {kind.success && <span className={buttons.tag}>{t(`kind.${kind.data}`)}</span>} {t('youAre', { label: invitation.label })}
        </p>
      </header>
      {check !== null && <CheckPreview check={check} />}
      <form className={styles.form} onSubmit={submit}>
        {kept !== null && <p className={styles.hint}>{t('kept')}</p>}
        <label htmlFor={nameId}>{t('name')}</label>
        <input
          id={nameId}
          className={`${buttons.input} ${styles.name}`}
          data-testid="guest-name"
          autoComplete="name"
          maxLength={40}
          placeholder={t('name.hint')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {action.problem !== null && (
          <p className={buttons.problem} role="alert">
            {action.problem}
          </p>
        )}
        <button
          type="submit"
          className={`${buttons.primary} ${styles.big}`}
          data-testid="guest-ready"
          disabled={name.trim() === '' || action.busy}
        >
          {t(kept === null ? 'ready' : 'return')}
        </button>
        <p className={styles.hint}>{t('ready.hint')}</p>
      </form>
      <footer className={styles.languages}>
        {LANGUAGES.map((language) => (
          <button
            key={language}
            type="button"
            className={buttons.quiet}
            lang={language}
            disabled={language === i18n.language}
            onClick={() => onLanguage(language)}
          >
            {LANGUAGE_NAMES[language]}
          </button>
        ))}
      </footer>
    </main>
  );
}

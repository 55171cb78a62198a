import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal, type RefusalValue } from '../../../../sfu-server/protocol/errors.ts';
import type { RequestResult } from '../../../../sfu-server/protocol/requests/index.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import type { Language } from '../../i18n/start.ts';
import { useCurrentRoom, usePageMedia } from '../../media/use-media.ts';
import { GuestCheck } from './GuestCheck.tsx';
import styles from './GuestPage.module.css';
import { GuestProblem } from './GuestProblem.tsx';
import { GuestSeat } from './GuestSeat.tsx';

export type Invitation = RequestResult<'invitation.look'>;

/** What a guest sees who has opened a link: the check, the lobby, the room, the end. */
export function GuestPage({ code, onLanguage }: { code: string; onLanguage: (language: Language) => void }) {
  const { t } = useTranslation('guest');
  const bridge = useBridge();
  const media = usePageMedia();
  const room = useCurrentRoom();
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [problem, setProblem] = useState<RefusalValue | null>(null);
  const look = useCallback(() => {
    setProblem(null);
    request(bridge, 'invitation.look', { code }).then(setInvitation, (error: unknown) => setProblem(Refusal.toValue(error)));
  }, [bridge, code]);
  useEffect(look, [look]);

  if (room !== null) return <GuestSeat room={room} onAgain={() => media.dismiss()} />;
  if (problem !== null) return <GuestProblem refusal={problem} onAgain={look} />;
  if (invitation === null) {
    return (
      <main className={styles.centre}>
        <p role="status">{t('loading')}</p>
      </main>
    );
  }
  return <GuestCheck code={code} invitation={invitation} onLanguage={onLanguage} />;
}

import { useTranslation } from 'react-i18next';
import type { Meeting } from '../../../../sfu-server/protocol/entities/meeting.ts';
import { Attachments } from '../attachments/Attachments.tsx';

/** Papers of a meeting: added by whoever runs it until its minutes are signed, read by everybody who sees it. */
export function MeetingPapers({ meeting: { id, state, signedAt }, mayRun }: { meeting: Meeting; mayRun: boolean }) {
  const { t } = useTranslation('meetings');
  const closed = signedAt !== null ? t('papers.signed') : state === 'cancelled' ? t('papers.cancelled') : null;
  return <Attachments owner={{ ownerEntity: 'meeting', ownerId: id }} refusal={mayRun ? closed : t('noRun')} />;
}

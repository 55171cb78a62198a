import { useTranslation } from 'react-i18next';
import { Attachments } from '../attachments/Attachments.tsx';
import type { MediationWork } from './use-mediation.ts';

/** Files of the case. */
export function FilesTab({ work: { one, mayHandle } }: { work: MediationWork }) {
  const { t } = useTranslation('cases');
  return <Attachments owner={{ ownerEntity: 'case', ownerId: one.id }} refusal={mayHandle ? null : t('attachments.noRight')} />;
}

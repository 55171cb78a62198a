import { useTranslation } from 'react-i18next';
import type { GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useAccount, useTable } from '../../store/context.tsx';
import { Attachments } from './Attachments.tsx';

/** Those of an event: whoever may add a note to it may add files. @param camera see Attachments */
export function EventAttachments({ event, camera = false }: { event: GovernanceEvent; camera?: boolean }) {
  const { t } = useTranslation('attachments');
  const { role, organisation } = useAccount();
  const path = useTable('organisation').byId.get(event.orgId)?.path ?? '';
  const mayAdd = isAllowed(role, 'event.note', organisation.path, path);
  return <Attachments owner={{ ownerEntity: 'event', ownerId: event.id }} refusal={mayAdd ? null : t('noRight')} camera={camera} />;
}

import { useTranslation } from 'react-i18next';
import { useTable } from '../../store/context.tsx';
import buttons from '../rooms/controls.module.css';

/** In the room's header: the number of its case, at which level it is, and from where it was taken up. @param title of the room, beside it: what stands there is not said twice */
export function CaseTags({ caseId, title }: { caseId: string; title: string }) {
  const { t } = useTranslation('mediationRoom');
  const one = useTable('case').byId.get(caseId);
  const transfers = useTable('mediation').byId.get(caseId)?.transfers ?? [];
  const organisations = useTable('organisation').byId;
  if (one === undefined) return null;
  const level = organisations.get(one.orgId)?.level;
  const last = transfers.findLast((transfer) => transfer.kind === 'escalation');
  const from = last === undefined ? undefined : organisations.get(last.fromOrgId)?.name;
  const words = [level === undefined ? null : t(`level.${level}`), from === undefined ? null : t('level.from', { name: from })];
  return (
    <>
      {one.number !== null && one.number !== title && (
        <span className={buttons.tag} data-testid="room-case-number">
          {one.number}
        </span>
      )}
      <span className={buttons.tag} data-testid="room-case-level">
        {words.filter(Boolean).join(' · ')}
      </span>
    </>
  );
}

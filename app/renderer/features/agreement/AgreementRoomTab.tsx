import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Case } from '../../../../sfu-server/protocol/entities/case.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useTable } from '../../store/context.tsx';
import { useMediation } from '../mediation/use-mediation.ts';
import type { RoomTabProps } from '../mediation-room/side-tabs.ts';
import { useAction } from '../rooms/use-action.ts';
import styles from './Agreement.module.css';
import { AgreementTab } from './AgreementTab.tsx';
import { SharedSheet } from './SharedSheet.tsx';
import { useSharedAgreement } from './use-shared.ts';

/** The agreement beside the pictures: the mediator writes it, shows it to all and points at clauses. */
export function AgreementRoomTab({ state, live }: RoomTabProps) {
  const { t } = useTranslation('agreement');
  const bridge = useBridge();
  const action = useAction();
  const roomId = state.room.id;
  const shared = useSharedAgreement(roomId, state.mediation?.apart?.since ?? null, live);
  const one = useTable('case').byId.get(state.mediation?.caseId ?? '');
  const share = (shown: boolean, highlightedId: string | null) =>
    void action.run(() => request(bridge, 'agreement.share', { roomId, shown, highlightedId }));
  return (
    <div className={styles.sheet}>
      <div className={styles.row}>
        <Button size="small" data-testid="agreement-share" disabled={!live || action.busy} onClick={() => share(shared === null, null)}>
          {t(shared === null ? 'share' : 'share.stop')}
        </Button>
        {state.mediation?.apart != null && <small className={styles.hint}>{t('shared.apart')}</small>}
      </div>
      {action.problem !== null && <p role="alert">{action.problem}</p>}
      {shared !== null && <SharedSheet agreement={shared} onPoint={(id) => share(true, id)} />}
      {one !== undefined && <Draft one={one} />}
    </div>
  );
}

function Draft({ one }: { one: Case }) {
  const work = useMediation(one);
  return (
    <>
      {work.action.problem !== null && <p role="alert">{work.action.problem}</p>}
      <AgreementTab work={work} />
    </>
  );
}

import { useTranslation } from 'react-i18next';
import type { CasePaper } from '../../../../sfu-server/protocol/case-paper.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import type { RoomTabProps } from '../mediation-room/side-tabs.ts';
import { byForm } from '../papers/paper-order.ts';
import { SignerList } from '../papers/SignerList.tsx';
import { useCasePapers } from '../papers/use-case-papers.ts';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import { SeatChoice } from './SeatChoice.tsx';
import styles from './Signing.module.css';
import { useRoomSigning } from './use-room-signing.ts';

/** The signing beside the pictures: who reads, who has signed, whose turn it is; and which papers of the case can be laid on the table next. */
export function SigningRoomTab({ room, state, live }: RoomTabProps) {
  const { t } = useTranslation('papers');
  const bridge = useBridge();
  const action = useAction();
  const signing = useRoomSigning(room);
  const roomId = state.room.id;
  const caseId = state.mediation?.caseId ?? '';
  const { papers } = useCasePapers(caseId);
  const one = useTable('case').byId.get(caseId);
  const path = useTable('organisation').byId.get(one?.orgId ?? '')?.path;
  const { role, organisation } = useAccount();
  const maySeal = path !== undefined && isAllowed(role, 'case.seal', organisation.path, path);
  const newest = byForm(papers ?? []).flatMap((form) => form.papers.map((paper) => paper.newest));
  const others = newest.filter(({ id, state: now, signers }) => id !== signing?.paper.id && isWaiting(now) && signers.length > 0);
  const ask = (what: () => Promise<unknown>) => void action.run(what);
  const seal = ({ id: paperId, state: now }: CasePaper) =>
    maySeal &&
    now === 'signed' && (
      <button
        type="button"
        className={buttons.primary}
        data-testid="tab-seal"
        disabled={action.busy || !live}
        onClick={() => ask(() => request(bridge, 'casePaper.seal', { paperId }))}
      >
        {t('seal')}
      </button>
    );
  return (
    <div className={styles.tab} data-testid="signing-tab">
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
      <h4>{t('tab.on')}</h4>
      {signing === null ? (
        <p className={styles.quiet}>{t('tab.none')}</p>
      ) : (
        <article>
          <Head paper={signing.paper} />
          <SignerList
            paper={signing.paper}
            readerIds={signing.readerIds}
            actions={(signer) => signing.paper.state === 'signing' && <SeatChoice room={room} paper={signing.paper} signer={signer} />}
          />
          <div className={styles.choice}>
            {seal(signing.paper)}
            <button
              type="button"
              className={buttons.button}
              disabled={action.busy || !live}
              onClick={() => ask(() => request(bridge, 'casePaper.putAway', { roomId }))}
            >
              {t('room.putAway')}
            </button>
          </div>
        </article>
      )}
      <h4>{t('tab.more')}</h4>
      {others.length === 0 && <p className={styles.quiet}>{t('tab.empty')}</p>}
      {others.map((paper) => (
        <article key={paper.id} data-testid="tab-paper" data-form={paper.form}>
          <Head paper={paper} />
          <SignerList paper={paper} />
          <div className={styles.choice}>
            {seal(paper)}
            {paper.state !== 'signed' && (
              <button
                type="button"
                className={buttons.button}
                data-testid="tab-take"
                disabled={action.busy || !live}
                onClick={() => ask(() => request(bridge, 'casePaper.openSigning', { paperId: paper.id, roomId, inOrder: true }))}
              >
                {t('tab.take')}
              </button>
            )}
          </div>
        </article>
      ))}
    </div>
  );
}

function Head({ paper }: { paper: CasePaper }) {
  const { t } = useTranslation('papers');
  return (
    <header>
      <b>{paper.title}</b>
      {paper.subject !== null && <span>{paper.subject}</span>}
      <span>{t('version', { version: paper.version })}</span>
      <em data-state={paper.state}>{t(paper.sealing ? 'sealing' : `state.${paper.state}`)}</em>
    </header>
  );
}

function isWaiting(state: CasePaper['state']): boolean {
  return state === 'draft' || state === 'signing' || state === 'signed';
}

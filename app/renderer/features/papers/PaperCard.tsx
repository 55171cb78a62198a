import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CasePaper, type SealVerdict, subjectWords } from '../../../../sfu-server/protocol/case-paper.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import { momentText } from '../../ui/time.ts';
import { PaperCopyDialog } from '../mediation/links/PaperCopyDialog.tsx';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import { OpenSigning } from '../signing/OpenSigning.tsx';
import { RefusalForm } from '../signing/RefusalForm.tsx';
import { SigningSheet } from '../signing/SigningSheet.tsx';
import { seatDoor } from '../signing/signing-door.ts';
import styles from './Papers.module.css';
import { SealVerdicts } from './SealVerdicts.tsx';
import { SignerList } from './SignerList.tsx';

/** One paper with who signs it and what can be done with it now. */
export function PaperCard({
  paper,
  mayHandle,
  casePath: orgId,
  onShow,
}: {
  paper: CasePaper;
  mayHandle: boolean;
  casePath: string;
  onShow: (paper: CasePaper) => void;
}) {
  const { t } = useTranslation(['papers', 'partyLinks']);
  const bridge = useBridge();
  const action = useAction();
  const { id: accountId, role, organisation } = useAccount();
  const path = useTable('organisation').byId.get(orgId)?.path;
  const maySeal = path !== undefined && isAllowed(role, 'case.seal', organisation.path, path);
  const [opening, setOpening] = useState(false);
  const [copying, setCopying] = useState(false);
  const [refusing, setRefusing] = useState<string | null>(null);
  const [signing, setSigning] = useState<string | null>(null);
  const door = useMemo(() => seatDoor(bridge, null), [bridge]);
  const [verdicts, setVerdicts] = useState<readonly SealVerdict[] | null>(null);
  const { state } = paper;
  const subject = subjectWords(paper);
  const paperId = paper.id;
  return (
    <article className={styles.card} data-testid="paper" data-form={paper.form} data-state={state}>
      <header>
        <b>{paper.title}</b>
        {subject !== null && subject !== paper.title && <span>{subject}</span>}
        <span>{t('version', { version: paper.version })}</span>
        <span className={styles.state} data-state={state}>
          {t(paper.sealing ? 'sealing' : `state.${state}`)}
        </span>
        {paper.audience !== 'all' && <span className={styles.private}>{t(`audience.${paper.audience}`)}</span>}
      </header>
      <small>
        {t('made', { name: paper.madeByName, time: momentText(paper.madeAt), count: (paper.sealed ?? paper.unsigned).pages })}
        {paper.sealed !== null && ` · ${t('sealedBy', { name: paper.sealed.byName, time: momentText(paper.sealed.at) })}`}
        {paper.voidReason !== null && ` · ${t('voided', { reason: paper.voidReason })}`}
      </small>
      <SignerList
        paper={paper}
        actions={(signer) =>
          state === 'signing' && (
            <span className={styles.buttons}>
              {signer.accountId === accountId && (
                <button type="button" className={buttons.primary} data-testid="paper-sign" onClick={() => setSigning(signer.id)}>
                  {t('sign')}
                </button>
              )}
              {mayHandle && (
                <button type="button" className={buttons.quiet} data-testid="paper-sign-off" onClick={() => setRefusing(signer.id)}>
                  {t('signOff')}
                </button>
              )}
            </span>
          )
        }
      />
      {refusing !== null && (
        <RefusalForm
          label={t('signOff.reason')}
          onCancel={() => setRefusing(null)}
          onSend={async (reason) => {
            if (await action.run(() => request(bridge, 'casePaper.signOff', { signerId: refusing, reason }))) setRefusing(null);
          }}
        />
      )}
      <div className={styles.buttons}>
        <button type="button" className={buttons.button} data-testid="paper-open" onClick={() => onShow(paper)}>
          {t('open')}
        </button>
        {mayHandle && (state === 'draft' || state === 'signing') && paper.signers.length > 0 && (
          <button type="button" className={buttons.button} data-testid="paper-open-signing" onClick={() => setOpening(!opening)}>
            {t(state === 'draft' ? 'openSigning' : 'moveSigning')}
          </button>
        )}
        {maySeal && state === 'signed' && (
          <button
            type="button"
            className={buttons.primary}
            data-testid="paper-seal"
            disabled={action.busy}
            onClick={() => void action.run(() => request(bridge, 'casePaper.seal', { paperId }))}
          >
            {t('seal')}
          </button>
        )}
        {state === 'sealed' && (
          <button
            type="button"
            className={buttons.button}
            data-testid="paper-verify"
            onClick={() => void action.run(async () => setVerdicts((await request(bridge, 'casePaper.verify', { paperId })).seals))}
          >
            {t('verify')}
          </button>
        )}
        {mayHandle && state === 'sealed' && (
          <button type="button" className={buttons.button} data-testid="paper-copy-open" onClick={() => setCopying(true)}>
            {t('partyLinks:copy.open')}
          </button>
        )}
      </div>
      {copying && <PaperCopyDialog caseId={paper.caseId} paper={paper} onClose={() => setCopying(false)} />}
      {opening && <OpenSigning paper={paper} onDone={() => setOpening(false)} />}
      {verdicts !== null && <SealVerdicts verdicts={verdicts} />}
      {signing !== null && <SigningSheet door={door} paper={paper} signerId={signing} onClose={() => setSigning(null)} />}
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
    </article>
  );
}

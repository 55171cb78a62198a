import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal, type RefusalValue } from '../../../../sfu-server/protocol/errors.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { ApplyDone } from './ApplyDone.tsx';
import { ApplyForm } from './ApplyForm.tsx';
import { ApplySending } from './ApplySending.tsx';
import styles from './Party.module.css';
import { Problem } from './Problem.tsx';
import { useDraft } from './use-draft.ts';

/** An application from a phone: filled in, sent, and what came of it. */
export function ApplyPage({ code }: { code: string }) {
  const { t } = useTranslation('party');
  const bridge = useBridge();
  const [orgName, setOrgName] = useState<string | null>(null);
  const [problem, setProblem] = useState<RefusalValue | null>(null);
  const { draft, change, renew } = useDraft(code);
  const look = useCallback(() => {
    setProblem(null);
    request(bridge, 'application.look', { code: code.toUpperCase() }).then(
      (found) => setOrgName(found.orgName),
      (error: unknown) => setProblem(Refusal.toValue(error)),
    );
  }, [bridge, code]);
  useEffect(look, [look]);

  // What was sent is there, whatever has become of the code since.
  if (draft?.phase === 'sent') return <ApplyDone draft={draft} onAgain={() => change({ phase: 'sending' })} onAnother={renew} />;
  if (draft?.phase === 'sending') return <ApplySending code={code} draft={draft} change={change} />;
  if (problem !== null) return <Problem refusal={problem} onAgain={look} />;
  if (orgName === null || draft === null) {
    return (
      <main className={styles.centre}>
        <p role="status">{t('loading')}</p>
      </main>
    );
  }
  return <ApplyForm orgName={orgName} draft={draft} change={change} onClear={renew} />;
}

import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestResult } from '../../../../sfu-server/protocol/requests/index.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { momentText } from '../../ui/time.ts';
import { useAction } from '../rooms/use-action.ts';
import styles from './Admin.module.css';

/** Whether the trail is whole, as of the last time that the server walked it, and a button that has it walked now. */
export function ChainState() {
  const { t } = useTranslation('admin');
  const bridge = useBridge();
  const { busy, problem, run } = useAction();
  const [verified, setVerified] = useState<RequestResult<'audit.verify'> | null>(null);
  useEffect(() => {
    void run(async () => setVerified(await request(bridge, 'audit.verify', { fresh: false })));
  }, [bridge, run]);
  const state = verified === null ? 'unverified' : verified.broken === null ? 'whole' : 'broken';
  const time = verified === null ? '' : momentText(verified.verifiedAt);
  const text =
    verified === null
      ? t('audit.unverified')
      : verified.broken === null
        ? t('audit.whole', { count: verified.entries, time })
        : t('audit.broken', { seq: verified.broken.seq, time });
  return (
    <>
      <span className={styles.chain} data-testid="audit-chain" data-state={state} role="status">
        {problem ?? (busy ? t('audit.verifying') : text)}
      </span>
      <Button
        data-testid="audit-verify"
        disabled={busy}
        onClick={() => void run(async () => setVerified(await request(bridge, 'audit.verify', { fresh: true })))}
      >
        {t('audit.verify')}
      </Button>
    </>
  );
}

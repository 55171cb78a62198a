import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestResult } from '../../../../../sfu-server/protocol/requests/index.ts';
import { request } from '../../../../bridge/requests.ts';
import { useBridge } from '../../../bridge-context.tsx';
import { useAccount } from '../../../store/context.tsx';
import { momentText } from '../../../ui/time.ts';
import { useAction } from '../../rooms/use-action.ts';
import { LinkCard } from './LinkCard.tsx';
import styles from './Links.module.css';

/** The centre's code by which people apply on their phones (解纷码), to be shown or printed. */
export function ApplicationCodeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('partyLinks');
  const bridge = useBridge();
  const action = useAction();
  const { organisation } = useAccount();
  const [made, setMade] = useState<RequestResult<'applicationCode.get'> | null>(null);
  const [renewing, setRenewing] = useState(false);
  const { run } = action;
  useEffect(() => {
    void run(async () => setMade(await request(bridge, 'applicationCode.get', { orgId: organisation.id })));
  }, [bridge, organisation.id, run]);
  const renew = () =>
    void run(async () => {
      setMade(await request(bridge, 'applicationCode.renew', { orgId: organisation.id }));
      setRenewing(false);
    });
  return (
    <Modal open title={t('code.title', { name: organisation.name })} footer={null} width={520} onCancel={onClose}>
      <div className={styles.card} data-testid="application-code">
        <p>{t('code.hint')}</p>
        {made !== null && (
          <>
            <LinkCard
              path={made.path}
              label={t('code.title', { name: organisation.name })}
              testId="application-link"
              printed={[t('code.printed'), made.code]}
            />
            <p className={styles.code}>{made.code}</p>
            <p className={styles.hint}>{t('code.made', { name: made.madeByName, at: momentText(made.madeAt) })}</p>
            {renewing ? (
              <p className={styles.buttons}>
                <Button danger onClick={renew} disabled={action.busy}>
                  {t('code.renew.sure')}
                </Button>
                <Button onClick={() => setRenewing(false)}>{t('link.back')}</Button>
              </p>
            ) : (
              <Button onClick={() => setRenewing(true)}>{t('code.renew')}</Button>
            )}
          </>
        )}
        {action.problem !== null && (
          <p className={styles.problem} role="alert">
            {action.problem}
          </p>
        )}
      </div>
    </Modal>
  );
}

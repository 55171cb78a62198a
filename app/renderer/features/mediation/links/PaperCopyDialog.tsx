import { Button, InputNumber, Modal } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperCopy } from '../../../../../sfu-server/protocol/party.ts';
import { request } from '../../../../bridge/requests.ts';
import { useBridge } from '../../../bridge-context.tsx';
import { dayText, momentText } from '../../../ui/time.ts';
import { useNow } from '../../../ui/use-now.ts';
import { useAction } from '../../rooms/use-action.ts';
import { LinkCard } from './LinkCard.tsx';
import styles from './Links.module.css';

interface PaperCopyDialogProps {
  readonly caseId: string;
  /** A sealed one. */
  readonly paper: { readonly id: string; readonly title: string };
  onClose(): void;
}

/** Copies of a sealed paper by link and code: given out for some days, counted, taken back. */
export function PaperCopyDialog({ caseId, paper, onClose }: PaperCopyDialogProps) {
  const { t } = useTranslation('partyLinks');
  const bridge = useBridge();
  const action = useAction();
  const now = useNow(60_000);
  const [copies, setCopies] = useState<readonly PaperCopy[]>([]);
  const [path, setPath] = useState<string | null>(null);
  const [days, setDays] = useState(7);
  const { run } = action;
  const list = useCallback(async () => {
    const found = await request(bridge, 'paperCopy.list', { caseId });
    setCopies(found.copies.filter(({ paperId }) => paperId === paper.id));
  }, [bridge, caseId, paper.id]);
  useEffect(() => {
    void run(list);
  }, [run, list]);
  const issue = () =>
    void run(async () => {
      setPath((await request(bridge, 'paperCopy.issue', { paperId: paper.id, days })).path);
      await list();
    });
  const revoke = (id: string) =>
    void run(async () => {
      await request(bridge, 'paperCopy.revoke', { id });
      setPath(null);
      await list();
    });
  return (
    <Modal open title={t('copy.title', { name: paper.title })} footer={null} width={520} onCancel={onClose}>
      <div className={styles.card} data-testid="paper-copies">
        <p>{t('copy.hint')}</p>
        {path === null ? (
          <div className={styles.buttons}>
            <InputNumber min={1} max={90} value={days} suffix={t('copy.days')} onChange={(value) => setDays(value ?? 7)} />
            <Button type="primary" data-testid="paper-copy-issue" disabled={action.busy} onClick={issue}>
              {t('link.issue')}
            </Button>
          </div>
        ) : (
          <LinkCard path={path} label={t('copy.title', { name: paper.title })} testId="paper-copy-address" />
        )}
        <ul className={styles.list}>
          {copies.map((copy) => (
            <li key={copy.id} data-testid="paper-copy-row">
              <span>
                {t('copy.made', { name: copy.madeByName, at: momentText(copy.madeAt), until: dayText(copy.expiresAt) })}
                <small>
                  {t('copy.downloads', { count: copy.downloads })}
                  {copy.revokedAt !== null && ` · ${t('link.revoked', { at: momentText(copy.revokedAt) })}`}
                </small>
              </span>
              {copy.revokedAt === null && copy.expiresAt > now && (
                <Button size="small" disabled={action.busy} onClick={() => revoke(copy.id)}>
                  {t('link.revoke')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {action.problem !== null && (
          <p className={styles.problem} role="alert">
            {action.problem}
          </p>
        )}
      </div>
    </Modal>
  );
}

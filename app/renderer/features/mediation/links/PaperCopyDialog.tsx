import { Button, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperCopy } from '../../../../../sfu-server/protocol/party.ts';
import { request } from '../../../../bridge/requests.ts';
import { useBridge } from '../../../bridge-context.tsx';
import { dayText, momentText } from '../../../ui/time.ts';
import { useNow } from '../../../ui/use-now.ts';
import { LinkCard } from './LinkCard.tsx';
import styles from './Links.module.css';
import { useIssuedLinks } from './use-issued-links.ts';

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
  const now = useNow(60_000);
  const [days, setDays] = useState(7);
  const links = useIssuedLinks<PaperCopy>({
    list: async () => (await request(bridge, 'paperCopy.list', { caseId })).copies.filter(({ paperId }) => paperId === paper.id),
    issue: async () => (await request(bridge, 'paperCopy.issue', { paperId: paper.id, days })).path,
    revoke: (id) => request(bridge, 'paperCopy.revoke', { id }),
  });
  return (
    <Modal open title={t('copy.title', { name: paper.title })} footer={null} width={520} onCancel={onClose}>
      <div className={styles.card} data-testid="paper-copies">
        <p>{t('copy.hint')}</p>
        {links.path === null ? (
          <div className={styles.buttons}>
            <InputNumber min={1} max={90} value={days} suffix={t('copy.days')} onChange={(value) => setDays(value ?? 7)} />
            <Button type="primary" data-testid="paper-copy-issue" disabled={links.busy} onClick={links.issue}>
              {t('link.issue')}
            </Button>
          </div>
        ) : (
          <LinkCard
            path={links.path}
            label={t('copy.title', { name: paper.title })}
            testId="paper-copy-address"
            printed={[t('copy.printed')]}
          />
        )}
        <ul className={styles.list}>
          {links.links.map((copy) => (
            <li key={copy.id} data-testid="paper-copy-row">
              <span>
                {t('copy.made', { name: copy.madeByName, at: momentText(copy.madeAt), until: dayText(copy.expiresAt) })}
                <small>
                  {t('copy.downloads', { count: copy.downloads })}
                  {copy.revokedAt !== null && ` · ${t('link.revoked', { at: momentText(copy.revokedAt) })}`}
                </small>
              </span>
              {copy.revokedAt === null && copy.expiresAt > now && (
                <Button size="small" disabled={links.busy} onClick={() => links.revoke(copy.id)}>
                  {t('link.revoke')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {links.problem !== null && (
          <p className={styles.problem} role="alert">
            {links.problem}
          </p>
        )}
      </div>
    </Modal>
  );
}

import { Button, Modal } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Party } from '../../../../../sfu-server/protocol/entities/mediation.ts';
import type { PartyLink } from '../../../../../sfu-server/protocol/party.ts';
import { request } from '../../../../bridge/requests.ts';
import { useBridge } from '../../../bridge-context.tsx';
import { dayText, momentText } from '../../../ui/time.ts';
import { useNow } from '../../../ui/use-now.ts';
import { useAction } from '../../rooms/use-action.ts';
import { LinkCard } from './LinkCard.tsx';
import styles from './Links.module.css';

/** Links to a party's own page: made, shown once, and taken back. */
export function PartyLinkDialog({ caseId, party, onClose }: { caseId: string; party: Party; onClose: () => void }) {
  const { t } = useTranslation('partyLinks');
  const bridge = useBridge();
  const action = useAction();
  const now = useNow(60_000);
  const [links, setLinks] = useState<readonly PartyLink[]>([]);
  const [path, setPath] = useState<string | null>(null);
  const { run } = action;
  const list = useCallback(async () => {
    const found = await request(bridge, 'partyLink.list', { caseId });
    setLinks(found.links.filter(({ partyId }) => partyId === party.id));
  }, [bridge, caseId, party.id]);
  useEffect(() => {
    void run(list);
  }, [run, list]);
  const issue = () =>
    void run(async () => {
      const made = await request(bridge, 'partyLink.issue', { caseId, partyId: party.id });
      setPath(made.path);
      await list();
    });
  const revoke = (id: string) =>
    void run(async () => {
      await request(bridge, 'partyLink.revoke', { id });
      setPath(null);
      await list();
    });
  const stateOf = ({ revokedAt, expiresAt, lastUsedAt }: PartyLink) => {
    if (revokedAt !== null) return t('link.revoked', { at: momentText(revokedAt) });
    if (expiresAt <= now) return t('link.expired');
    return lastUsedAt === null ? t('link.unused') : t('link.used', { at: momentText(lastUsedAt) });
  };
  return (
    <Modal open title={t('link.title', { name: party.name })} footer={null} width={520} onCancel={onClose}>
      <div className={styles.card} data-testid="party-link">
        <p>{t('link.hint')}</p>
        {path === null ? (
          <Button type="primary" data-testid="party-link-issue" disabled={action.busy} onClick={issue}>
            {t('link.issue')}
          </Button>
        ) : (
          <>
            <LinkCard path={path} label={t('link.title', { name: party.name })} testId="party-link-address" />
            <p className={styles.hint}>{t('link.once')}</p>
          </>
        )}
        <ul className={styles.list}>
          {links.map((link) => (
            <li key={link.id} data-testid="party-link-row" data-revoked={link.revokedAt !== null}>
              <span>
                {t('link.made', { name: link.madeByName, at: momentText(link.madeAt), until: dayText(link.expiresAt) })}
                <small>{stateOf(link)}</small>
              </span>
              {link.revokedAt === null && link.expiresAt > now && (
                <Button size="small" data-testid="party-link-revoke" disabled={action.busy} onClick={() => revoke(link.id)}>
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

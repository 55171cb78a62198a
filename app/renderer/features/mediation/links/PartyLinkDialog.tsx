import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Party } from '../../../../../sfu-server/protocol/entities/mediation.ts';
import type { PartyLink } from '../../../../../sfu-server/protocol/party.ts';
import { request } from '../../../../bridge/requests.ts';
import { useBridge } from '../../../bridge-context.tsx';
import { dayText, momentText } from '../../../ui/time.ts';
import { useNow } from '../../../ui/use-now.ts';
import { LinkCard } from './LinkCard.tsx';
import styles from './Links.module.css';
import { useIssuedLinks } from './use-issued-links.ts';

/** Links to a party's own page: made, shown once, and taken back. */
export function PartyLinkDialog({ caseId, party, onClose }: { caseId: string; party: Party; onClose: () => void }) {
  const { t } = useTranslation('partyLinks');
  const bridge = useBridge();
  const now = useNow(60_000);
  const links = useIssuedLinks<PartyLink>({
    list: async () => (await request(bridge, 'partyLink.list', { caseId })).links.filter(({ partyId }) => partyId === party.id),
    issue: async () => (await request(bridge, 'partyLink.issue', { caseId, partyId: party.id })).path,
    revoke: (id) => request(bridge, 'partyLink.revoke', { id }),
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
        {links.path === null ? (
          <Button type="primary" data-testid="party-link-issue" disabled={links.busy} onClick={links.issue}>
            {t('link.issue')}
          </Button>
        ) : (
          <>
            <LinkCard
              path={links.path}
              label={t('link.title', { name: party.name })}
              testId="party-link-address"
              printed={[t('link.printed')]}
            />
            <p className={styles.hint}>{t('link.once')}</p>
          </>
        )}
        <ul className={styles.list}>
          {links.links.map((link) => (
            <li key={link.id} data-testid="party-link-row" data-revoked={link.revokedAt !== null}>
              <span>
                {t('link.made', { name: link.madeByName, at: momentText(link.madeAt), until: dayText(link.expiresAt) })}
                <small>{stateOf(link)}</small>
              </span>
              {link.revokedAt === null && link.expiresAt > now && (
                <Button size="small" data-testid="party-link-revoke" disabled={links.busy} onClick={() => links.revoke(link.id)}>
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

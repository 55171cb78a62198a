import { useTranslation } from 'react-i18next';
import type { Attachment } from '../../../../sfu-server/protocol/entities/attachment.ts';
import type { MediatorProfile } from '../../../../sfu-server/protocol/entities/mediator-profile.ts';
import { useTable, useTransfers } from '../../store/context.tsx';
import { useContent } from '../attachments/use-content.ts';
import styles from './Team.module.css';

/** Somebody's picture, or the first character of their name where there is none yet. */
export function Photo({ profile }: { profile: MediatorProfile }) {
  const attachment = useTable('attachment').byId.get(profile.photoId ?? '');
  if (attachment === undefined) return <Initial name={profile.name} />;
  return <Picture key={attachment.id} attachment={attachment} name={profile.name} />;
}

function Picture({ attachment, name }: { attachment: Attachment; name: string }) {
  const { t } = useTranslation('team');
  const sending = useTransfers().has(attachment.id);
  const content = useContent(attachment, attachment.complete || sending);
  if (content.state !== 'there') return <Initial name={name} />;
  return <img className={styles.photo} data-testid="mediator-photo" src={content.url} alt={t('photo.of', { name })} />;
}

function Initial({ name }: { name: string }) {
  return (
    <span className={styles.photo} aria-hidden="true">
      {[...name][0]}
    </span>
  );
}

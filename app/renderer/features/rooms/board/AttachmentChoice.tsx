import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment, AttachmentOwner } from '../../../../../sfu-server/protocol/entities/attachment.ts';
import { useBridge } from '../../../bridge-context.tsx';
import { useTable } from '../../../store/context.tsx';
import { contentOf } from '../../attachments/hand-in.ts';
import buttons from '../controls.module.css';
import popover from '../Popover.module.css';
import styles from './Board.module.css';
import type { ContentChoiceProps } from './RoomFileChoice.tsx';
import { canBeShown } from './shown-files.ts';

/** More are found by a word of their name. */
const MOST = 50;

/** Documents and pictures that belong to papers, events, cases and meetings which the own account may read. Not for guests, who have no such rows. */
export default function AttachmentChoice({ busy, show }: ContentChoiceProps) {
  const { t } = useTranslation('board');
  const bridge = useBridge();
  const [query, setQuery] = useState('');
  const found = useFound(query);
  return (
    <details className={styles.source} data-testid="board-attachments">
      <summary>{t('fromAttachments')}</summary>
      <input
        className={buttons.input}
        type="search"
        data-testid="board-attachment-search"
        aria-label={t('attachments.search')}
        placeholder={t('attachments.search')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul className={styles.people}>
        {found.slice(0, MOST).map(({ attachment, owner }) => (
          <li key={attachment.id}>
            <button
              type="button"
              className={popover.option}
              data-testid="board-attachment"
              title={`${attachment.name} · ${owner}`}
              disabled={busy}
              onClick={() => show(attachment.name, () => contentOf(bridge, attachment))}
            >
              <span>{attachment.name}</span>
              <small>{owner}</small>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={popover.hint}>{t('attachments.none')}</p>}
      {found.length > MOST && <p className={popover.hint}>{t('attachments.more', { count: found.length - MOST })}</p>}
    </details>
  );
}

/** Those whose content can be shown, with the title of what they belong to, newest first. */
function useFound(query: string): readonly { readonly attachment: Attachment; readonly owner: string }[] {
  const attachments = useTable('attachment').byId;
  const events = useTable('event').byId;
  const cases = useTable('case').byId;
  const documents = useTable('document').byId;
  const meetings = useTable('meeting').byId;
  const mediators = useTable('mediator').byId;
  return useMemo(() => {
    const titles: { readonly [O in AttachmentOwner]: (id: string) => string | undefined } = {
      event: (id) => events.get(id)?.title,
      case: (id) => cases.get(id)?.title,
      document: (id) => documents.get(id)?.title,
      meeting: (id) => meetings.get(id)?.title,
      mediator: (id) => mediators.get(id)?.name,
    };
    const wanted = query.trim().toLowerCase();
    return [...attachments.values()]
      .filter((one) => one.complete && one.ownerEntity !== 'mediator' && canBeShown(one))
      .map((attachment) => ({ attachment, owner: titles[attachment.ownerEntity](attachment.ownerId) ?? '' }))
      .filter(({ attachment, owner }) => `${attachment.name} ${owner}`.toLowerCase().includes(wanted))
      .toSorted((a, b) => b.attachment.createdAt - a.attachment.createdAt);
  }, [attachments, events, cases, documents, meetings, mediators, query]);
}

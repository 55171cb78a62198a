import { type DragEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isShownPicture } from '../../../../sfu-server/protocol/attachment.ts';
import type { GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { AttachmentItem } from './AttachmentItem.tsx';
import styles from './Attachments.module.css';
import { attachmentsOf } from './attachment-state.ts';
import { FilePicker } from './FilePicker.tsx';
import { handIn } from './hand-in.ts';

/**
 * Pictures and documents of an event: what is there, what is on its way, and a place to add more.
 * @param camera on a phone: pictures can be taken, and everything is large enough for a thumb
 */
export function Attachments({ event, camera = false }: { event: GovernanceEvent; camera?: boolean }) {
  const { t } = useTranslation('attachments');
  const bridge = useBridge();
  const errorText = useErrorText();
  const { role, organisation } = useAccount();
  const { byId } = useTable('attachment');
  const path = useTable('organisation').byId.get(event.orgId)?.path ?? '';
  const mayAdd = isAllowed(role, 'event.note', organisation.path, path);
  const [over, setOver] = useState(false);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const rows = useMemo(() => attachmentsOf(byId.values(), event.id), [byId, event.id]);
  const pictures = rows.filter((row) => isShownPicture(row.mediaType));
  const documents = rows.filter((row) => !isShownPicture(row.mediaType));

  const add = async (files: readonly File[]) => {
    setProblems([]);
    // One after another: each is read from this machine's disk, and a refusal of one does not hold up the rest.
    for (const file of files) {
      await handIn(bridge, { ownerEntity: 'event', ownerId: event.id }, file).catch((error: unknown) =>
        setProblems((before) => [...before, `${file.name} ${errorText(error)}`]),
      );
    }
  };
  const drop = (dropped: DragEvent) => {
    dropped.preventDefault();
    setOver(false);
    if (mayAdd) void add([...dropped.dataTransfer.files]);
  };
  return (
    <section
      className={styles.attachments}
      data-hand={camera}
      aria-label={t('label')}
      data-over={over}
      onDragOver={(dragged) => {
        dragged.preventDefault();
        setOver(mayAdd);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <header className={styles.head}>
        <h4>
          {t('label')}
          {rows.length > 0 && <span> {rows.length}</span>}
        </h4>
        {camera && <FilePicker label={t('photo')} camera disabled={!mayAdd} onFiles={(files) => void add(files)} />}
        <FilePicker
          label={t('add')}
          disabled={!mayAdd}
          {...(mayAdd ? {} : { title: t('noRight') })}
          testId="attachment-add"
          onFiles={(files) => void add(files)}
        />
      </header>
      {over && <p className={styles.hint}>{t('drop')}</p>}
      {rows.length === 0 && !over && !camera && <p className={styles.hint}>{t('empty')}</p>}
      {pictures.length > 0 && (
        <ul className={styles.pictures}>
          {pictures.map((row) => (
            <AttachmentItem key={row.id} attachment={row} />
          ))}
        </ul>
      )}
      {documents.length > 0 && (
        <ul className={styles.documents}>
          {documents.map((row) => (
            <AttachmentItem key={row.id} attachment={row} />
          ))}
        </ul>
      )}
      {problems.map((problem) => (
        <p key={problem} className={styles.problem} role="alert">
          {problem}
        </p>
      ))}
    </section>
  );
}

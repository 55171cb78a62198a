import { type DragEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isShownPicture } from '../../../../sfu-server/protocol/attachment.ts';
import type { Attachment } from '../../../../sfu-server/protocol/entities/attachment.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useTable } from '../../store/context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { AttachmentItem } from './AttachmentItem.tsx';
import styles from './Attachments.module.css';
import { attachmentsOf } from './attachment-state.ts';
import { FilePicker } from './FilePicker.tsx';
import { handIn } from './hand-in.ts';

interface AttachmentsProps {
  readonly owner: Pick<Attachment, 'ownerEntity' | 'ownerId'>;
  /** Why this seat cannot add any; null where it can. */
  readonly refusal: string | null;
  /** On a phone: pictures can be taken, and everything is large enough for a thumb. */
  readonly camera?: boolean;
}

/** Pictures and documents that belong to something: what is there, what is on its way, and a place to add more. */
export function Attachments({ owner, refusal, camera = false }: AttachmentsProps) {
  const { t } = useTranslation('attachments');
  const bridge = useBridge();
  const errorText = useErrorText();
  const { byId } = useTable('attachment');
  const { ownerEntity, ownerId } = owner;
  const mayAdd = refusal === null;
  // Whoever signs the minutes or closes the file must not wait for ever for a paper that never comes.
  const mayDrop = mayAdd && (ownerEntity === 'meeting' || ownerEntity === 'case');
  const [over, setOver] = useState(false);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const rows = useMemo(() => attachmentsOf(byId.values(), ownerId), [byId, ownerId]);
  const pictures = rows.filter((row) => isShownPicture(row.mediaType));
  const documents = rows.filter((row) => !isShownPicture(row.mediaType));

  const add = async (files: readonly File[]) => {
    setProblems([]);
    // One after another: each is read from this machine's disk, and a refusal of one does not hold up the rest.
    for (const file of files) {
      await handIn(bridge, { ownerEntity, ownerId }, file).catch((error: unknown) =>
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
          {...(refusal === null ? {} : { title: refusal })}
          testId="attachment-add"
          onFiles={(files) => void add(files)}
        />
      </header>
      {over && <p className={styles.hint}>{t('drop')}</p>}
      {rows.length === 0 && !over && !camera && <p className={styles.hint}>{t('empty')}</p>}
      {pictures.length > 0 && (
        <ul className={styles.pictures}>
          {pictures.map((row) => (
            <AttachmentItem key={row.id} attachment={row} mayDrop={mayDrop} />
          ))}
        </ul>
      )}
      {documents.length > 0 && (
        <ul className={styles.documents}>
          {documents.map((row) => (
            <AttachmentItem key={row.id} attachment={row} mayDrop={mayDrop} />
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

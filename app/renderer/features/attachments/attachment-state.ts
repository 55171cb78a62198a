import type { Attachment } from '../../../../sfu-server/protocol/entities/attachment.ts';
import type { Transfer } from '../../../bridge/contract.ts';

/** `expected`: announced, and its content comes from another seat. */
export type AttachmentState = Transfer['state'] | 'there' | 'expected';

/** How far an attachment is, as this seat sees it. */
export function stateOf(attachment: Attachment, transfer: Transfer | undefined, pending: boolean): AttachmentState {
  if (transfer !== undefined) return transfer.state;
  if (attachment.complete) return 'there';
  return pending ? 'waiting' : 'expected';
}

/** Those that belong to one row, oldest first. */
export function attachmentsOf(rows: Iterable<Attachment>, ownerId: string): Attachment[] {
  return [...rows].filter((row) => row.ownerId === ownerId).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** `820 KB`, `2.4 MB` */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

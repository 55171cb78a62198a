import { BOARD_MEDIA_TYPES, MAX_DOCUMENT_BYTES } from '../../../../../sfu-server/protocol/board.ts';
import type { ChatMessage } from '../../../../../sfu-server/protocol/room.ts';
import type { RoomFile } from '../../../../../sfu-server/protocol/room-file.ts';

const SHOWN: ReadonlySet<string> = new Set(BOARD_MEDIA_TYPES);

/** Whether a board can show a content of this kind and size. */
export function canBeShown({ mediaType, size }: { readonly mediaType: string; readonly size: number }): boolean {
  return SHOWN.has(mediaType) && size <= MAX_DOCUMENT_BYTES;
}

export interface SentFile {
  readonly file: RoomFile;
  /** Who sent it. */
  readonly by: string;
  /** UTC ms */
  readonly at: number;
}

/** The files of a room that a board can show, newest first. */
export function shownFiles(messages: readonly ChatMessage[]): SentFile[] {
  return messages.flatMap(({ file, name, at }) => (file !== undefined && canBeShown(file) ? [{ file, by: name, at }] : [])).toReversed();
}

import type { IdentityRecord } from '../../papers/mediation/form.ts';
import type { Printer } from '../../papers/printer.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { Db } from '../../store/database.ts';
import { IdentityPictures } from '../../store/identity-pictures.ts';
import type { MediationRoomFacts } from '../../store/mediation-room-facts.ts';

type Pictures = Required<Pick<IdentityRecord['rows'][number], 'picture' | 'face'>>;

/** For each check of the hearings, in their order: the document that was shown and the face. What no reader can show is left out. */
export async function comparedPictures(
  db: Db,
  printer: Pick<Printer, 'pagesBound'>,
  rooms: readonly MediationRoomFacts[],
): Promise<Pictures[]> {
  const pictures = new IdentityPictures(db);
  const all: Pictures[] = [];
  for (const { roomId, checks } of rooms) {
    for (const [index, { key, check }] of checks.entries()) {
      const before = checks.slice(0, index).findLast((one) => one.key === key);
      const { document, face } = await pictures.compared(roomId, key, { at: check.at, after: before?.check.at ?? 0 });
      all.push({ picture: await printable(printer, document), face: await printable(printer, face) });
    }
  }
  return all;
}

async function printable(printer: Pick<Printer, 'pagesBound'>, picture: { readonly base64: string } | null): Promise<string | null> {
  if (picture === null) return null;
  const file = { fileName: '证件图像.jpg', bytes: Buffer.from(picture.base64, 'base64') };
  const pages = await printer.pagesBound(file).catch((error: unknown) => {
    if (error instanceof Refusal) return null;
    throw error;
  });
  return pages === null ? null : `data:image/jpeg;base64,${picture.base64}`;
}

import type { CasePapers } from '../../governance/case-papers/case-papers.ts';
import type { CasePaper } from '../../protocol/case-paper.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { Asker, Identity } from '../../security/identity.ts';
import type { RoomSignings } from './room-signings.ts';

/**
 * A paper for whoever may see it: those who read its case, and those who sit in the room that is signing it, if it is for their eyes.
 * @throws Refusal `row.unknown` for all others, also where there is no such paper
 */
export async function paperFor(
  papers: CasePapers,
  signings: RoomSignings,
  paperId: string,
  asker: Asker & { readonly identity: Identity },
): Promise<CasePaper> {
  if (asker.identity.kind === 'account') {
    const stored = await papers.get(paperId, asker.identity.account).catch(ifRefused);
    if (stored !== null) return stored.paper;
  }
  const { roomId } = await papers.find(paperId);
  const signing = roomId === null ? null : await signings.inRoom(roomId, asker).catch(ifRefused);
  if (signing?.paper.id !== paperId) throw new Refusal('row.unknown', 'There is no such paper.');
  return signing.paper;
}

function ifRefused(error: unknown): null {
  if (error instanceof Refusal) return null;
  throw error;
}

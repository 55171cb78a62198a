import { FIELD_WORDS } from '../../papers/mediation/dispute-words.ts';
import type { Index } from '../../papers/mediation/form.ts';
import type { DossierLine } from '../../protocol/dossier.ts';
import type { Side } from '../../protocol/entities/mediation.ts';
import type { StoredDossier } from '../../store/dossiers.ts';
import { isCommonForm } from '../applications/party-view.ts';

/** What a party's copy of a dossier holds, and what its index and its list of files may say. */
export interface PartyCopy {
  /** First and last page of what stays out. */
  readonly leaveOut: readonly DossierLine['pages'][];
  /** Names nothing of what stays out; the index of the dossier itself names all of it. */
  readonly index: Index;
  /** The dossier with the files alone that lie in the copy. */
  readonly stored: StoredDossier;
}

/** A party is given its own side's material and what both sides have in their hands, as on its own page. */
export function partyCopyOf(stored: StoredDossier, side: Side): PartyCopy {
  const { dossier, lines, files } = stored;
  const isGiven = ({ audience, form }: DossierLine) => audience === side || (audience === 'all' && isCommonForm(form));
  const leaveOut = lines.filter((line) => !isGiven(line)).map(({ pages }) => pages);
  const isOut = (page: number) => leaveOut.some(([first, last]) => page >= first && page <= last);
  const rows = lines.map((line) => {
    const { name, audience, pages } = line;
    if (isGiven(line)) return { name, pages, remark: audience === 'all' ? '' : '一方材料' };
    return { name: audience === 'all' ? '调解组织留存材料' : '一方材料', pages, remark: '不提供' };
  });
  return {
    leaveOut,
    index: {
      ...{ committee: dossier.committee, docket: dossier.docket, title: dossier.title },
      disputeKind: FIELD_WORDS[dossier.field ?? 'other'],
      rows,
    },
    stored: { ...stored, files: files.filter(({ pages }) => pages !== null && !isOut(pages[0]) && !isOut(pages[1])) },
  };
}

import { createHash } from 'node:crypto';
import { DOSSIER_ORDER, paperName } from '../../papers/mediation/order.ts';
import { type KeptPdf, type PaperForm, subjectWords } from '../../protocol/case-paper.ts';
import type { Absence, Arrangement, DraftLine } from '../../protocol/dossier.ts';
import type { CaseState } from '../../protocol/entities/case.ts';
import type { Side } from '../../protocol/entities/mediation.ts';
import type { StoredDossier } from '../../store/dossiers.ts';
import type { PaperInput } from '../case-papers/printed-form.ts';
import type { CaseFile, Contents } from './contents.ts';
import { headOf, isPrintable, PRINTED } from './printed.ts';

/** A line with what its pages are made of. */
export interface Line extends DraftLine {
  /** Hash of what it is made of: the same hash is the same thing, whatever number it is filed under. */
  readonly source: string;
  /** `brought`: somebody's own paper, not printed here. */
  readonly kept: { readonly pdf: KeptPdf; readonly fileName: string; readonly brought: boolean } | null;
  readonly input: PaperInput | null;
  /** Files of the case that it lists, in the order of its rows. */
  readonly files: readonly CaseFile[];
}

/** What comes after a case has ended lies in a supplement; all else would be filed a second time with another date. */
const COMES_LATER: readonly PaperForm[] = ['evidence', 'performance', 'followUp', 'handover', 'receipt'];
const SIDE_WORDS: { readonly [S in Side | 'none']: string } = {
  applicant: '申请人一方',
  respondent: '被申请人一方',
  third: '第三人一方',
  none: '已退出当事人',
};

/**
 * What a dossier of the case would hold now, in the order of the national formats, within one form as somebody has arranged it.
 * A paper of the case goes before what could be printed of its form; forms of several subjects go side by side.
 * @param filed volumes that are there already: what lies in them is not filed again
 */
export function linesOf(contents: Contents, { order, leftOut }: Arrangement, filed: readonly StoredDossier[]): Line[] {
  const lines = [...paperLines(contents), ...printedLines(contents)];
  const before = new Set(filed.flatMap(({ sources }) => Object.values(sources)));
  const fresh = filed.length === 0 ? lines : lines.filter((line) => !before.has(line.source) && isLater(line));
  const placeOf = (form: PaperForm) => DOSSIER_ORDER.findIndex((place) => place.form === form);
  const wish = (key: string) => {
    const at = order.indexOf(key);
    return at < 0 ? order.length : at;
  };
  return fresh
    .map((line) => ({ ...line, leftOut: leftOut.includes(line.key) }))
    .sort((a, b) => placeOf(a.form) - placeOf(b.form) || wish(a.key) - wish(b.key) || (a.key < b.key ? -1 : 1));
}

function isLater({ origin, form }: Line): boolean {
  return origin === 'paper' || COMES_LATER.includes(form);
}

function paperLines({ papers }: Contents): Line[] {
  return papers.map(({ paper }) => {
    const { id, form, title, audience, state } = paper;
    const subject = subjectWords(paper);
    const pdf = paper.sealed ?? paper.unsigned;
    // What nobody has to sign is ready as it is; what is signed waits for its seal.
    const ready = state === 'sealed' || (state === 'draft' && paper.signers.length === 0) || (state === 'signed' && paper.brought);
    const name = subject === null || title.includes(subject) ? title : `${title}（${subject}）`;
    return {
      ...{ key: `paper:${id}`, form, name: marked(name, audience), audience, origin: 'paper' as const },
      ...{ state: ready ? ('ready' as const) : ('open' as const), pages: pdf.pages, leftOut: false },
      ...{ source: pdf.sha256, kept: { pdf, fileName: `${title}.pdf`, brought: paper.brought }, input: null, files: [] },
    };
  });
}

function printedLines(contents: Contents): Line[] {
  const there = new Set(contents.papers.map(({ paper }) => paper.form));
  const head = headOf(contents, null);
  return Object.entries(PRINTED).flatMap(([form, print]) => {
    const ofForm = DOSSIER_ORDER.find((place) => place.form === form);
    if (ofForm === undefined || ofForm.form === 'cover' || ofForm.form === 'index' || ofForm.form === 'backCover') return [];
    const { form: name } = ofForm;
    // Evidence that was taken in as papers is not all evidence: files of the case go beside them.
    if (there.has(name) && name !== 'evidence') return [];
    return print(contents, head).map(({ subject, input }): Line => {
      const side = form === 'evidence' ? sideOf(subject) : null;
      const files = form === 'evidence' ? contents.files.filter((file) => (file.broughtBy?.side ?? null) === side) : [];
      const audience = side ?? 'all';
      return {
        ...{ key: `printed:${form}${subject === null ? '' : `:${subject}`}`, form: name, name: marked(ofForm.name, audience), audience },
        ...{ origin: 'printed', state: 'ready', pages: null, leftOut: false, kept: null, input, files },
        source: hashOf(JSON.stringify([input, files.filter(({ mediaType }) => isPrintable(mediaType)).map(({ sha256 }) => sha256)])),
      };
    });
  });
}

/**
 * Required forms of which nothing is there and nothing explains why. Application or registration will do; an agreement is there only
 * where one was reached, and who refused or withdrew was not heard.
 */
export function missingOf(
  lines: readonly Line[],
  absences: readonly Absence[],
  outcome: CaseState | null,
  supplement: boolean,
): PaperForm[] {
  if (supplement) return [];
  const there = new Set<PaperForm>([
    ...lines.filter(({ leftOut, state }) => !leftOut && state === 'ready').map(({ form }) => form),
    ...absences.map(({ form }) => form),
  ]);
  return DOSSIER_ORDER.flatMap(({ form, need }) => {
    if (need !== 'required' || form === 'cover' || form === 'index' || form === 'backCover' || there.has(form)) return [];
    if (form === 'application' && there.has('acceptance')) return [];
    if (form === 'acceptance' && there.has('application')) return [];
    if (form === 'agreement' && outcome !== 'settled') return [];
    if (outcome === 'refused' && form !== 'application' && form !== 'acceptance') return [];
    return [form];
  });
}

/** The page that explains why required papers are not there. */
export function absenceWords(absences: readonly Absence[]): string {
  return absences.map(({ form, text }) => `缺《${paperName(form)}》：${text}`).join('\n');
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function marked(name: string, audience: DraftLine['audience']): string {
  return audience === 'all' ? name : `${name}（${SIDE_WORDS[audience]}材料，不向${audience === 'none' ? '当事人' : '他方'}提供）`;
}

function sideOf(subject: string | null): Side | 'none' | null {
  return subject === 'none' || subject === 'applicant' || subject === 'respondent' || subject === 'third' ? subject : null;
}

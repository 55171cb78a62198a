import { FIELD_WORDS } from '../../papers/mediation/dispute-words.ts';
import type { Agreement } from '../../protocol/entities/agreement.ts';
import { CASE_FIELDS, type Case } from '../../protocol/entities/case.ts';
import { LIBRARY_TEXTS, type LibraryWords } from '../../protocol/entities/library-case.ts';
import type { Mediation } from '../../protocol/entities/mediation.ts';
import { anonymised } from './anonymise.ts';
import type { Known } from './known.ts';

/** UTF-16 units of a text of the library. */
const LONGEST = 8000;

/** What an entry begins with: the case's own words without names, for somebody to tell as a story. */
export function firstDraft(kase: Case, mediation: Mediation, agreement: Agreement | undefined, known: Known): LibraryWords {
  const field = CASE_FIELDS.mediation.find((one) => one === kase.field) ?? 'other';
  const held = mediation.sessions.filter(({ roomId }) => roomId !== null).length;
  const said = kase.notes.map(({ text }) => text.trim()).filter((text) => text !== '');
  const clauses = agreement?.clauses.map(({ text }, index) => `${index + 1}. ${text}`) ?? [];
  const written = {
    title: `一起${FIELD_WORDS[field]}纠纷的调解`,
    facts: paragraphs([kase.facts, mediation.request === '' ? '' : `申请事项：${mediation.request}`]),
    course: paragraphs([held === 0 ? '' : `共组织视频调解${held}次。`, ...said]),
    result: paragraphs([clauses.length === 0 ? '' : '经调解，双方自愿达成协议：', ...clauses]),
    lesson: '',
  };
  const without = Object.fromEntries(LIBRARY_TEXTS.map((name) => [name, shortened(anonymised(written[name], known))]));
  return { ...written, ...without, field };
}

function paragraphs(parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n');
}

/** Without cutting a character that takes two units. */
function shortened(text: string): string {
  if (text.length <= LONGEST) return text;
  const cut = text.slice(0, LONGEST);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}

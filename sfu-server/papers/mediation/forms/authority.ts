import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Authority, Evidence } from '../form.ts';
import { AUTHORITY_WORDS, partySentence } from '../parties.ts';
import { labelled, list, paragraphs, sheet } from '../sheet.ts';
import { signatures, signedBelow } from '../signing.ts';

/** What each kind of authority reaches to where nobody has written otherwise (民事诉讼法 article 62 by analogy). */
const REACH = {
  general: '代为陈述事实、提交证据、参加调解；无权代为承认、放弃、变更调解请求，无权代为达成调解协议。',
  special: '代为陈述事实、提交证据、参加调解，代为承认、放弃、变更调解请求，代为达成并签署调解协议。',
} as const;

/** 授权委托书. */
export function authorityPaper(authority: Authority): TDocumentDefinitions {
  const { principal, representative, title } = authority;
  const { name, relation, phone, words } = representative;
  const who = [name, relation === null ? null : `与委托人关系：${relation}`, phone === null ? null : `联系电话${phone}`].filter(
    (fact) => fact !== null,
  );
  return sheet({
    title: '授权委托书',
    head: authority,
    content: [
      labelled('委托人', partySentence({ ...principal, representatives: [] })),
      labelled('受委托人', `${who.join('，')}。`),
      { text: '', margin: [0, 6, 0, 0] },
      ...paragraphs(`现委托${name}在${title}一案的人民调解中，作为我方的代理人参加调解。`),
      labelled('委托权限', AUTHORITY_WORDS[representative.authority]),
      ...paragraphs(words ?? REACH[representative.authority]),
      ...signedBelow(paragraphs('委托期限自本委托书签署之日起，至本次调解终结之日止。'), authority.signatures),
    ],
  });
}

/** 人民调解证据材料: the list of what follows. */
export function evidencePaper(evidence: Evidence): TDocumentDefinitions {
  const rows = evidence.rows.map(({ name, broughtBy, form, proves, pages, remark }, index) => [
    { text: String(index + 1), alignment: 'center' as const },
    name,
    broughtBy,
    form,
    proves,
    { text: pages === null ? '' : String(pages), alignment: 'center' as const },
    remark,
  ]);
  return sheet({
    title: '人民调解证据材料',
    head: evidence,
    content: [
      list(['序号', '材料名称', '提交人', '形式', '证明内容', '页数', '备注'], [28, '*', 52, 42, 88, 28, 84], rows),
      signatures(evidence.signatures),
    ],
  });
}

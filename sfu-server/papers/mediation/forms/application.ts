import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { countyDate } from '../../county-time.ts';
import { amountText } from '../amount.ts';
import type { Acceptance, Application } from '../form.ts';
import { namedSides, partiesForm } from '../parties.ts';
import { block, form, paragraphs, sheet } from '../sheet.ts';
import { sealedBy, signedBelow } from '../signing.ts';

/** 人民调解申请书. */
export function applicationPaper(application: Application): TDocumentDefinitions {
  const { committee, parties, facts, requests, helped } = application;
  const asked = requests.map((request, index) => `${index + 1}．${request}`).join('\n');
  const declared = `${committee}已将申请人民调解的相关规定告知我，现自愿申请人民调解委员会进行调解。`;
  return sheet({
    title: '人民调解申请书',
    head: application,
    content: [
      ...partiesForm(parties),
      block('纠纷简要情况：', facts, 110),
      block('当事人申请事项：', asked, 70),
      ...signedBelow(
        [
          { stack: paragraphs(declared), margin: [0, 12, 0, 0] },
          ...(helped === null ? [] : [{ text: helped, leadingIndent: 24, fontSize: 10.5 }]),
        ],
        application.signatures,
      ),
    ],
  });
}

/** 人民调解受理登记表. */
export function acceptancePaper(paper: Acceptance): TDocumentDefinitions {
  const named = namedSides(paper.parties);
  const rows = named.map(({ party, heading }) => [
    { text: heading, width: 76, label: true },
    { text: party.name, width: '*' as const },
    { text: '联系方式', width: 54, label: true },
    { text: party.phone ?? '', width: 110 },
  ]);
  return sheet({
    title: '人民调解受理登记表',
    head: paper,
    content: [
      ...form([
        ...rows,
        [
          { text: '纠纷类型', width: 76, label: true },
          { text: paper.disputeKind, width: '*' },
          { text: '案件来源', width: 54, label: true },
          { text: paper.source, width: 110 },
        ],
        ...(paper.amountFen === null
          ? []
          : [
              [
                { text: '涉及金额', width: 76, label: true },
                { text: amountText(paper.amountFen), width: '*' as const },
              ],
            ]),
      ]),
      block('纠纷简要情况：', paper.facts, 120),
      block('受理意见：', decisionWords(paper), 60),
      { text: '备注：此表由人民调解委员会填写。', fontSize: 9, margin: [0, 4, 0, 0] },
      ...signedBelow([], paper.signatures),
      sealedBy(paper.committee, paper.sealedAt, paper.seal),
    ],
  });
}

function decisionWords({ decision }: Acceptance): string {
  if (decision === null) return '';
  const words = decision.accepted ? '经审查，符合人民调解受理条件，予以受理。' : '经审查，不予受理。';
  const reason = decision.reason.trim() === '' ? '' : `理由：${decision.reason}`;
  return `${words}${reason}\n承办人：${decision.by}　　${countyDate(decision.at)}`;
}

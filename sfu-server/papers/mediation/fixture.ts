import { deflateSync } from 'node:zlib';
import type { Form } from './form.ts';
import type { CaseHead, PaperParty, SealMark, SignatureLine } from './inputs.ts';
import { NOTICE_OF_RIGHTS } from './notice-words.ts';

/** 2026-11-22 09:00 in the county's zone. */
export const NINE = Date.UTC(2026, 10, 22, 1);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export const HEAD: CaseHead = {
  committee: '晶泉县人民调解委员会',
  docket: '(2026)晶人调字第1号',
  title: '张㛃与李𡐓房屋滴水相邻纠纷',
  disputeKind: '邻里纠纷',
};
export const SEAL: SealMark = { name: HEAD.committee, code: '5101820042617' };

export const APPLICANT: PaperParty = {
  side: 'applicant',
  kind: 'person',
  name: '张㛃',
  gender: 'female',
  nation: '汉族',
  birthDate: '1968-03-09',
  age: null,
  idNumber: '510182196803090021',
  job: '务农',
  phone: '13800000001',
  address: '晶泉县云岭镇松坪村三组12号',
  legalRepresentative: null,
  guardian: null,
  representatives: [{ name: '周明', phone: '13800000003', relation: '儿子', authority: 'special', words: null }],
};
export const RESPONDENT: PaperParty = {
  ...APPLICANT,
  side: 'respondent',
  name: '李𡐓',
  gender: 'male',
  nation: '土家族',
  birthDate: null,
  age: 61,
  idNumber: '510182196502110036',
  phone: '13800000002',
  address: '晶泉县云岭镇松坪村三组14号',
  representatives: [],
};

/** A hand: a dark wave on nothing, as a PNG. @param seed another wave for each */
export function hand(seed: number): string {
  const [width, height] = [240, 90];
  const rows = Buffer.alloc(height * (width * 4 + 1));
  for (let x = 12; x < width - 12; x += 1) {
    const middle = height / 2 + Math.sin(x / (9 + seed)) * (26 - seed * 2) * Math.sin(x / 40 + seed);
    for (let thick = -2; thick <= 2; thick += 1) rows.writeUInt32BE(0x101840ff, Math.round(middle + thick) * (width * 4 + 1) + 1 + x * 4);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const png = Buffer.concat([
    Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return `data:image/png;base64,${png.toString('base64')}`;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function crc32(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const signed = (role: string, name: string, seed: number, after: number): SignatureLine => ({
  role,
  name,
  picture: hand(seed),
  signedAt: NINE + after * MINUTE,
});
const BOTH = [signed('申请人', '张㛃', 1, 62), signed('被申请人', '李𡐓', 2, 64)];
const MEDIATOR = signed('人民调解员', '陈敬', 3, 66);
const FACTS = `申请人与被申请人系邻居。${'2025年6月，被申请人翻修房屋时将屋檐向东延伸，雨水滴落在申请人院墙，造成院墙受潮开裂。'.repeat(2)}双方就修缮费用协商未果。`;

const QUESTIONS: readonly (readonly [string, string])[] = [
  ['调解员', '今天就你们两家屋檐滴水一事进行调解。双方对参加调解的人员是否申请回避？'],
  ['张㛃', '不申请。'],
  ['李𡐓', '不申请。'],
  ['调解员', '请申请人说说情况和请求。'],
  ['张㛃', '他家去年翻修屋檐往外伸了一尺多，一下雨水就滴在我家院墙上，墙已经裂了，我要求他把屋檐改回去，赔墙的钱。'],
  ['李𡐓', '屋檐是伸出来了一点，但是墙本来就旧，全算我的我不同意。'],
  ['调解员', '村里和镇上的建设办看过现场，裂缝和滴水的位置是一致的，墙也确实有年头了。双方能不能各让一步？'],
];

/** One paper of each form, all of one case. @param lines how many lines the record has */
export function sampleForms(lines: number = 24): Form[] {
  const agreementNumber = '(2026)晶人调字第1号';
  const spoken = Array.from({ length: lines }, (_, index) => {
    const [speaker, text] = QUESTIONS[index % QUESTIONS.length] ?? ['', ''];
    const corrections = index === 4 ? [{ was: '伸了三尺多', by: '陈敬', at: NINE + 55 * MINUTE }] : [];
    return { speaker, text, offsetMs: index * 47_000, corrections };
  });
  return [
    {
      form: 'cover',
      ...HEAD,
      mediators: ['陈敬', '王秀兰'],
      from: NINE,
      to: NINE + DAY,
      filedBy: '赵立',
      filedAt: NINE + 20 * DAY,
      keep: '长期',
      remark: null,
    },
    {
      form: 'application',
      ...HEAD,
      parties: [APPLICANT, RESPONDENT],
      facts: FACTS,
      requests: ['被申请人将延伸的屋檐恢复原状；', '被申请人赔偿院墙修缮费用15,000元。'],
      helped: '申请人口述，由赵立代书，已向申请人宣读。',
      signatures: [signed('申请人', '张㛃', 1, -3000)],
    },
    {
      form: 'acceptance',
      ...HEAD,
      parties: [APPLICANT, RESPONDENT],
      source: '当事人申请',
      facts: FACTS,
      amountFen: 1_500_000,
      decision: { accepted: true, reason: '', by: '赵立', at: NINE - 2 * DAY },
      signatures: [signed('当事人', '张㛃', 1, -2880), signed('登记人', '赵立', 4, -2879)],
      seal: SEAL,
      sealedAt: NINE - 2 * DAY,
    },
    {
      form: 'notice',
      ...HEAD,
      items: NOTICE_OF_RIGHTS.map((text, index) => ({
        text,
        confirmed: [
          { name: '张㛃', at: NINE + index * 20_000 },
          { name: '李𡐓', at: NINE + index * 20_000 + 5000 },
        ],
      })),
      signatures: [signed('申请人', '张㛃', 1, 5), signed('被申请人', '李𡐓', 2, 6)],
    },
    {
      form: 'identity',
      ...HEAD,
      rows: [
        {
          name: '张㛃',
          role: '申请人',
          document: '居民身份证',
          number: '510182196803090021',
          method: '视频比对',
          result: '一致',
          by: '陈敬',
          at: NINE - MINUTE,
          picture: hand(5),
          face: hand(6),
        },
        {
          name: '李𡐓',
          role: '被申请人',
          document: '居民身份证',
          number: '510182196502110036',
          method: '视频比对',
          result: '一致',
          by: '陈敬',
          at: NINE,
          picture: null,
        },
      ],
      signatures: [MEDIATOR],
    },
    {
      form: 'authority',
      ...HEAD,
      principal: APPLICANT,
      representative: { name: '周明', phone: '13800000003', relation: '儿子', authority: 'special', words: null },
      signatures: [signed('委托人', '张㛃', 1, -60), signed('受委托人', '周明', 5, -59)],
    },
    {
      form: 'inquiry',
      ...HEAD,
      from: NINE - DAY,
      to: NINE - DAY + 40 * MINUTE,
      place: '云岭镇松坪村村委会',
      askedBy: '陈敬',
      recordedBy: '赵立',
      asked: '刘德成（松坪村三组组长）',
      lines: [
        { speaker: '问', text: '张㛃家院墙是什么时候出现裂缝的？', offsetMs: null, corrections: [] },
        { speaker: '答', text: '去年夏天李家翻修以后，入秋才看到的。墙是九八年砌的。', offsetMs: null, corrections: [] },
      ],
      signatures: [signed('被调查人', '刘德成', 6, -1400), signed('调查人', '陈敬', 3, -1399)],
    },
    {
      form: 'evidence',
      ...HEAD,
      rows: [
        { name: '院墙裂缝照片', broughtBy: '张㛃', form: '照片', proves: '院墙受潮开裂的位置和程度', pages: 2, remark: '' },
        { name: '修缮报价单', broughtBy: '张㛃', form: '原件', proves: '修缮费用', pages: 1, remark: '' },
      ],
      signatures: [signed('申请人', '张㛃', 1, -50)],
    },
    {
      form: 'record',
      ...HEAD,
      from: NINE,
      to: NINE + 70 * MINUTE,
      place: '视频调解室（晶泉县社会治理中心、云岭镇、松坪村三方同屏）',
      mediators: ['陈敬', '王秀兰'],
      recorder: '赵立',
      parties: ['张㛃（委托代理人周明）', '李𡐓'],
      others: ['刘德成（村民小组长）'],
      lines: spoken,
      result: '双方达成调解协议，另行制作人民调解协议书。',
      readBackAt: NINE + 60 * MINUTE,
      signatures: [...BOTH, MEDIATOR, signed('记录人', '赵立', 4, 67)],
    },
    {
      form: 'agreement',
      ...HEAD,
      number: agreementNumber,
      parties: [APPLICANT, RESPONDENT],
      facts: FACTS,
      terms: [
        '被申请人李𡐓于2026年12月31日前将延伸的屋檐改装接水槽，雨水引入排水沟',
        '被申请人李𡐓一次性补偿申请人张㛃院墙修缮费用人民币12,000元',
        '双方今后和睦相处，互不追究其他责任。',
      ],
      payments: [{ who: '李𡐓', toWhom: '张㛃', what: '院墙修缮费用', fen: 1_200_000, due: NINE + 8 * DAY, how: '银行转账' }],
      performance: '被申请人于2026年11月30日前将补偿款转入申请人账户；接水槽由被申请人自行安装，松坪村村委会现场确认。',
      copies: 3,
      contentHash: '9f2c1e0b7a5d4c3e8f6a9b0c1d2e3f4a5b6c7d8e9f00112233445566778899aa',
      version: 3,
      signatures: [...BOTH, MEDIATOR],
      recorder: '赵立',
      mediatorSeals: ['陈敬', '王秀兰'],
      seal: SEAL,
      sealedAt: NINE + 70 * MINUTE,
    },
    {
      form: 'performance',
      ...HEAD,
      agreementNumber,
      rows: [
        { what: '支付院墙修缮补偿款', fen: 1_200_000, due: NINE + 8 * DAY, doneAt: NINE + 6 * DAY, how: '银行转账回单' },
        { what: '安装接水槽', fen: null, due: NINE + 39 * DAY, doneAt: null, how: '村委会现场确认' },
      ],
      signatures: [signed('收款人', '张㛃', 1, 8640)],
    },
    {
      form: 'followUp',
      ...HEAD,
      parties: ['张㛃', '李𡐓'],
      agreementNumber,
      reason: '协议履行情况',
      situation: '补偿款已收到，接水槽已安装，双方对调解结果满意，无新的矛盾。',
      how: '电话',
      at: NINE + 25 * DAY,
      signatures: [signed('回访人', '陈敬', 3, 36_100)],
    },
    {
      form: 'confirmation',
      ...HEAD,
      court: '晶泉县人民法院',
      parties: [APPLICANT, RESPONDENT],
      agreementNumber,
      agreedAt: NINE,
      facts: FACTS,
      attachments: ['人民调解协议书', '当事人身份证明', '人民调解记录'],
      signatures: BOTH,
    },
    {
      form: 'handover',
      ...HEAD,
      to: '晶泉县人民法院',
      letterNumber: '晶调移〔2026〕3号',
      reason: '因双方申请司法确认，依法移送你院审查。',
      papers: ['司法确认申请书', '人民调解协议书', '当事人身份核验记录'],
      contact: '赵立　13800000009',
      at: NINE + 2 * DAY,
      seal: SEAL,
    },
    {
      form: 'receipt',
      ...HEAD,
      papers: ['移送函', '司法确认申请书', '人民调解协议书'],
      to: '晶泉县人民法院',
      place: '网上移送',
      by: '赵立',
      receipt: { number: '晶法收〔2026〕118号', who: '何静', at: NINE + 3 * DAY },
      seal: null,
    },
    { form: 'note', ...HEAD, text: '本卷录音录像存于县中心服务器，校验值见目录清单。', by: '赵立', at: NINE + 20 * DAY },
  ];
}

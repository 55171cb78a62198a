import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Party } from '../../protocol/entities/mediation.ts';
import { anonymised, findingsIn } from './anonymise.ts';
import { type CasePeople, knownOf } from './known.ts';

const NOTHING = { gender: null, nation: null, birthDate: null, age: null, idNumber: null, job: null, phone: null, address: null };

function party(name: string, changes: Partial<Party> = {}): Party {
  const alone = { legalRepresentative: null, guardian: null, representatives: [] };
  return { id: crypto.randomUUID(), side: 'applicant', kind: 'person', name, ...NOTHING, ...alone, ...changes };
}

const lawyer = (name: string) => ({ name, phone: null, relation: '律师', authority: 'general' as const, words: null });

function known(parties: readonly Party[], changes: Partial<CasePeople> = {}) {
  const nobody = { sideNames: [], phones: [], mediators: [], studios: [], staff: [], caseNumbers: [], places: [] };
  return knownOf({ parties, ...nobody, ...changes });
}
const sureIn = (text: string, parties: readonly Party[], changes: Partial<CasePeople> = {}) =>
  findingsIn(text, known(parties, changes)).flatMap(({ sure, words }) => (sure ? [words] : []));

describe('names', () => {
  it('give way to one label each, by part and side: parties, guardians, lawyers, mediators', () => {
    const parties = [
      party('王桂兰', { representatives: [lawyer('赵明')] }),
      party('小宝', { guardian: { name: '周大山', relation: '父', phone: null } }),
      party('晶泉县宏达建筑有限公司', { kind: 'organisation', legalRepresentative: '孙立' }),
    ];
    const text = '王桂兰（代理人赵明）与晶泉县宏达建筑有限公司（法定代表人孙立）、小宝（监护人周大山）由许文清调解。';
    expect(anonymised(text, known(parties, { mediators: ['县矛调中心调解员 许文清'] }))).toBe(
      '甲某（代理人丁律师）与丙公司（法定代表人己某）、乙某（监护人戊某）由庚调解员调解。',
    );
  });

  it('beyond the BMP, and rare ones, are whole characters', () => {
    const parties = [party('王㛃兰'), party('李𡐓')];
    expect(anonymised('王㛃兰与李𡐓、李𡐓之子', known(parties))).toBe('甲某与乙某、乙某之子');
    expect(sureIn('李𡐔', parties)).toEqual([]);
  });

  it('that stand within another are told apart by the longer one', () => {
    const parties = [party('王明'), party('王明亮')];
    expect(anonymised('王明亮打了王明，王明亮认错', known(parties))).toBe('乙某打了甲某，乙某认错');
  });

  it('that overlap by one character with another, or with the words after them, are taken where they begin', () => {
    const parties = [party('李明'), party('明月')];
    expect(anonymised('李明月初还款，明月收到', known(parties))).toBe('甲某月初还款，乙某收到');
    const chained = [party('王小明'), party('明小红')];
    expect(anonymised('王小明小红', known(chained))).toBe('甲某乙某');
  });

  it('are found with spaces, middle dots and nothing at all between their characters, and in compatibility forms', () => {
    const parties = [party('王小明'), party('阿依古丽·买买提')];
    expect(anonymised('王 小　明、王\u200b小明与阿依古丽•买买提', known(parties))).toBe('甲某、甲某与乙某');
    // U+2F800: a compatibility form of 丽.
    expect(sureIn('张\u{2F800}', [party('张丽')])).toEqual(['张\u{2F800}']);
    expect(sureIn('葛\u{E0100}某亮', [party('葛某亮')])).toHaveLength(1);
    expect(sureIn('找到王\n小明', parties)).toEqual(['王\n小明']);
  });

  it('that are ordinary words as well give way too, for a person to mend, and keep the text from being approved', () => {
    const parties = [party('高明')];
    expect(anonymised('手段高明', known(parties))).toBe('手段甲某');
    expect(sureIn('手段高明', parties)).toEqual(['高明']);
  });

  it('are taken by part and by title as well; of those that two share neither is meant', () => {
    const parties = [party('王桂兰'), party('李建国')];
    expect(anonymised('老王、桂兰和李师傅', known(parties))).toBe('甲某、甲某和乙某');
    expect(anonymised('王某说', known([party('王桂兰'), party('王建国')]))).toBe('某某说');
    expect(anonymised('欧阳先生', known([party('欧阳明')]))).toBe('甲某');
    // What may be an ordinary word is shown, and keeps nothing back.
    expect(sureIn('建国以来', parties)).toEqual([]);
    expect(findingsIn('建国以来', known(parties))).toMatchObject([{ words: '建国', sure: false }]);
  });

  it('of firms are known by what they are called for short', () => {
    const parties = [party('晶泉县宏达建筑有限公司', { kind: 'organisation' })];
    const places = [{ words: '晶泉县', label: '某县' }];
    expect(anonymised('宏达建筑欠薪', known(parties, { places }))).toBe('甲公司欠薪');
  });

  it.each(['王-桂-兰', '王、桂、兰', '王*桂*兰', '王*兰', '王＊兰', '王某兰', '王xx', '王桂\n兰', '王—桂兰'])(
    'that are hidden as %s are found',
    (written) => {
      expect(sureIn(`由${written}提出`, [party('王桂兰')])).toEqual([written]);
    },
  );

  it('of one character are no more looked for over the words of a list', () => {
    expect(sureIn('水平提高、明确责任', [party('高明')])).toEqual([]);
  });

  it.each([
    ['王桂兰等3人', ['王桂兰']],
    ['王桂兰等三户', ['王桂兰']],
    ['王桂兰 李建国', ['王桂兰', '李建国']],
    ['王桂兰和李建国', ['王桂兰', '李建国']],
    ['王桂兰与李建国及赵六一等5人', ['王桂兰', '李建国', '赵六一']],
    ['王桂兰（女）', ['王桂兰']],
    ['王桂兰(已故)', ['王桂兰']],
    ['王桂兰（曾用名王桂英）、李建国', ['王桂兰', '王桂英', '李建国']],
    // What joins may be one of the name.
    ['王和平', ['王和平']],
    ['张及时', ['张及时']],
  ])('as they stand in the line %s are each found', (line, names) => {
    for (const name of names) {
      expect(sureIn(`${name}说`, [], { sideNames: [line] })).toEqual([name]);
      expect(sureIn(`${name}说`, [party(line)])).toEqual([name]);
    }
  });

  it('of which it is not sure whether they are two are shown as a whole too', () => {
    expect(known([], { sideNames: ['王桂兰和李建国'] }).forms).toContainEqual({ words: '王桂兰和李建国', label: '甲某' });
  });

  it('of other peoples are taken by their parts, with dots and without', () => {
    expect(anonymised('买买提与阿依古丽说', known([party('阿依古丽·买买提')]))).toBe('甲某与甲某说');
    expect(anonymised('阿卜杜说', known([party('阿卜杜热西提')]))).toBe('甲某说');
  });

  it.each([
    ['王桂兰', '王姐'],
    ['王桂兰', '王嫂'],
    ['王桂兰', '王叔'],
    ['王桂兰', '王会计'],
    ['王桂兰', '王总'],
    ['李明', '小明'],
  ])('of %s as people say them (%s) keep a text from being approved', (name, said) => {
    expect(sureIn(`找${said}来`, [party(name)])).toEqual([said]);
  });

  it('that begin an ordinary word are no title', () => {
    expect(sureIn('双方总共损失', [party('方桂兰')])).toEqual([]);
  });

  it.each([
    ['双湖镇调解员许文清', ['许文清']],
    ['许文清（县矛调中心）', ['许文清']],
    ['许文清 调解员', ['许文清']],
    ['网格员：李秀兰', ['李秀兰']],
    ['陈中院', ['陈中院']],
    ['王登科', ['王登科']],
    ['阿依古丽·买买提', ['阿依古丽·买买提']],
    ['双湖镇 综治办', []],
    ['县法院', []],
    ['镇卫生院', []],
  ])('of the account %s are known', (display, names) => {
    expect(known([], { staff: [display] }).names.map(({ words }) => words)).toEqual(names);
  });

  it('of studios go, whole and short', () => {
    expect(anonymised('老许调解工作室受理，老许到场', known([], { studios: ['老许调解工作室'] }))).toBe('甲工作室受理，甲工作室到场');
  });

  it('of offices that have an account are no persons', () => {
    expect(known([], { staff: ['值班员', '双湖镇综治中心', '县指挥中心值班席', '网格员 李秀兰'] }).names).toEqual([
      { words: '李秀兰', label: '甲工作人员' },
    ]);
  });
});

describe('numbers', () => {
  it.each([
    ['a telephone', '13800138000'],
    ['with spaces', '138 0013 8000'],
    ['with dashes', '138-0013-8000'],
    ['full width', '１３８００１３８０００'],
    ['with the country', '+86 138–0013–8000'],
    ['of the county, with brackets', '（0710）6221 234'],
    ['an identity card', '420626 19800101 0012'],
    ['an identity card that ends in a letter', '42062619800101001x'],
    ['a bank card', '6222 0212 3456 7890 123'],
    ['a number plate', '鄂F·12345'],
    ['an address at a mail service', 'wang@example.com'],
    ['a court’s case number', '（2026）鄂0625民初 123 号'],
  ])('%s goes, whoever’s it is', (_what, number) => {
    expect(sureIn(`号码为${number}，请记。`, [])).toHaveLength(1);
    expect(anonymised(`号码为${number}，请记。`, known([]))).toMatch(/^号码为（(?:号码|案号)略），请记。$/);
  });

  it.each([
    ['卡号6222021234567890 5000元', '卡号（号码略） 5000元'],
    ['卡号6222021234567890 13800138000', '卡号（号码略） （号码略）'],
    ['卡号6222 0212 3456 7890（2026-01-02）', '卡号（号码略）（2026-01-02）'],
    ['0710-6221234（2026年登记）', '（号码略）（2026年登记）'],
    ['0710-6221234 801室', '（号码略） 801室'],
    ['0710-6221234-801', '（号码略）-801'],
    ['0710-6221234 13800138000', '（号码略） （号码略）'],
    ['138,0013,8000', '（号码略）'],
    ['138/0013/8000', '（号码略）'],
    ['1380013\n8000', '（号码略）'],
    ['账号172834001122', '（号码略）'],
    ['账号：1728 3400 1122 33', '（号码略）'],
    ['010-6221 2345', '（号码略）'],
    ['027 8221 2345', '（号码略）'],
    ['0371-62212345', '（号码略）'],
    ['一三八零零一三八零零零', '（号码略）'],
    ['幺三八〇〇一三八〇〇〇', '（号码略）'],
    ['91420626MA4XXXXX1Y', '（号码略）'],
  ])('in %s is taken whole, and what stands after it stays', (written, after) => {
    expect(anonymised(written, known([])).replace(/^账号：?/u, '')).toBe(after);
  });

  it.each(['6221234', '622-1234', '07106221234', '六二二一二三四', '0710、622、1234', '0710,622\n1234'])(
    'of the party’s own landline is found as %s',
    (written) => {
      expect(sureIn(`打${written}找她`, [party('王桂兰', { phone: '0710-6221234' })])).toEqual([written]);
    },
  );

  it('of a letter that is none (无) is not looked for', () => {
    const changes = { caseNumbers: ['无', '12号', '不详', '没有编号的函'] };
    expect(sureIn('无争议，12号到场，不详，没有编号的函', [], changes)).toEqual([]);
  });

  it('that belong to somebody go whatever they look like', () => {
    const parties = [party('王桂兰', { phone: '10012-345678', idNumber: 'A1234567' })];
    expect(sureIn('电话100 1234 5678，证件a-1234567', parties)).toEqual(['100 1234 5678', 'a-1234567']);
  });

  it('that say a day, a sum or a share stay', () => {
    for (const text of [
      '2026年1月2日支付12,000.00元',
      '2026-01-02 至 2026-03-04',
      '2026-01-02 2026-03-04',
      '2026-03-04 2026-05-06',
      '第 12 条',
      '占比33.33%',
      '面积1200平方米',
    ]) {
      expect(sureIn(text, [party('王桂兰', { phone: '13800138000' })])).toEqual([]);
    }
  });

  it('are found although a day stands before them', () => {
    expect(sureIn('2026-01-02 13800138000', [])).toEqual(['13800138000']);
  });

  it('of the case go in whichever brackets', () => {
    const changes = { caseNumbers: ['晶泉调〔2026〕12号'] };
    for (const text of ['晶泉调〔2026〕12号', '晶泉调(2026)12号', '晶泉调 [2026] 12 号']) expect(sureIn(text, [], changes)).toHaveLength(1);
    // A rule may be named.
    expect(sureIn('依照法释〔2020〕17号', [], changes)).toEqual([]);
  });
});

describe('places', () => {
  const places = [
    { words: '晶泉县', label: '某县' },
    { words: '双湖镇', label: '某镇' },
    { words: '双湖村', label: '某村' },
    { words: '双湖', label: '某镇' },
  ];

  it('go by the list of organisations, and addresses as a whole', () => {
    const parties = [party('王桂兰', { address: '双湖镇双湖村3组12号' })];
    expect(anonymised('住双湖镇 双湖村3组12号', known(parties, { places }))).toBe('住某地');
    expect(anonymised('晶泉县双湖镇双湖村村民', known(parties, { places }))).toBe('某县某镇某村村民');
    expect(anonymised('双湖小学', known([], { places }))).toBe('某镇小学');
  });

  it.each(['双湖村3组12号', '双湖村3组', '3组12号', '双湖镇双湖村3组12号'])('are found by the part %s of an address on file', (part) => {
    expect(anonymised(`住${part}。`, known([party('王桂兰', { address: '晶泉县双湖镇双湖村3组12号' })]))).toBe('住某地。');
  });
});

it('nothing that is known stands in a text that was made anonymous, however the parts come together', () => {
  const name = fc
    .array(fc.constantFrom('王', '小', '明', '李', '月', '㛃', '𡐓', '兰'), { minLength: 2, maxLength: 3 })
    .map((parts) => parts.join(''));
  const text = (names: readonly string[]) =>
    fc
      .array(fc.constantFrom(...names, '王', '小', '明', '月', '，', ' ', '·', '𡐓', '与'), { maxLength: 20 })
      .map((parts) => parts.join(''));
  const cases = fc.uniqueArray(name, { minLength: 1, maxLength: 4 }).chain((names) => fc.tuple(fc.constant(names), text(names)));
  fc.assert(
    fc.property(cases, ([names, written]) => {
      const parties = names.map((one) => party(one));
      const after = anonymised(written, known(parties));
      expect(sureIn(after, parties)).toEqual([]);
      expect(after.isWellFormed()).toBe(true);
    }),
  );
});

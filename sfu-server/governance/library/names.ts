/** Surnames of two characters that are in use; all others are taken to have one. */
const COMPOUND_SURNAMES: ReadonlySet<string> = new Set([
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '夏侯',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '司徒',
  '司空',
  '东方',
  '南宫',
  '西门',
  '长孙',
  '宇文',
  '轩辕',
  '端木',
  '独孤',
]);
/** How somebody is spoken of by the surname alone, in words that are rarely anything else. */
const TITLES = (
  '先生 女士 小姐 大爷 大妈 大叔 大婶 大哥 大姐 大嫂 师傅 老师 医生 律师 法官 主任 书记 村长 老板 经理 所长 会计 组长 队长 ' +
  '姐 哥 嫂 叔 婶'
).split(' ');
/** 王总, and not 王总共. */
const CHIEF = '总';
/** The same in words that may well be anything else: 对方某日, 方家. */
const LOOSE_TITLES = ['某某', '某', '家'] as const;
const BEFORE = ['老', '小', '阿'] as const;
const FAMILIAR = ['小', '阿'] as const;
/** 值班员, 值班席, 综治中心: what an account is, not who. Of one character only such as end no name: 陈中院, 王登科. */
const POST = /(?:员|席|室|所|办|处|局|法院|检察院|[医卫生敬老福利]{2}院|(?:民政|综合|业务|人事|财务|法制|信访|调解)科|中心)$/u;
const PLACE = /(?:[县区市镇乡村]|街道|社区)$/u;
/** 双湖镇调解员许文清: who follows what they are. */
const AFTER_POST = /(?:调解员|工作人员|网格员|网格长|联络员|信息员|书记员|值班员|记录员|干事|主任|法官|律师)[:：]?(\p{Script=Han}{2,4})$/u;
const HAN_NAME = /^\p{Script=Han}{2,4}$/u;
const LONG_NAME = /^\p{Script=Han}{5,12}$/u;
const DOT = /[·•‧∙・･᛫⋅]/u;
const DOTTED_NAME = /^\p{Script=Han}{1,10}(?:[·•‧∙・･᛫⋅]\p{Script=Han}{1,10})+$/u;
const BRACKETS = /[(（〔[【［][^)）〕\]】］]*[)）〕\]】］]?/gu;
/** 等3人, 等三户, 等. */
const AND_OTHERS = /(?<=\S\S\s*)等(?:[\d\s]*|[一二两三四五六七八九十百]*)(?:余?[人户名位]|$).*$/u;
const OTHER_NAME = /(?:曾用名|原名|又名|别名|小名|乳名|绰号|外号)[:：为叫]?(\p{Script=Han}{2,4})/gu;

/** The characters of a text: one of two UTF-16 units is one. */
const charactersOf = (text: string) => [...text];

/** 王 of 王㛃兰, 欧阳 of 欧阳明; null for what is no Chinese name. */
export function surnameOf(name: string): string | null {
  if (!HAN_NAME.test(name)) return null;
  const characters = charactersOf(name);
  const two = characters.slice(0, 2).join('');
  return characters.length > 2 && COMPOUND_SURNAMES.has(two) ? two : (characters[0] ?? null);
}

/** How people say a name when they do not say all of it, in ways that may be ordinary words: 桂兰, 王某, 老王, 买买提. */
export function formsOf(name: string): string[] {
  if (DOTTED_NAME.test(name)) return name.split(DOT).filter((part) => charactersOf(part).length >= 2);
  if (LONG_NAME.test(name)) return endsOf(charactersOf(name));
  const surname = surnameOf(name);
  if (surname === null) return [];
  const given = name.slice(surname.length);
  return [
    ...(charactersOf(given).length >= 2 ? [given] : []),
    ...LOOSE_TITLES.map((title) => `${surname}${title}`),
    ...BEFORE.map((before) => `${before}${surname}`),
  ];
}

/** How people say a name in ways that mean nobody else: 王师傅, 王姐, 小明 of 李明. */
export function nicknamesOf(name: string): string[] {
  const surname = surnameOf(name);
  if (surname === null) return [];
  const given = name.slice(surname.length);
  return [
    ...TITLES.map((title) => `${surname}${title}`),
    ...(charactersOf(given).length === 1 ? FAMILIAR.map((before) => `${before}${given}`) : []),
  ];
}

/** 王总; apart from what begins like it: 王总共. */
export function chiefOf(name: string): RegExp | null {
  const surname = surnameOf(name);
  return surname === null ? null : new RegExp(`${surname}${CHIEF}(?![共额是体数计结算量之要会和的而])`, 'gu');
}

/** Beginnings and ends of three characters and more. */
function endsOf(characters: readonly string[]): string[] {
  const lengths = characters.slice(3).map((_, index) => index + 3);
  return lengths.flatMap((length) => [characters.slice(0, length).join(''), characters.slice(-length).join('')]);
}

/** Without what is noted beside a name: 王桂兰 of 王桂兰（已故）等3人. */
export function bareName(written: string): string {
  return written.replace(BRACKETS, ' ').replace(AND_OTHERS, '').trim();
}

const SEPARATORS = /[、，,；;/\n]/u;
const JOINED = /[\p{Zs}\t]+|[和与及跟]/u;

/**
 * Who stands in a line of names: 王桂兰和李建国等3人. A joining character may be one of a name (王和平), so a part of one character, or one that
 * is a place (晶泉县和顺商行), keeps the whole.
 */
export function namesAmong(line: string): { readonly names: readonly string[]; readonly wholes: readonly string[] } {
  const names: string[] = [];
  const wholes: string[] = [];
  const written = [...line.matchAll(OTHER_NAME)].map((match) => match[1] ?? '');
  for (const one of line.replace(BRACKETS, ' ').split(SEPARATORS)) {
    const name = bareName(one);
    const parts = name.split(JOINED).filter((part) => part !== '');
    const apart = parts.length > 1 && parts.every((part) => charactersOf(part).length >= 2 && !PLACE.test(part));
    if (apart) wholes.push(name);
    names.push(...(apart ? parts : [name]));
  }
  return { names: [...names, ...written], wholes };
}

/** What an account is called may be an office and a person: 县矛调中心调解员 许文清. The names in it that stand for a person. */
export function personsIn(display: string): string[] {
  const words = display
    .replace(BRACKETS, ' ')
    .trim()
    .split(/\s+/u)
    .map((word) => AFTER_POST.exec(word)?.[1] ?? word);
  const last = words.length - 1;
  const name = words.findLast(
    (word, index) => (HAN_NAME.test(word) || DOTTED_NAME.test(word)) && !POST.test(word) && (index === last || !PLACE.test(word)),
  );
  return name === undefined ? [] : [name];
}

/** 老许 of 老许调解工作室. */
export function studioNames(studio: string): string[] {
  const core = studio.replace(/(?:品牌|人民)?(?:调解)?(?:工作室|室)$/u, '');
  return charactersOf(core).length >= 2 ? [studio, core] : [studio];
}

const ENDINGS = /(?:有限责任公司|股份有限公司|有限公司|集团公司|公司|合作社|商行|经营部|工程队|厂|店)$/u;

/** 宏达建筑 of 晶泉县宏达建筑有限公司: how a firm is called for short; null where nothing of its own is left. */
export function shortNameOf(organisation: string, places: readonly string[]): string | null {
  const place = places.filter((one) => organisation.startsWith(one)).sort((a, b) => b.length - a.length)[0];
  const core = organisation.slice(place?.length ?? 0).replace(ENDINGS, '');
  return core !== organisation && charactersOf(core).length >= 2 ? core : null;
}

const LABELS = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥';

/** 甲, 乙 … 癸, 子 … 亥, then numbers. */
export function stemOf(index: number): string {
  return LABELS[index] ?? `第${index + 1}`;
}

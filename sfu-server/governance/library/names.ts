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
/** How somebody is spoken of by the surname alone. */
const TITLES = [
  '某某',
  '某',
  '先生',
  '女士',
  '小姐',
  '大爷',
  '大妈',
  '大叔',
  '大婶',
  '大哥',
  '大姐',
  '师傅',
  '老师',
  '医生',
  '律师',
  '法官',
  '主任',
  '书记',
  '村长',
  '老板',
  '经理',
  '所长',
  '家',
] as const;
const BEFORE = ['老', '小', '阿'] as const;
/** 值班员, 值班席, 综治中心: what an account is, not who. */
const POST = /(?:员|席|室|所|办|处|科|局|院|中心)$/u;
const HAN_NAME = /^\p{Script=Han}{2,4}$/u;

/** The characters of a text: one of two UTF-16 units is one. */
const charactersOf = (text: string) => [...text];

/** 王 of 王㛃兰, 欧阳 of 欧阳明; null for what is no Chinese name. */
export function surnameOf(name: string): string | null {
  if (!HAN_NAME.test(name)) return null;
  const characters = charactersOf(name);
  const two = characters.slice(0, 2).join('');
  return characters.length > 2 && COMPOUND_SURNAMES.has(two) ? two : (characters[0] ?? null);
}

/** How people say a name when they do not say all of it: 桂兰, 王某, 老王, 王师傅. Not those that may be anything. */
export function formsOf(name: string): string[] {
  const surname = surnameOf(name);
  if (surname === null) return [];
  const given = name.slice(surname.length);
  return [
    ...(charactersOf(given).length >= 2 ? [given] : []),
    ...TITLES.map((title) => `${surname}${title}`),
    ...BEFORE.map((before) => `${before}${surname}`),
  ];
}

/** What an account is called may be an office and a person: 县矛调中心调解员 许文清. The names in it that stand for a person. */
export function personsIn(display: string): string[] {
  const last =
    display
      .trim()
      .split(/[\p{Zs}\t]+/u)
      .at(-1) ?? '';
  return HAN_NAME.test(last) && !POST.test(last) ? [last] : [];
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

import type { SeededRandom } from './random.ts';

export const COUNTY = { name: '晶泉县', shortName: '晶泉', code: '991100' } as const;

/** Townships in the order of the tree; the first two have an account each. */
export const TOWNSHIPS: readonly string[] = [
  '双湖镇',
  '柳堤镇',
  '山前镇',
  '方桥镇',
  '白石镇',
  '桃溪镇',
  '汤泉镇',
  '安和镇',
  '平川镇',
  '石门镇',
  '长河镇',
  '枫林镇',
  '云阳乡',
  '堰头乡',
  '鹿鸣乡',
  '青禾乡',
  '竹坪乡',
  '松岭乡',
  '城东街道',
  '城西街道',
  '城南街道',
  '新城街道',
];

const SURNAMES =
  '王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文';
const GIVEN = [
  '建国',
  '秀兰',
  '志强',
  '桂英',
  '国华',
  '玉梅',
  '明远',
  '春梅',
  '海涛',
  '丽华',
  '文斌',
  '小红',
  '立民',
  '秀英',
  '永刚',
  '雪梅',
  '德旺',
  '凤琴',
  '晓峰',
  '淑珍',
  '长生',
  '翠萍',
  '保国',
  '金花',
  '学军',
  '爱华',
  '清泉',
  '月娥',
  '振华',
  '桂芳',
  '光明',
  '素云',
  '家宝',
  '慧敏',
  '新民',
  '巧玲',
  '福生',
  '彩霞',
  '向东',
  '雅琴',
] as const;

const LAND = [
  '湾',
  '寨',
  '庄',
  '坪',
  '冲',
  '畈',
  '岗',
  '洼',
  '坝',
  '塘',
  '桥',
  '店',
  '集',
  '营',
  '沟',
  '岭',
  '堰',
  '台',
  '楼',
  '园',
] as const;
const NATURE = [
  '石桥',
  '清河',
  '柳林',
  '杏花',
  '枣园',
  '梨树',
  '龙潭',
  '凤凰',
  '金鸡',
  '白鹤',
  '青石',
  '黄土',
  '红岩',
  '大塘',
  '小溪',
  '古井',
  '松树',
  '樟木',
  '竹园',
  '荷塘',
  '芦苇',
  '桂花',
  '玉泉',
  '马头',
  '牛角',
  '羊坡',
  '鹅湖',
  '雁落',
  '铁炉',
  '瓦窑',
  '油坊',
  '磨盘',
  '渡口',
  '关口',
  '东明',
  '西和',
  '南山',
  '北坡',
  '上河',
  '下河',
  '中堡',
  '前进',
  '红旗',
  '新建',
  '胜利',
  '光明',
  '团结',
  '幸福',
  '永丰',
  '太平',
  '兴隆',
  '和顺',
] as const;
const COMMUNITY = [
  '文昌',
  '学府',
  '人民路',
  '解放路',
  '滨河',
  '东门',
  '西门',
  '南门',
  '北门',
  '鼓楼',
  '花园',
  '阳光',
  '翠园',
  '锦绣',
  '朝阳',
  '建设',
  '和平',
  '新华',
  '中山',
  '站前',
  '体育场',
  '工农',
  '康宁',
  '怡景',
  '福源',
  '金桥',
  '望湖',
  '城隍庙',
  '书院',
  '县府',
] as const;

export function personName(random: SeededRandom): string {
  return random.pick([...SURNAMES]) + random.pick(GIVEN);
}

/** A township's name without its kind: 双湖. */
export function baseName(township: string): string {
  return township.replace(/(镇|乡|街道)$/, '');
}

export function isStreet(township: string): boolean {
  return township.endsWith('街道');
}

/** Gives names to villages and communities; none twice in the county. */
export class VillageNames {
  readonly #villages: string[];
  readonly #communities: string[];

  constructor(random: SeededRandom) {
    const families = [...SURNAMES].slice(0, 60).flatMap((surname) => LAND.map((land) => `${surname}家${land}`));
    const reserved = new Set(TOWNSHIPS.map(baseName));
    const places = random.shuffled([...random.shuffled(NATURE), ...random.shuffled(families).slice(0, 400)]);
    this.#villages = places.filter((place) => !reserved.has(place)).map((place) => `${place}村`);
    const communities = random.shuffled(COMMUNITY).flatMap((name) => ['', '北', '南'].map((side) => `${name}${side}社区`));
    // Taken from the end: the plain names first.
    this.#communities = communities.sort((a, b) => b.length - a.length);
  }

  /** The first village of a town or township bears its name. */
  next(township: string, first: boolean): string {
    if (first && !isStreet(township)) return `${baseName(township)}村`;
    const name = (isStreet(township) ? this.#communities : this.#villages).pop();
    if (name === undefined) throw new RangeError('No village names are left.');
    return name;
  }
}

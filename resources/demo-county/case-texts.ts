import type { CaseField, CaseKind, CaseState } from '../../sfu-server/protocol/entities/case.ts';

interface Matter {
  readonly field: CaseField;
  /** How often it comes. */
  readonly weight: number;
  /** What stands in the title after the names or the place. */
  readonly subjects: readonly string[];
  readonly facts: readonly string[];
}

/** What cases are about, by kind. */
export const MATTERS: { readonly [K in CaseKind]: readonly Matter[] } = {
  mediation: [
    {
      field: 'family',
      weight: 14,
      subjects: ['离婚纠纷', '赡养纠纷', '抚养费纠纷', '继承纠纷'],
      facts: ['双方婚后因家庭开支和老人照料多次争吵，申请人希望通过调解解决。', '申请人年事已高，子女对赡养费用分担意见不一。'],
    },
    {
      field: 'neighbour',
      weight: 18,
      subjects: ['相邻排水纠纷', '相邻通行纠纷', '邻里噪声纠纷', '相邻采光纠纷'],
      facts: ['被申请人翻建院墙后，雨水流入申请人院内，双方多次交涉未果。', '双方共用一条通道，一方堆放杂物影响通行。'],
    },
    {
      field: 'housing',
      weight: 8,
      subjects: ['宅基地边界争议', '房屋买卖纠纷', '房屋租赁纠纷'],
      facts: ['双方宅基地相邻，对界址认定不一，要求现场勘验后调解。', '租期届满后押金退还金额存在争议。'],
    },
    {
      field: 'contract',
      weight: 10,
      subjects: ['借款合同纠纷', '买卖合同纠纷', '承揽合同纠纷'],
      facts: ['被申请人借款到期未还，仅有借条和转账记录。', '货款结算数量双方记载不一致。'],
    },
    {
      field: 'land',
      weight: 12,
      subjects: ['土地承包纠纷', '灌溉用水纠纷', '山林权属争议'],
      facts: ['承包地流转到期后，双方对续租价格不能达成一致。', '插秧期间上下游用水先后发生争执。'],
    },
    { field: 'relocation', weight: 5, subjects: ['拆迁补偿分配纠纷', '安置房交付纠纷'], facts: ['家庭成员之间对补偿款分配比例有分歧。'] },
    { field: 'environment', weight: 4, subjects: ['养殖污染纠纷', '油烟扰民纠纷'], facts: ['养殖场距离住户较近，夏季气味影响生活。'] },
    {
      field: 'labour',
      weight: 11,
      subjects: ['工资拖欠纠纷', '工伤赔偿纠纷', '劳务报酬纠纷'],
      facts: ['申请人在工地务工，工程结束后尚有工资未结清。', '双方对误工期间的补偿标准有争议。'],
    },
    { field: 'injury', weight: 6, subjects: ['人身损害赔偿纠纷', '财产损害赔偿纠纷'], facts: ['双方因琐事发生推搡，一方就医产生费用。'] },
    { field: 'medical', weight: 2, subjects: ['医疗纠纷'], facts: ['患者家属对诊疗过程有疑问，要求说明情况并协商。'] },
    { field: 'traffic', weight: 6, subjects: ['交通事故赔偿纠纷'], facts: ['责任认定已出，双方对误工费和营养费金额有分歧。'] },
    { field: 'management', weight: 3, subjects: ['物业服务纠纷', '停车管理纠纷'], facts: ['业主反映公共区域维护不及时，拒交物业费。'] },
    { field: 'other', weight: 1, subjects: ['其他纠纷'], facts: ['双方自愿申请调解。'] },
  ],
  petition: [
    {
      field: 'land',
      weight: 14,
      subjects: ['反映土地流转租金未付', '反映承包地确权面积不符'],
      facts: ['来访人称租金已逾期两季，要求督促支付。'],
    },
    {
      field: 'relocation',
      weight: 12,
      subjects: ['反映征地补偿标准', '反映安置过渡费发放'],
      facts: ['来访人要求公开补偿标准和计算依据。'],
    },
    { field: 'wages', weight: 16, subjects: ['反映工程欠薪', '反映企业欠缴社保'], facts: ['来访人与工友共同反映，提供考勤记录和结算单。'] },
    {
      field: 'welfare',
      weight: 12,
      subjects: ['咨询低保评定', '反映高龄补贴发放', '申请临时救助'],
      facts: ['来访人认为评定结果与家庭实际情况不符，申请复核。'],
    },
    { field: 'housing', weight: 8, subjects: ['反映商品房延期交付', '反映危房改造'], facts: ['来访人要求明确交付时间。'] },
    { field: 'environment', weight: 9, subjects: ['反映河道污染', '反映夜间施工'], facts: ['来访人提供照片，要求现场核查。'] },
    { field: 'education', weight: 5, subjects: ['咨询入学划片', '反映校车线路'], facts: ['来访人希望增设停靠点。'] },
    { field: 'health', weight: 4, subjects: ['反映医保报销', '反映村卫生室缺药'], facts: ['来访人对报销比例有疑问，要求解释。'] },
    { field: 'transport', weight: 8, subjects: ['反映村道损坏', '反映公交班次'], facts: ['来访人称雨后路面坑洼，影响出行。'] },
    { field: 'justice', weight: 4, subjects: ['反映判决执行'], facts: ['来访人称判决生效后尚未执行到位。'] },
    { field: 'conduct', weight: 4, subjects: ['反映工作人员作风'], facts: ['来访人反映办事时答复前后不一致。'] },
    { field: 'other', weight: 4, subjects: ['提出意见建议'], facts: ['来访人对集镇停车提出建议。'] },
  ],
};

/** What is written when a case comes into a state. */
export const CASE_STEP_NOTES: { readonly [S in CaseState]: readonly string[] } = {
  registered: [''],
  accepted: ['材料齐全，予以受理。', '符合受理范围，受理。'],
  refused: ['不属于受理范围，已告知向有关部门反映。', '已进入诉讼程序，不予受理，已告知。'],
  handling: ['已联系双方，约定时间。', '已走访了解情况。', '转责任单位办理，限期答复。'],
  settled: ['双方达成一致，签订协议。', '已答复，来访人表示满意。', '当场履行完毕。'],
  failed: ['双方分歧较大，未达成一致，已告知其他途径。', '来访人对答复不满意，已告知复查程序。'],
  closed: ['材料归档，结案。', '回访已履行，结案。'],
};

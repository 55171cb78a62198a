import type { CaseField, CaseKind, CaseState } from '../../sfu-server/protocol/entities/case.ts';

interface Subject {
  /** What stands in the title after the names or the place. */
  readonly title: string;
  readonly facts: string;
}

interface Matter {
  readonly field: CaseField;
  /** How often it comes. */
  readonly weight: number;
  readonly subjects: readonly Subject[];
}

/** What cases are about, by kind. */
export const MATTERS: { readonly [K in CaseKind]: readonly Matter[] } = {
  mediation: [
    {
      field: 'family',
      weight: 14,
      subjects: [
        { title: '离婚纠纷', facts: '双方婚后因家庭开支多次争吵，申请人希望通过调解解决。' },
        { title: '赡养纠纷', facts: '申请人年事已高，子女对赡养费用分担意见不一。' },
        { title: '抚养费纠纷', facts: '离婚后一方未按约定支付抚养费，已拖欠数月。' },
        { title: '继承纠纷', facts: '老人去世后，兄弟姐妹对房屋和存款的分割意见不一。' },
      ],
    },
    {
      field: 'neighbour',
      weight: 18,
      subjects: [
        { title: '相邻排水纠纷', facts: '被申请人翻建院墙后，雨水流入申请人院内，双方多次交涉未果。' },
        { title: '相邻通行纠纷', facts: '双方共用一条通道，一方堆放杂物影响通行。' },
        { title: '邻里噪声纠纷', facts: '被申请人夜间使用机器加工，影响申请人一家休息。' },
        { title: '相邻采光纠纷', facts: '被申请人加盖楼层后，申请人房屋采光受到影响。' },
      ],
    },
    {
      field: 'housing',
      weight: 8,
      subjects: [
        { title: '宅基地边界争议', facts: '双方宅基地相邻，对界址认定不一，要求现场勘验后调解。' },
        { title: '房屋买卖纠纷', facts: '定金已付，双方对交房时间和过户费用理解不一。' },
        { title: '房屋租赁纠纷', facts: '租期届满后押金退还金额存在争议。' },
      ],
    },
    {
      field: 'contract',
      weight: 10,
      subjects: [
        { title: '借款合同纠纷', facts: '被申请人借款到期未还，仅有借条和转账记录。' },
        { title: '买卖合同纠纷', facts: '货款结算数量双方记载不一致。' },
        { title: '承揽合同纠纷', facts: '门窗安装后存在渗水，双方对返工费用有争议。' },
      ],
    },
    {
      field: 'land',
      weight: 12,
      subjects: [
        { title: '土地承包纠纷', facts: '承包地流转到期后，双方对续租价格不能达成一致。' },
        { title: '灌溉用水纠纷', facts: '插秧期间上下游用水先后发生争执。' },
        { title: '山林权属争议', facts: '双方所持山林凭证四至记载重叠，要求查档后调解。' },
      ],
    },
    {
      field: 'relocation',
      weight: 5,
      subjects: [
        { title: '拆迁补偿分配纠纷', facts: '家庭成员之间对补偿款分配比例有分歧。' },
        { title: '安置房交付纠纷', facts: '安置房交付面积与协议不一致，双方对差价处理有争议。' },
      ],
    },
    {
      field: 'environment',
      weight: 4,
      subjects: [
        { title: '养殖污染纠纷', facts: '养殖场距离住户较近，夏季气味影响生活。' },
        { title: '油烟扰民纠纷', facts: '餐馆排烟口朝向住户窗口，住户要求改道。' },
      ],
    },
    {
      field: 'labour',
      weight: 11,
      subjects: [
        { title: '工资拖欠纠纷', facts: '申请人在工地务工，工程结束后尚有工资未结清。' },
        { title: '工伤赔偿纠纷', facts: '双方对误工期间的补偿标准有争议。' },
        { title: '劳务报酬纠纷', facts: '双方对计件数量记载不一，要求核对后结算。' },
      ],
    },
    {
      field: 'injury',
      weight: 6,
      subjects: [
        { title: '人身损害赔偿纠纷', facts: '双方因琐事发生推搡，一方就医产生费用。' },
        { title: '财产损害赔偿纠纷', facts: '被申请人施工时压坏申请人围墙，双方对修复费用有争议。' },
      ],
    },
    { field: 'medical', weight: 2, subjects: [{ title: '医疗纠纷', facts: '患者家属对诊疗过程有疑问，要求说明情况并协商。' }] },
    { field: 'traffic', weight: 6, subjects: [{ title: '交通事故赔偿纠纷', facts: '责任认定已出，双方对误工费和营养费金额有分歧。' }] },
    {
      field: 'management',
      weight: 3,
      subjects: [
        { title: '物业服务纠纷', facts: '业主反映公共区域维护不及时，拒交物业费。' },
        { title: '停车管理纠纷', facts: '双方对固定车位的使用约定理解不一。' },
      ],
    },
    { field: 'other', weight: 1, subjects: [{ title: '其他纠纷', facts: '双方自愿申请调解。' }] },
  ],
  petition: [
    {
      field: 'land',
      weight: 14,
      subjects: [
        { title: '反映土地流转租金未付', facts: '来访人称租金已逾期两季，要求督促支付。' },
        { title: '反映承包地确权面积不符', facts: '来访人称确权面积少于实际耕种面积，要求复核。' },
      ],
    },
    {
      field: 'relocation',
      weight: 12,
      subjects: [
        { title: '反映征地补偿标准', facts: '来访人要求公开补偿标准和计算依据。' },
        { title: '反映安置过渡费发放', facts: '来访人称过渡费已三个月未发放，要求说明原因。' },
      ],
    },
    {
      field: 'wages',
      weight: 16,
      subjects: [
        { title: '反映工程欠薪', facts: '来访人与工友共同反映，提供考勤记录和结算单。' },
        { title: '反映企业欠缴社保', facts: '来访人称企业近一年未为职工缴纳社会保险。' },
      ],
    },
    {
      field: 'welfare',
      weight: 12,
      subjects: [
        { title: '咨询低保评定', facts: '来访人认为评定结果与家庭实际情况不符，申请复核。' },
        { title: '反映高龄补贴发放', facts: '来访人称本人已满八十周岁，补贴尚未到账。' },
        { title: '申请临时救助', facts: '来访人因家人住院，生活暂时困难，申请救助。' },
      ],
    },
    {
      field: 'housing',
      weight: 8,
      subjects: [
        { title: '反映商品房延期交付', facts: '来访人要求明确交付时间。' },
        { title: '反映危房改造', facts: '来访人称房屋已列入改造名单，尚未动工。' },
      ],
    },
    {
      field: 'environment',
      weight: 9,
      subjects: [
        { title: '反映河道污染', facts: '来访人提供照片，要求现场核查。' },
        { title: '反映夜间施工', facts: '来访人称工地夜间施工，影响周边居民休息。' },
      ],
    },
    {
      field: 'education',
      weight: 5,
      subjects: [
        { title: '咨询入学划片', facts: '来访人询问新建小区的入学划片范围。' },
        { title: '反映校车线路', facts: '来访人希望增设停靠点。' },
      ],
    },
    {
      field: 'health',
      weight: 4,
      subjects: [
        { title: '反映医保报销', facts: '来访人对报销比例有疑问，要求解释。' },
        { title: '反映村卫生室缺药', facts: '来访人称常用慢性病药品经常缺货。' },
      ],
    },
    {
      field: 'transport',
      weight: 8,
      subjects: [
        { title: '反映村道损坏', facts: '来访人称雨后路面坑洼，影响出行。' },
        { title: '反映公交班次', facts: '来访人称早晚班次间隔过长，希望加密。' },
      ],
    },
    { field: 'justice', weight: 4, subjects: [{ title: '反映判决执行', facts: '来访人称判决生效后尚未执行到位。' }] },
    { field: 'conduct', weight: 4, subjects: [{ title: '反映工作人员作风', facts: '来访人反映办事时答复前后不一致。' }] },
    { field: 'other', weight: 4, subjects: [{ title: '提出意见建议', facts: '来访人对集镇停车提出建议。' }] },
  ],
};

/** What is written when a case comes into a state. */
export const CASE_STEP_NOTES: { readonly [K in CaseKind]: { readonly [S in CaseState]: readonly string[] } } = {
  mediation: {
    registered: [''],
    accepted: ['材料齐全，予以受理。', '双方同意调解，受理。'],
    refused: ['不属于受理范围，已告知向有关部门反映。', '已进入诉讼程序，不予受理，已告知。'],
    handling: ['已联系双方，约定时间。', '已走访了解情况。', '已到现场查看，分别听取双方意见。'],
    settled: ['双方达成一致，签订协议。', '当场履行完毕。'],
    failed: ['双方分歧较大，未达成一致，已告知其他途径。'],
    withdrawn: ['双方自行和解，申请人撤回申请。', '申请人不愿继续调解，撤回申请。'],
    closed: ['材料归档，结案。', '回访已履行，结案。'],
  },
  petition: {
    registered: [''],
    accepted: ['材料齐全，予以受理。', '符合受理范围，受理。'],
    refused: ['不属于受理范围，已告知向有关部门反映。', '已进入诉讼程序，不予受理，已告知。'],
    handling: ['已走访了解情况。', '转责任单位办理，限期答复。'],
    settled: ['已书面答复，来访人表示满意。', '问题已解决，来访人认可。'],
    failed: ['来访人对答复不满意，已告知复查程序。'],
    withdrawn: ['来访人撤回。'],
    closed: ['材料归档，结案。', '回访后结案。'],
  },
};

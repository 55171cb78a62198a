import type { EventKind, EventState, GovernanceEvent } from '../../sfu-server/protocol/entities/event.ts';

/** What is reported, by kind: each with the level that it usually has. */
export const SUBJECTS: { readonly [K in EventKind]: readonly (readonly [title: string, level: GovernanceEvent['level']])[] } = {
  dispute: [
    ['灌溉用水纠纷', 3],
    ['宅基地边界争议', 3],
    ['邻里噪声纠纷', 4],
    ['土地承包款争议', 3],
    ['工钱拖欠纠纷', 2],
    ['婚姻家庭矛盾', 3],
    ['相邻排水纠纷', 4],
  ],
  safety: [
    ['化粪池井盖缺失', 2],
    ['私拉电线充电', 3],
    ['危房墙体开裂', 2],
    ['鱼塘无防护栏', 3],
    ['施工围挡松动', 3],
    ['液化气瓶违规存放', 1],
    ['独居老人未接电话', 2],
  ],
  environment: [
    ['生活垃圾堆积', 4],
    ['秸秆露天焚烧', 3],
    ['河道漂浮物', 4],
    ['养殖污水外排', 3],
    ['夜间施工噪声', 4],
    ['占道堆放建材', 4],
  ],
  facility: [
    ['路灯不亮', 4],
    ['健身器材损坏', 4],
    ['自来水管渗漏', 3],
    ['通信光缆下垂', 3],
    ['公示栏破损', 4],
    ['桥栏杆缺损', 2],
    ['污水井堵塞', 3],
  ],
  traffic: [
    ['路口信号灯故障', 2],
    ['村道塌方', 2],
    ['农用车违规载人', 2],
    ['道路坑洼积水', 3],
    ['校门口车辆拥堵', 3],
    ['限高架被撞', 2],
  ],
  flood: [
    ['涵洞水位超警戒', 1],
    ['沟渠漫水', 2],
    ['堤段渗水', 1],
    ['低洼路段积水', 2],
    ['排涝泵停机', 2],
  ],
  fire: [
    ['山林边缘冒烟', 1],
    ['楼道堆放杂物', 3],
    ['灭火器过期', 4],
    ['消防通道被占', 3],
    ['野外用火', 2],
  ],
  service: [
    ['低保申请帮办', 4],
    ['高龄津贴代办', 4],
    ['残疾证换证咨询', 4],
    ['外出务工信息登记', 4],
    ['留守儿童走访', 3],
  ],
  other: [
    ['走失老人求助', 2],
    ['流浪犬出没', 3],
    ['无人认领包裹', 4],
    ['外来推销扰民', 4],
  ],
};

/** How often each kind comes. */
export const KIND_WEIGHTS: { readonly [K in EventKind]: number } = {
  dispute: 17,
  safety: 15,
  environment: 17,
  facility: 19,
  traffic: 9,
  flood: 5,
  fire: 5,
  service: 9,
  other: 4,
};

export const DETAILS: readonly string[] = [
  '巡查时发现，已拍照留存，现场暂无人员受伤。',
  '群众来电反映，经现场核实属实，需有关单位处理。',
  '第二次反映，前次处理后又出现，请跟进。',
  '影响周边住户出行，已设置临时警示。',
  '当事双方情绪稳定，愿意配合处理。',
  '入户走访时了解到，已做初步劝导。',
  '',
];

/** What is written when an event comes into a state. */
export const STEP_NOTES: { readonly [S in EventState]: readonly string[] } = {
  reported: [''],
  accepted: ['情况属实，予以受理。', '已核对位置和内容，受理。', '受理，转办理环节。'],
  dispatched: ['派单至属地综治中心，请及时签收。', '派单，请会同村委会到场处置。', '转属地办理，处理后反馈。'],
  acknowledged: ['已签收，安排人员前往。', '签收，网格员先行到场。', '已签收。'],
  handling: ['已到现场，正在处置。', '联系责任单位，约定今日处理。', '现场劝导，双方同意协商。', '已设警示，等待维修。'],
  reportedBack: ['处置完毕，附现场情况说明。', '已修复，恢复正常。', '双方达成一致，请核查。'],
  verified: ['电话回访，反映人满意。', '现场核查，情况属实。', '核查通过。'],
  closed: ['办结。', '办结归档。', '核查通过，办结。'],
};

export const DUPLICATE_NOTE = '与前一事件重复，合并办理，本件办结。';

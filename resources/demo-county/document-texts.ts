import type { DocumentKind } from '../../sfu-server/protocol/entities/document.ts';

interface Paper {
  readonly kind: DocumentKind;
  /** What stands in the title after whose it is. */
  readonly subjects: readonly string[];
  readonly body: string;
}

/** What centres hand down. */
export const PAPERS: readonly Paper[] = [
  {
    kind: 'notice',
    subjects: [
      '关于做好矛盾纠纷排查工作的通知',
      '关于开展网格走访月活动的通知',
      '关于做好汛期值班值守的通知',
      '关于规范视频会议纪律的通知',
    ],
    body: '各综治中心：\n一、以网格为单位开展一次全面排查，登记造册，逐件明确责任人。\n二、能当场化解的当场化解；不能化解的，三日内上报。\n三、每周五下班前通过系统反馈进展。\n请认真抓好落实。',
  },
  {
    kind: 'plan',
    subjects: ['防汛应急联动预案', '森林防火视频巡查方案', '重点时段值守工作方案'],
    body: '一、组织领导：由综治中心牵头，各成员单位参加。\n二、启动条件：接到预警或发现险情即启动。\n三、处置流程：发现、上报、研判、调度、处置、反馈、归档。\n四、保障措施：值班人员二十四小时在岗，通信畅通。',
  },
  {
    kind: 'rule',
    subjects: ['综治中心值班制度', '事件分级处置制度', '调解卷宗归档制度', '监控点位使用管理制度'],
    body: '第一条　为规范工作，制定本制度。\n第二条　值班人员应当按时到岗，不得擅自离岗。\n第三条　交接班应当清点未办结事项，双方签字确认。\n第四条　违反本制度的，按有关规定处理。',
  },
  {
    kind: 'bulletin',
    subjects: ['关于事件办结情况的通报', '关于矛盾纠纷化解情况的通报'],
    body: '现将本期情况通报如下：\n一、总体情况：各单位均能按时受理，办结质量有所提高。\n二、存在问题：少数事件反馈不及时，照片不清晰。\n三、下步要求：落实首问负责，限期整改。',
  },
  {
    kind: 'minutes',
    subjects: ['综治工作联席会议纪要', '疑难纠纷会商纪要'],
    body: '会议听取了近期工作汇报，议定以下事项：\n一、由综治中心牵头，有关单位配合，限期办结交办事项。\n二、会商结果由承办单位书面反馈。',
  },
];

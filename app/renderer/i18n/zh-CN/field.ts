const texts = {
  title: '网格上报',
  report: '上报事件',
  mine: '我的上报',
  'mine.empty': '您还没有上报过事件。',
  place: '地点',
  'place.locate': '用手机定位',
  'place.locating': '正在定位…',
  'place.denied': '未允许定位，请从下面选择网格。',
  'place.failed': '定位失败，请从下面选择网格。',
  'place.outside': '当前位置不在您的辖区内，请从下面选择网格。',
  'place.choose': '选择网格',
  submit: '上报',
  signOut: '退出',
  offline: '线路中断，上报将在恢复后发送',
  online: '线路正常',
  loading: '正在载入…',
  demo: '填入演示网格员账号',
} as const;

export default texts;

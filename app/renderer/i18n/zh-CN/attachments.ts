const texts = {
  label: '附件',
  empty: '还没有附件。',
  add: '添加附件',
  photo: '拍照',
  drop: '松开即可添加',
  noRight: '您的岗位不能给该事件添加附件。',
  'state.waiting': '待发送',
  'state.sending': '发送中 {{percent}}%',
  'state.expected': '{{name}} 正在上传',
  'state.refused': '未被接受',
  redo: '重新发送',
  takeBack: '撤回',
  remove: '移除',
  enlarge: '放大查看 {{name}}',
  save: '保存',
  'save.name': '保存 {{name}}',
  close: '关闭',
  unreadable: '无法显示',
  loading: '正在取回…',
  chosen: '已选 {{count}} 个文件',
} as const;

export default texts;

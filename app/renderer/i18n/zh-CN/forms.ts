const texts = {
  pending: '待发送',
  edit: '修改',
  save: '保存',
  cancel: '取消',
  close: '关闭',
  loading: '正在载入…',
  'problem.missing': '请填写{{field}}。',
  'problem.long': '{{field}}最多 {{max}} 字。',
  'problem.characters': '{{field}}中有不能使用的字符。',
  'problem.phone': '{{field}}应为电话号码，可含空格、短横和括号。',
  'note.label': '备注',
  'note.placeholder': '填写办理说明或备注',
  'note.add': '添加备注',
  'note.none': '还没有办理记录。',
  'note.list': '办理记录',
} as const;

export default texts;

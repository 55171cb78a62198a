import type zh from '../zh-CN/attachments.ts';

const texts = {
  label: 'Attachments',
  empty: 'There are no attachments yet.',
  add: 'Add files',
  photo: 'Take a picture',
  drop: 'Let go to add',
  noRight: 'Your role cannot add attachments to this event.',
  'state.waiting': 'To send',
  'state.sending': 'Sending {{percent}}%',
  'state.expected': '{{name}} is sending it',
  'state.refused': 'Not accepted',
  redo: 'Send again',
  takeBack: 'Take back',
  remove: 'Remove',
  enlarge: 'Enlarge {{name}}',
  save: 'Save',
  'save.name': 'Save {{name}}',
  close: 'Close',
  unreadable: 'Cannot be shown',
  loading: 'Fetching…',
  chosen: '{{count}} files chosen',
  play: 'Play',
  'play.close': 'Close',
  'play.name': 'Play {{name}}',
} as const satisfies Record<keyof typeof zh, string>;

export default texts;

import type zh from '../zh-CN/forms.ts';

const texts = {
  pending: 'To send',
  edit: 'Edit',
  save: 'Save',
  cancel: 'Cancel',
  close: 'Close',
  loading: 'Loading…',
  'problem.missing': 'Fill in: {{field}}.',
  'problem.long': '{{field}} can have {{max}} characters.',
  'problem.characters': '{{field}} holds characters that cannot be used.',
  'problem.phone': '{{field}} is to be a telephone number; spaces, hyphens and brackets may be in it.',
  'note.label': 'Note',
  'note.placeholder': 'What was done, or a remark',
  'note.add': 'Add note',
  'note.none': 'Nothing has been recorded yet.',
  'note.list': 'Record',
} as const satisfies Record<keyof typeof zh, string>;

export default texts;

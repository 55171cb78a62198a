import type zh from '../zh-CN/wall.ts';

const texts = {
  wall: 'Video wall',
  tree: 'Cameras',
  'tree.count': '{{total}}, {{watchable}} with a source',
  search: 'Search by name or code',
  keyPoints: 'Key points',
  empty: 'There are no cameras in your area.',
  notFound: 'No camera matches.',
  noSource: 'No source',
  'noSource.hint': 'No stream is registered for this camera; it cannot be played',
  layouts: 'Layouts',
  layout: '{{count}} cells',
  shown: '{{count}} on the wall',
  'cell.empty': 'Cell {{number}}, empty',
  'cell.of': 'Cell {{number}}, {{name}}',
  'cell.hint': 'Click a camera on the left, or drag it here',
  'cell.close': 'Close the picture',
  'cell.enlarge': 'Enlarge',
  'cell.smaller': 'Back to the wall',
  unknown: 'Unknown camera',
  connecting: 'Connecting…',
  failed: 'Connection lost',
  retryIn: 'Next try in {{seconds}} s (attempt {{attempt}})',
  retrying: 'Trying again (attempt {{attempt}})',
  retryNow: 'Try now',
  stalled: 'Picture stands still',
  starved: 'Weak line · picture paused',
} as const satisfies Record<keyof typeof zh, string>;

export default texts;

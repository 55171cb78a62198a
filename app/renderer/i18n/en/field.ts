import type zh from '../zh-CN/field.ts';

const texts = {
  title: 'Field report',
  report: 'Report an event',
  mine: 'My reports',
  'mine.empty': 'You have not reported anything yet.',
  place: 'Place',
  'place.locate': 'Use this phone’s position',
  'place.locating': 'Finding the position…',
  'place.denied': 'Positioning was not allowed. Choose the grid below.',
  'place.failed': 'The position could not be found. Choose the grid below.',
  'place.outside': 'You are outside of your area. Choose the grid below.',
  'place.choose': 'Choose a grid',
  submit: 'Report',
  signOut: 'Sign out',
  offline: 'Line down',
  online: 'Line up',
  loading: 'Loading…',
  demo: 'Fill in the demo grid worker',
} as const satisfies Record<keyof typeof zh, string>;

export default texts;

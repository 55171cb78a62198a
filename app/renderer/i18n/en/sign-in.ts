import type zh from '../zh-CN/sign-in.ts';

const texts = {
  title: 'Sign in',
  subtitle: 'County command and video console',
  username: 'Account',
  password: 'Password',
  submit: 'Sign in',
  submitting: 'Signing in…',
  throttled: 'Too many attempts. Try again in {{seconds}} s.',
  unreachable: 'The server {{server}} cannot be reached. You can sign in once it is back.',
  server: 'Server',
  'demo.title': 'Demo data of a county that does not exist. Choose an account to fill it in; every password is {{password}}.',
  'demo.admin': 'administrator',
  'demo.leader': 'county leader',
  'demo.duty': 'duty officer',
  'demo.host': 'conference host',
  'demo.mediator': 'county mediator',
  'demo.clerk': 'petition clerk',
  'demo.township': 'township operator',
  'demo.township2': 'another township',
  'demo.village': 'village operator',
  'demo.mediator-township': 'township mediator',
  'demo.grid': 'grid worker',
  'demo.court': 'court',
  'demo.justice': 'justice office',
} as const satisfies Record<keyof typeof zh, string>;

export default texts;

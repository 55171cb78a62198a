/** The accounts of a server started with `--demo`; production servers have none of them. */
export const DEMO_ACCOUNTS = [
  'duty',
  'leader',
  'mediator',
  'host',
  'clerk',
  'township',
  'township2',
  'mediator-township',
  'village',
  'grid',
  'court',
  'justice',
  'admin',
] as const;

export const DEMO_PASSWORD = 'Demo-2026';

import { expect, it } from 'vitest';
import type { Account } from '../../sfu-server/protocol/session.ts';
import { ManualClock } from '../bridge/testing/manual-clock.ts';
import { TestServer } from '../bridge/testing/test-server.ts';
import { GatedPage } from './gated-page.ts';
import { Visitors } from './visitors.ts';

it('a browser is let in as the account whose password was checked, not as whoever has signed in meanwhile', async () => {
  const { accounts } = new TestServer(new ManualClock());
  const seat: { account: Account | null } = { account: null };
  const host = {
    get account() {
      return seat.account;
    },
    openPage: () => ({ call: async () => ({}), close: () => undefined }),
  };
  const visitors = new Visitors();
  const cookie = visitors.admit();
  const page = new GatedPage(host, visitors, cookie, 'page', () => undefined);
  const another = accounts.get('township');
  const own = accounts.get('duty');
  if (another === undefined || own === undefined) throw new Error('The test server lacks an account.');
  seat.account = another;
  await page.call('session.signIn', { username: 'duty', password: 'right' });
  expect(visitors.mayUse(cookie, another.id)).toBe(false);
  await expect(page.call('outbox.list', {})).rejects.toMatchObject({ code: 'auth.required' });
  seat.account = own;
  await page.call('session.signIn', { username: ' Duty', password: 'right' });
  expect(visitors.mayUse(cookie, own.id)).toBe(true);
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../protocol/session.ts';
import { openSmallCounty, type SmallCounty } from '../testing/small-county.ts';
import { ACCESS_VALID_MS } from './access-tokens.ts';
import { SignInService } from './sign-in.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const ADDRESS = '10.0.0.9';
let county: SmallCounty;
let duty: Account;
let now: number;
let ended: unknown[];
let service: SignInService;

beforeEach(async () => {
  county = await openSmallCounty();
  duty = await county.account('duty', 'duty', county.orgs.county);
  now = Date.UTC(2026, 10, 22);
  ended = [];
  service = new SignInService(county.db, { key: new Uint8Array(32).fill(7), ended: (which) => ended.push(which), now: () => now });
});
afterEach(() => county.db.destroy());

describe('signing in', () => {
  it('gives the account with its organisation, and tokens that resume it', async () => {
    const { account, tokens } = await service.signIn('duty', 'duty', ADDRESS);
    expect(account).toEqual(duty);
    expect(account.organisation.path).toBe('991100/');
    expect(await service.resume(tokens.accessToken)).toMatchObject({ account: duty, expiresAt: tokens.accessExpiresAt });
  });

  it('says the same of a wrong password, an unknown name and the wrong password of a disabled account', async () => {
    await county.account('gone', 'duty', county.orgs.county);
    await county.db.updateTable('accounts').set({ disabled: 1 }).where('username', '=', 'gone').execute();
    const answers = await Promise.all(
      [
        ['duty', 'wrong'],
        ['nobody', 'wrong'],
        ['gone', 'wrong'],
      ].map(([username = '', password = '']) => service.signIn(username, password, ADDRESS).catch((error: unknown) => error)),
    );
    for (const answer of answers) expect(answer).toMatchObject({ code: 'auth.bad_credentials', message: (answers[0] as Error).message });
  });

  it('takes a hash of time also for a name that does not exist', async () => {
    const timeOf = async (username: string) => {
      const started = performance.now();
      await service.signIn(username, 'wrong', ADDRESS).catch(() => {});
      return performance.now() - started;
    };
    await timeOf('warm up');
    // Argon2id takes tens of ms; looking up nothing takes well under one.
    expect(await timeOf('nobody')).toBeGreaterThan(5);
  });

  it('is slowed down after three failures, with the time to wait, even for the right password', async () => {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await expect(service.signIn('duty', 'wrong', ADDRESS)).rejects.toMatchObject({ code: 'auth.bad_credentials' });
    }
    await expect(service.signIn('duty', 'duty', ADDRESS)).rejects.toMatchObject({ code: 'auth.throttled', retryAfterMs: 1000 });
    now += 1000;
    await expect(service.signIn('duty', 'duty', ADDRESS)).resolves.toMatchObject({ account: duty });
  });

  it('is not sped up by guessing at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => service.signIn('duty', 'wrong', ADDRESS).catch((error: { code: string }) => error.code)),
    );
    expect(answers.filter((code) => code === 'auth.bad_credentials')).toHaveLength(3);
    expect(answers.filter((code) => code === 'auth.throttled')).toHaveLength(17);
  });

  it('slows down an address that tries many names', async () => {
    const tries: unknown[] = [];
    for (let name = 0; name < 21; name += 1) tries.push(await service.signIn(`name${name}`, 'x', ADDRESS).catch((error: unknown) => error));
    expect(tries.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => expect.objectContaining({ code: 'auth.bad_credentials' })));
    expect(tries[20]).toMatchObject({ code: 'auth.throttled' });
    await expect(service.signIn('duty', 'duty', '10.0.0.10')).resolves.toBeDefined();
  });
});

describe('an access token', () => {
  it('ends after ten minutes', async () => {
    const { tokens } = await service.signIn('duty', 'duty', ADDRESS);
    now += ACCESS_VALID_MS + 1000;
    await expect(service.resume(tokens.accessToken)).rejects.toMatchObject({ code: 'auth.expired' });
  });

  it('of another key, or with anything changed, is none of ours', async () => {
    const { tokens } = await service.signIn('duty', 'duty', ADDRESS);
    const other = new SignInService(county.db, { key: new Uint8Array(32).fill(8), ended: () => {}, now: () => now });
    await expect(other.resume(tokens.accessToken)).rejects.toMatchObject({ code: 'auth.required' });
    const [header = '', payload = '', signature = ''] = tokens.accessToken.split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const forged of [`${header}.${payload}.`, `${none}.${payload}.`, `${none}.${payload}.${signature}`, 'x', '']) {
      await expect(service.resume(forged), forged).rejects.toMatchObject({ code: 'auth.required' });
    }
  });
});

describe('a refresh token', () => {
  it('gives the next pair, and that the next', async () => {
    const first = await service.signIn('duty', 'duty', ADDRESS);
    now += 5 * DAY_MS;
    const second = await service.refresh(first.tokens.refreshToken, null);
    now += 5 * DAY_MS;
    const third = await service.refresh(second.tokens.refreshToken, duty.id);
    expect(third).toMatchObject({ account: duty, signInId: first.signInId });
    expect(await service.resume(third.tokens.accessToken)).toMatchObject({ account: duty });
  });

  it('seen twice ends the sign-in, for the thief and for the owner', async () => {
    const first = await service.signIn('duty', 'duty', ADDRESS);
    const second = await service.refresh(first.tokens.refreshToken, null);
    const third = await service.refresh(second.tokens.refreshToken, null);
    await expect(service.refresh(first.tokens.refreshToken, null)).rejects.toMatchObject({ code: 'auth.revoked' });
    expect(ended).toEqual([{ signInId: first.signInId }]);
    await expect(service.refresh(third.tokens.refreshToken, null)).rejects.toMatchObject({ code: 'auth.revoked' });
    await expect(service.resume(second.tokens.accessToken)).rejects.toMatchObject({ code: 'auth.revoked' });
  });

  it('whose answer was lost is taken once more within a minute', async () => {
    const first = await service.signIn('duty', 'duty', ADDRESS);
    await service.refresh(first.tokens.refreshToken, null);
    now += 59_000;
    const again = await service.refresh(first.tokens.refreshToken, null);
    expect(ended).toEqual([]);
    expect(await service.refresh(again.tokens.refreshToken, null)).toMatchObject({ account: duty });
  });

  it('is not taken once more after a minute, nor a third time, and what had taken its place gives a thief away', async () => {
    const late = await service.signIn('duty', 'duty', ADDRESS);
    await service.refresh(late.tokens.refreshToken, null);
    now += 60_001;
    await expect(service.refresh(late.tokens.refreshToken, null)).rejects.toMatchObject({ code: 'auth.revoked' });

    const thrice = await service.signIn('duty', 'duty', ADDRESS);
    await service.refresh(thrice.tokens.refreshToken, null);
    await service.refresh(thrice.tokens.refreshToken, null);
    await expect(service.refresh(thrice.tokens.refreshToken, null)).rejects.toMatchObject({ code: 'auth.revoked' });

    const stolen = await service.signIn('duty', 'duty', ADDRESS);
    const owners = await service.refresh(stolen.tokens.refreshToken, null);
    const thiefs = await service.refresh(stolen.tokens.refreshToken, null);
    await expect(service.refresh(owners.tokens.refreshToken, null)).rejects.toMatchObject({ code: 'auth.revoked' });
    await expect(service.refresh(thiefs.tokens.refreshToken, null)).rejects.toMatchObject({ code: 'auth.revoked' });
  });

  it('used twice at the same time is used once', async () => {
    const { tokens } = await service.signIn('duty', 'duty', ADDRESS);
    const results = await Promise.allSettled([service.refresh(tokens.refreshToken, null), service.refresh(tokens.refreshToken, null)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('does not stand in the database as it is', async () => {
    const { tokens } = await service.signIn('duty', 'duty', ADDRESS);
    const rows = await county.db.selectFrom('refresh_tokens').select('hash').execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.hash).not.toContain(tokens.refreshToken);
  });

  it('ends a week after its last use', async () => {
    const { tokens } = await service.signIn('duty', 'duty', ADDRESS);
    now += 7 * DAY_MS + 1;
    await expect(service.refresh(tokens.refreshToken, null)).rejects.toMatchObject({ code: 'auth.expired' });
  });

  it('of another account is left unused on a socket that belongs to somebody', async () => {
    const { tokens } = await service.signIn('duty', 'duty', ADDRESS);
    await expect(service.refresh(tokens.refreshToken, 'somebody else')).rejects.toMatchObject({ code: 'auth.already_signed_in' });
    await expect(service.refresh(tokens.refreshToken, null)).resolves.toBeDefined();
  });
});

describe('a disabled account', () => {
  it('loses its sign-ins at once', async () => {
    const { tokens } = await service.signIn('duty', 'duty', ADDRESS);
    expect(await service.disable(duty.id)).toBe(true);
    expect(ended).toEqual([{ accountId: duty.id }]);
    await expect(service.refresh(tokens.refreshToken, null)).rejects.toMatchObject({ code: 'auth.disabled' });
    await expect(service.resume(tokens.accessToken)).rejects.toMatchObject({ code: 'auth.disabled' });
    await expect(service.signIn('duty', 'duty', ADDRESS)).rejects.toMatchObject({ code: 'auth.disabled' });
  });
});

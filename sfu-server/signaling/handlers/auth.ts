import { Refusal } from '../../protocol/errors.ts';
import type { Asker } from '../../security/identity.ts';
import type { Invitations } from '../../security/invitations.ts';
import type { Established as SignedIn, SignInService } from '../../security/sign-in.ts';
import type { Handlers } from '../handler.ts';
import type { Session } from '../session.ts';
import type { Sessions } from '../sessions.ts';

type AuthRequests =
  | 'ping'
  | 'auth.signIn'
  | 'auth.refresh'
  | 'auth.resume'
  | 'auth.signOut'
  | 'auth.guest'
  | 'invitation.look'
  | 'page.close';

/** Who a socket belongs to. */
export function authHandlers(sessions: Sessions, signIns: SignInService, invitations: Invitations): Handlers<AuthRequests> {
  /** @throws Refusal `line.offline` where the socket was closed meanwhile */
  function sessionOf(asker: Asker): Session {
    const session = sessions.get(asker.sessionId);
    if (session === null) throw new Refusal('line.offline', 'The connection is closed.');
    return session;
  }

  /** The account that the socket has now; null where a sign-in may make it anybody's. */
  function presentAccount(session: Session): string | null {
    const established = session.established;
    if (established === null || established.expiresAt <= Date.now()) return null;
    if (established.identity.kind === 'guest') throw new Refusal('auth.already_signed_in', 'This connection belongs to a guest.');
    return established.identity.account.id;
  }

  /** @throws Refusal `auth.revoked` where all sign-ins of the account were ended while this one was being made */
  function checkStands(accountId: string, asOf: number): void {
    if (signIns.endedSince(accountId, asOf)) throw new Refusal('auth.revoked', 'The sign-in has been ended; sign in again.');
  }

  function establish(asker: Asker, signedIn: SignedIn) {
    const { account, tokens, signInId, asOf } = signedIn;
    checkStands(account.id, asOf);
    sessions.establish(sessionOf(asker), {
      identity: { kind: 'account', account },
      signInId,
      expiresAt: tokens.accessExpiresAt,
    });
    return { account, tokens };
  }

  return {
    ping: () => ({ serverTime: Date.now() }),

    'auth.signIn': async ({ username, password }, asker) => {
      if (presentAccount(sessionOf(asker)) !== null) {
        throw new Refusal('auth.already_signed_in', 'Somebody is signed in on this connection; sign out first.');
      }
      return establish(asker, await signIns.signIn(username, password, asker.remoteAddress));
    },

    'auth.refresh': async ({ refreshToken }, asker) =>
      establish(asker, await signIns.refresh(refreshToken, presentAccount(sessionOf(asker)))),

    'auth.resume': async ({ accessToken }, asker) => {
      const session = sessionOf(asker);
      const present = presentAccount(session);
      const { account, signInId, expiresAt, asOf } = await signIns.resume(accessToken);
      if (present !== null && present !== account.id) {
        throw new Refusal('auth.already_signed_in', 'This connection belongs to another account; sign out first.');
      }
      checkStands(account.id, asOf);
      sessions.establish(sessionOf(asker), { identity: { kind: 'account', account }, signInId, expiresAt });
      return { account };
    },

    'auth.signOut': async (_params, asker) => {
      const session = sessionOf(asker);
      const signInId = session.established?.signInId ?? null;
      // First this socket, quietly: it knows. Others with the same sign-in are told.
      sessions.establish(session, null);
      if (signInId !== null) await signIns.signOut(signInId);
      return {};
    },

    'auth.guest': async ({ code, name }, asker) => {
      const present = sessionOf(asker).identity;
      if (present?.kind === 'account' || (present?.kind === 'guest' && present.invitationCode !== code)) {
        throw new Refusal('auth.already_signed_in', 'This connection belongs to somebody already.');
      }
      const { guest, invitation } = await invitations.redeem(code, name);
      sessions.establish(sessionOf(asker), { identity: guest, signInId: null, expiresAt: Number.POSITIVE_INFINITY });
      return { roomId: invitation.roomId, roomTitle: invitation.roomTitle, roomKind: invitation.roomKind };
    },

    'invitation.look': async ({ code }) => {
      const { roomTitle, roomKind, orgName, label, name } = await invitations.look(code);
      return { roomTitle, roomKind, orgName, label, name };
    },

    'page.close': ({ page }, asker) => {
      sessions.closePage(sessionOf(asker), page);
      return {};
    },
  };
}

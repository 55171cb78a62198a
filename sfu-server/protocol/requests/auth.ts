import { z } from 'zod';
import { idSchema, lineOfText, timestampSchema } from '../primitives.ts';
import { accountSchema, signedInSchema } from '../session.ts';

export const authRequests = {
  /** Asks for nothing but an answer: the line is as good as its last one. */
  ping: { params: z.object({}), result: z.object({ serverTime: timestampSchema }), needs: 'nobody' },
  'auth.signIn': {
    params: z.object({ username: z.string().min(1).max(64), password: z.string().min(1).max(256) }),
    result: signedInSchema,
    needs: 'nobody',
  },
  /** Trades a refresh token, which is used up by it, for the next pair; also how a new socket becomes somebody. */
  'auth.refresh': { params: z.object({ refreshToken: z.string().max(512) }), result: signedInSchema, needs: 'nobody' },
  /** Makes this socket the one of an access token that is still good. */
  'auth.resume': { params: z.object({ accessToken: z.string().max(4096) }), result: z.object({ account: accountSchema }), needs: 'nobody' },
  'auth.signOut': { params: z.object({}), result: z.object({}), needs: 'account' },
  /** A guest without an account: an invitation's code and a name. It opens one room and nothing else. */
  'auth.guest': {
    params: z.object({ code: z.string().min(1).max(64), name: lineOfText(40) }),
    result: z.object({ roomId: idSchema, roomTitle: z.string(), roomKind: z.string() }),
    needs: 'nobody',
  },
  /** What a guest is told before giving a name. */
  'invitation.look': {
    params: z.object({ code: z.string().min(1).max(64) }),
    result: z.object({
      roomTitle: z.string(),
      roomKind: z.string(),
      orgName: z.string(),
      label: z.string(),
      /** Whom it is for, where the case says so. */
      name: z.string().nullable(),
    }),
    needs: 'nobody',
  },
  /** A page (window) of this socket is gone; what it held is let go. */
  'page.close': { params: z.object({ page: z.string().max(64) }), result: z.object({}), needs: 'nobody' },
} as const;

import { z } from 'zod';
import { errorCodeSchema } from '../errors.ts';
import { idSchema, lineOfText, timestampSchema } from '../primitives.ts';
import { roleSchema } from '../roles.ts';
import { accountSchema } from '../session.ts';

const nothing = z.object({});
const accountId = idSchema;

/**
 * What one signs in with: 2 to 32 letters of the Latin alphabet, Han characters, digits, dots, dashes; lower case, so that
 * nobody can be taken for another by a capital letter.
 */
export const usernameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9\p{Script=Han}][a-z0-9\p{Script=Han}._-]{1,31}$/u, 'A user name has 2 to 32 letters, digits, dots or dashes.');

/** An account as those see it who administer it. */
export const accountRecordSchema = z.object({
  account: accountSchema,
  disabled: z.boolean(),
  createdAt: timestampSchema,
  /** Null where nobody has ever signed in with it. */
  lastSignInAt: timestampSchema.nullable(),
  /** Connections that are signed in with it just now. */
  online: z.number().int().nonnegative(),
});
export type AccountRecord = z.infer<typeof accountRecordSchema>;

const changedAccount = z.object({ record: accountRecordSchema });
/** The password is shown this once; the server keeps only its hash. */
const withPassword = z.object({ record: accountRecordSchema, password: z.string() });

const auditFilter = z.object({
  /** UTC ms; `to` is not included. */
  from: timestampSchema.nullable(),
  to: timestampSchema.nullable(),
  /** Part of the name of whoever did it; empty for all. */
  person: z.string().trim().max(60),
  /** One action by its name; empty for all. */
  action: z.string().max(60),
  /** Only what was done to things of this organisation (its path) and of those below; empty for all. */
  targetPath: z
    .string()
    .max(200)
    .regex(/^(?:[^/]+\/)*$/, 'An organisation path ends in a slash.'),
});
export type AuditFilter = z.infer<typeof auditFilter>;

export const auditEntrySchema = z.object({
  seq: z.number().int().positive(),
  at: z.number().int(),
  actorKind: z.string(),
  actorName: z.string(),
  actorOrgPath: z.string().nullable(),
  remoteAddress: z.string().nullable(),
  action: z.string(),
  targetType: z.string().nullable(),
  targetId: z.string().nullable(),
  /** To whom the target belonged, and what people called it; null in old entries and where it belongs to none. */
  targetOrgPath: z.string().nullable(),
  targetLabel: z.string().nullable(),
  /** JSON. */
  detail: z.string(),
  /** `done`, or the code of the refusal. */
  outcome: z.union([z.literal('done'), errorCodeSchema, z.string()]),
  /** SHA-256, hex. */
  hash: z.string(),
});
export type AuditEntryView = z.infer<typeof auditEntrySchema>;

const auditPage = auditFilter.extend({
  /** Entries before this number, newest first; null begins at the newest. */
  before: z.number().int().positive().nullable(),
  limit: z.number().int().min(1).max(1000),
});
/** Where to go on; null at the end. A page may be empty and not the last: one request looks at a limited stretch. */
const next = z.number().int().positive().nullable();

/** Accounts, the audit trail and the server itself, for administrators; and everybody's own password. */
export const administrationRequests = {
  /** Accounts of the asker's branch in order of user name. */
  'account.list': {
    params: z.object({
      search: z.string().trim().max(60),
      role: roleSchema.nullable(),
      disabled: z.boolean().nullable(),
      /** This organisation and all below; null for the whole branch. */
      orgId: idSchema.nullable(),
      after: z.string().max(64).nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    result: z.object({ records: z.array(accountRecordSchema), total: z.number().int().nonnegative(), next: z.string().nullable() }),
    needs: 'account',
  },
  'account.create': {
    params: z.object({ username: usernameSchema, name: lineOfText(40), role: roleSchema, orgId: idSchema }),
    result: withPassword,
    needs: 'account',
  },
  /** Disabling ends all its sessions at once. */
  'account.setDisabled': { params: z.object({ accountId, disabled: z.boolean() }), result: changedAccount, needs: 'account' },
  /** Its sessions end with `auth.changed`; after the next sign-in its consoles take a snapshot of the new branch. */
  'account.move': { params: z.object({ accountId, orgId: idSchema }), result: changedAccount, needs: 'account' },
  'account.changeRole': { params: z.object({ accountId, role: roleSchema }), result: changedAccount, needs: 'account' },
  /** A new password that has to be changed at the next sign-in. */
  'account.resetPassword': { params: z.object({ accountId }), result: withPassword, needs: 'account' },
  'account.signOutEverywhere': { params: z.object({ accountId }), result: changedAccount, needs: 'account' },
  /** The asker's own. All its sessions end, this one too: one signs in with the new one. */
  'account.changePassword': {
    params: z.object({ oldPassword: z.string().min(1).max(256), newPassword: z.string().min(1).max(256) }),
    result: nothing,
    needs: 'account',
  },
  /** Entries of the audit trail by people of the asker's branch or about things of it; the whole trail for the top organisation. */
  'audit.list': { params: auditPage, result: z.object({ entries: z.array(auditEntrySchema), next }), needs: 'account' },
  /** The same, to be kept as a file: recorded as an export. The console writes the file, in the language of whoever reads it. */
  'audit.export': { params: auditPage, result: z.object({ entries: z.array(auditEntrySchema), next }), needs: 'account' },
  /** Walks the whole chain; with `fresh` false the last result does, where there is one. */
  'audit.verify': {
    params: z.object({ fresh: z.boolean() }),
    result: z.object({
      verifiedAt: timestampSchema,
      entries: z.number().int().nonnegative(),
      /** The first entry at which the chain is broken, and why (see `verify.ts`). */
      broken: z.object({ seq: z.number().int(), reason: z.string() }).nullable(),
    }),
    needs: 'account',
  },
  /** How the server is, and who of the asker's branch sits at it. */
  'system.status': {
    params: nothing,
    result: z.object({
      version: z.string(),
      startedAt: timestampSchema,
      serverTime: timestampSchema,
      /** Sentences that say what is wrong; empty while all is well. */
      problems: z.array(z.string()),
      sockets: z.number().int().nonnegative(),
      signedIn: z.number().int().nonnegative(),
      rooms: z.number().int().nonnegative(),
      /** Cameras that are being fetched. */
      cameras: z.number().int().nonnegative(),
      mediaWorkers: z.number().int().nonnegative(),
      seats: z.array(
        z.object({ sessionId: idSchema, username: z.string(), name: z.string(), orgName: z.string(), remoteAddress: z.string() }),
      ),
    }),
    needs: 'account',
  },
} as const;

import { z } from 'zod';
import { uploadStateSchema } from '../../sfu-server/protocol/attachment.ts';
import { attachmentOwnerSchema } from '../../sfu-server/protocol/entities/attachment.ts';
import { entityNameSchema } from '../../sfu-server/protocol/entities/index.ts';
import { refusalSchema } from '../../sfu-server/protocol/errors.ts';
import { rtpCapabilitiesSchema } from '../../sfu-server/protocol/media.ts';
import { idSchema, timestampSchema } from '../../sfu-server/protocol/primitives.ts';
import { roomFileTicketSchema } from '../../sfu-server/protocol/room-file.ts';
import { accountSchema } from '../../sfu-server/protocol/session.ts';

/** Who is signed in at this console, and against what. */
export const sessionStateSchema = z.object({
  account: accountSchema.nullable(),
  serverUrl: z.string(),
  /** `electron` and `browser` keep a cache; `direct` is a page that the server itself serves. */
  host: z.enum(['electron', 'browser', 'direct']),
  /** Known once the server has been reached; see the notification `welcome`. */
  rtpCapabilities: rtpCapabilitiesSchema.nullable(),
  demo: z.boolean(),
  /** By how much the server's clock is ahead of this machine's, ms, as of the last connection. */
  serverAheadMs: z.number().optional(),
  /** Why the last sign-in ended, where nobody here asked for it; left out once somebody is signed in again. */
  ended: refusalSchema.optional(),
  /** Present and true where somebody could sign in although the server cannot be reached. */
  offlineSignIn: z.literal(true).optional(),
  /** Whoever is signed in was let in by this console alone, and until then, UTC ms, unless the server is reached. */
  offlineUntil: timestampSchema.optional(),
});
export type SessionState = z.infer<typeof sessionStateSchema>;

export const lineStateSchema = z.object({
  /** `syncing`: on line, and rows are still coming in or mutations going out. Honest within 3 s. */
  state: z.enum(['online', 'offline', 'syncing']),
  /** Round trip of the last ping, ms. */
  rttMs: z.number().nonnegative().nullable(),
  /** Mutations that wait to be sent or confirmed. */
  waiting: z.number().int().nonnegative(),
  /** Mutations that the server refused and that somebody has to look at. */
  refused: z.number().int().nonnegative(),
  lastSyncedAt: timestampSchema.nullable(),
  /** A snapshot coming in: rows so far and in all. */
  progress: z.object({ done: z.number().int(), total: z.number().int() }).nullable(),
});
export type LineState = z.infer<typeof lineStateSchema>;

export const outboxItemSchema = z.object({
  number: z.number().int().positive(),
  name: z.string(),
  args: z.unknown(),
  createdAt: timestampSchema,
  state: z.enum(['waiting', 'confirmed', 'refused']),
  error: refusalSchema.nullable(),
});
export type OutboxItem = z.infer<typeof outboxItemSchema>;

/** A content on its way up from this seat. */
export const transferSchema = z.object({
  /** Of the attachment. */
  id: idSchema,
  state: z.enum(['waiting', 'sending', 'refused']),
  /** Bytes that the server has, and in all. */
  sent: z.number().int().nonnegative(),
  size: z.number().int().nonnegative(),
  error: refusalSchema.nullable(),
});
export type Transfer = z.infer<typeof transferSchema>;

/** Bytes of a content in one message, before Base64: its text stays below what a host takes in one. */
export const PIECE_BYTES = 384 * 1024;
const base64 = z.string().max(Math.ceil(PIECE_BYTES / 3) * 4);

const nothing = z.object({});

/**
 * What the page can ask of what stands behind it. The same in every host; no Electron, no socket shows through.
 * Every call answers or rejects with a `Refusal`.
 */
export const CALLS = {
  'session.get': { params: nothing, result: sessionStateSchema },
  'session.signIn': { params: z.object({ username: z.string(), password: z.string() }), result: sessionStateSchema },
  'session.signOut': { params: nothing, result: nothing },
  /** Deletes what this machine keeps of the account that is signed in, unsent changes too, and signs out. */
  'cache.wipe': { params: nothing, result: nothing },
  'line.get': { params: nothing, result: lineStateSchema },
  /** The machine woke up, or the network is back: the server is tried at once. */
  'line.wake': { params: nothing, result: nothing },
  /** A request of the protocol, passed on to the server while the line is there; `line.offline` when it is not. */
  'server.request': { params: z.object({ type: z.string(), data: z.unknown() }), result: z.unknown() },
  /** Rows as this seat sees them: the server's, with what waits in the outbox applied on top. In order of id, page by page. */
  'data.read': {
    params: z.object({ entity: entityNameSchema, after: idSchema.nullable(), limit: z.number().int().min(1).max(20_000) }),
    result: z.object({ rows: z.array(z.unknown()), next: idSchema.nullable(), pendingIds: z.array(idSchema) }),
  },
  /** Makes a named change: kept in the outbox, shown at once, sent when the line is there. */
  'data.mutate': { params: z.object({ name: z.string(), args: z.unknown() }), result: z.object({ number: z.number().int() }) },
  'outbox.list': { params: nothing, result: z.object({ items: z.array(outboxItemSchema) }) },
  /** Lets go of a refused item. */
  'outbox.drop': { params: z.object({ number: z.number().int() }), result: nothing },
  /** Sends a refused item again, as a new mutation. */
  'outbox.redo': { params: z.object({ number: z.number().int() }), result: z.object({ number: z.number().int() }) },
  /** Small things that a seat wants to find again: theme, language, chosen devices, wall layout. JSON text of at most 64 KiB a key. */
  /**
   * Hands in a file piece by piece, in order, under the id that its attachment will have; a piece at 0 begins anew. It is kept at
   * this console until the server has it (a page without a cache: until the page goes).
   */
  'attachment.stage': { params: z.object({ id: idSchema, offset: z.number().int().nonnegative(), base64 }), result: nothing },
  /** What was handed in is whole: it is announced by the mutation `attachment.add`, shown at once, and sent in the background. */
  'attachment.add': {
    params: z.object({ id: idSchema, ownerEntity: attachmentOwnerSchema, ownerId: idSchema, name: z.string().max(255) }),
    result: nothing,
  },
  /** A piece of an attachment's content, fetched first where it is not at this console; fewer bytes than asked for are its end. */
  'attachment.read': {
    params: z.object({ id: idSchema, offset: z.number().int().nonnegative(), length: z.number().int().min(1).max(PIECE_BYTES) }),
    result: z.object({ base64 }),
  },
  'attachment.transfers': { params: nothing, result: z.object({ items: z.array(transferSchema) }) },
  /** Sends once more what was refused. */
  'attachment.redo': { params: z.object({ id: idSchema }), result: nothing },
  /** Lets go of a content that waits or was refused, and takes its announcement back. */
  'attachment.drop': { params: z.object({ id: idSchema }), result: nothing },
  /** Sends a part of a file to a room, with the ticket of `room.fileAnnounce`; in order, from where the answer says. */
  'roomFile.send': {
    params: z.object({ fileId: idSchema, ticket: roomFileTicketSchema, offset: z.number().int().nonnegative(), base64 }),
    result: uploadStateSchema,
  },
  /** A piece of a room's file, with the ticket of `room.fileOpen`. */
  'roomFile.read': {
    params: z.object({
      fileId: idSchema,
      ticket: roomFileTicketSchema,
      offset: z.number().int().nonnegative(),
      length: z.number().int().min(1).max(PIECE_BYTES),
    }),
    result: z.object({ base64 }),
  },
  'settings.get': { params: z.object({ key: z.string().max(80) }), result: z.object({ value: z.string().nullable() }) },
  'settings.set': { params: z.object({ key: z.string().max(80), value: z.string().max(65_536).nullable() }), result: nothing },
} as const;

export type CallName = keyof typeof CALLS;
export type CallParams<N extends CallName> = z.input<(typeof CALLS)[N]['params']>;
export type CallResult<N extends CallName> = z.output<(typeof CALLS)[N]['result']>;

/** What the page is told unasked. */
export const EVENTS = {
  'session.changed': sessionStateSchema,
  'line.changed': lineStateSchema,
  /** A notification of the protocol that concerns this page. */
  'server.notification': z.object({ type: z.string(), data: z.unknown() }),
  /** Rows changed: those that are new or different, those that are gone, and every id that still has something unsent. */
  'data.changed': z.object({
    entity: entityNameSchema,
    put: z.array(z.unknown()),
    removed: z.array(idSchema),
    pendingIds: z.array(idSchema),
    /** True when the whole entity was replaced: read it anew. */
    reset: z.boolean(),
  }),
  'attachment.changed': z.object({ items: z.array(transferSchema) }),
  'outbox.changed': z.object({ items: z.array(outboxItemSchema) }),
} as const;

export type BridgeEventName = keyof typeof EVENTS;
export type BridgeEvent<N extends BridgeEventName> = z.output<(typeof EVENTS)[N]>;

import { z } from 'zod';
import { refusalSchema } from '../../sfu-server/protocol/errors.ts';

/** What a page writes to the host that stands behind it in another process. */
export const pageMessageSchema = z.object({
  id: z.number().int().nonnegative(),
  call: z.string().max(60),
  params: z.unknown(),
});
export type PageMessage = z.infer<typeof pageMessageSchema>;

/** What the host writes to a page: an answer to a call, or an event. */
export const hostMessageSchema = z.union([
  z.object({ id: z.number().int(), ok: z.literal(true), result: z.unknown() }),
  z.object({ id: z.number().int(), ok: z.literal(false), error: refusalSchema }),
  z.object({ event: z.string().max(60), data: z.unknown() }),
]);
export type HostMessage = z.infer<typeof hostMessageSchema>;

/** The name in `<meta name="shilian-host" content="browser">`, by which a page knows that a browser host serves it. */
export const HOST_META = 'shilian-host';
/** Path of the browser host's socket. */
export const BRIDGE_PATH = '/bridge';

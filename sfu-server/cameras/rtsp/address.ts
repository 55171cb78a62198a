import { Refusal } from '../../protocol/errors.ts';

/** A camera's address, taken apart: credentials never go into a request line. */
export interface RtspAddress {
  readonly host: string;
  readonly port: number;
  /** The address as it is sent, without credentials. */
  readonly url: string;
  readonly credentials: Credentials | null;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

const DEFAULT_PORT = 554;

/** @throws Refusal `camera.protocol_error` where it is not an `rtsp://` address */
export function parseRtspAddress(text: string): RtspAddress {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new Refusal('camera.protocol_error', 'The registered address of this camera is not a valid address.');
  }
  if (url.protocol !== 'rtsp:' || url.hostname === '') {
    throw new Refusal('camera.protocol_error', 'The registered address of this camera is not an rtsp:// address.');
  }
  const credentials = url.username === '' ? null : { username: decode(url.username), password: decode(url.password) };
  const port = url.port === '' ? DEFAULT_PORT : Number(url.port);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    // Everything after the host as registered: some cameras take what the URL class would re-encode only literally.
    url: `rtsp://${url.host}${text.slice(afterHost(text))}`,
    credentials,
  };
}

function afterHost(text: string): number {
  const from = text.indexOf('//') + 2;
  const slash = text.indexOf('/', from);
  if (slash !== -1) return slash;
  const query = text.indexOf('?', from);
  return query === -1 ? text.length : query;
}

/** A `%` that is no escape stands for itself: passwords are often registered unescaped. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

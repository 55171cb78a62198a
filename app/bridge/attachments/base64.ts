import { Refusal } from '../../../sfu-server/protocol/errors.ts';

/** Few enough arguments for one call of a function. */
const AT_ONCE = 0x8000;

/** Bytes as text, since messages between page and host may be JSON. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += AT_ONCE) text += String.fromCharCode(...bytes.subarray(at, at + AT_ONCE));
  return btoa(text);
}

/** @throws Refusal `request.malformed` */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  let binary: string;
  try {
    binary = atob(text);
  } catch (error) {
    throw new Refusal('request.malformed', 'This is not Base64.', { cause: error });
  }
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

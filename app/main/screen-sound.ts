import type { DisplayMediaRequestHandlerHandlerRequest } from 'electron';

/**
 * Whether the system's own sound goes along with what is shared. Electron can give it on Windows only (`Streams.audio`), and it is that
 * of the whole machine: with one window it would tell the room what was never shared.
 *
 * @param sourceId of Electron's capturer: `screen:…` or `window:…`
 */
export function givesSystemSound(
  { audioRequested }: Pick<DisplayMediaRequestHandlerHandlerRequest, 'audioRequested'>,
  sourceId: string,
  platform: NodeJS.Platform,
): boolean {
  return audioRequested && platform === 'win32' && sourceId.startsWith('screen:');
}

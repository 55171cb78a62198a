import type { ProducerOptions } from 'mediasoup-client/types';
import type { MediaSource } from '../../../sfu-server/protocol/room.ts';

/** What a seat itself can send. */
export type OwnSource = 'microphone' | 'camera' | 'screen' | 'screenAudio';

/** 1280×720 at 25 frames: more costs a 2-core office machine its fan and gives a tile nothing. */
export const CAMERA_CONSTRAINTS: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 25, max: 25 },
};

export const MICROPHONE_CONSTRAINTS: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** A shared screen is read, not watched: sharp at few frames. */
export const SCREEN_CONSTRAINTS: MediaTrackConstraints = { width: { max: 1920 }, height: { max: 1080 }, frameRate: { max: 15 } };

/** What newer browsers offer beside the standard's members (Screen Capture, Chromium 141). */
interface ScreenRequest extends DisplayMediaStreamOptions {
  readonly systemAudio: 'include' | 'exclude';
  readonly surfaceSwitching: 'include' | 'exclude';
  readonly selfBrowserSurface: 'include' | 'exclude';
}

/** A screen, a window or a tab, as one chooses, with its sound untouched; what the room itself plays is left out, else it would echo. */
export const SCREEN_REQUEST: ScreenRequest = {
  video: SCREEN_CONSTRAINTS,
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, restrictOwnAudio: true } as MediaTrackConstraints,
  systemAudio: 'include',
  surfaceSwitching: 'include',
  selfBrowserSurface: 'exclude',
};

type SendOptions = Pick<ProducerOptions, 'encodings' | 'codecOptions'>;

/** How each source is encoded; bit/s. */
export const SEND_OPTIONS: { readonly [S in OwnSource]: SendOptions } = {
  // DTX: nothing is sent while nobody speaks; FEC: a lost packet is mended from the next (RFC 6716 §2.1).
  microphone: { codecOptions: { opusDtx: true, opusFec: true, opusMaxAverageBitrate: 40_000 } },
  camera: {
    encodings: [
      { scaleResolutionDownBy: 4, maxBitrate: 120_000, scalabilityMode: 'L1T3' },
      { scaleResolutionDownBy: 2, maxBitrate: 400_000, scalabilityMode: 'L1T3' },
      { scaleResolutionDownBy: 1, maxBitrate: 1_400_000, scalabilityMode: 'L1T3' },
    ],
    // Without it a new encoder starts at 300 kbit/s and leaves the larger layers out for seconds.
    codecOptions: { videoGoogleStartBitrate: 1_000 },
  },
  screen: { encodings: [{ maxBitrate: 2_500_000, scalabilityMode: 'L1T3' }] },
  screenAudio: { codecOptions: { opusStereo: true, opusFec: true, opusMaxAverageBitrate: 96_000 } },
};

/** Tells the encoder what matters in a picture. */
export const CONTENT_HINTS: { readonly [S in OwnSource]: string } = {
  microphone: 'speech',
  camera: 'motion',
  screen: 'detail',
  screenAudio: 'music',
};

/** Whether a producer's source is drawn as a tile. */
export function isPicture(source: MediaSource): source is 'camera' | 'screen' | 'surveillance' {
  return source === 'camera' || source === 'screen' || source === 'surveillance';
}

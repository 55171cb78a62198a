import type { DeviceStore } from './DeviceStore.ts';
import { DeviceUnavailable } from './device-problem.ts';
import type { MediaPreferences } from './preferences.ts';
import { CAMERA_CONSTRAINTS, CONTENT_HINTS, MICROPHONE_CONSTRAINTS, type OwnSource, SCREEN_REQUEST } from './sending.ts';

export interface ScreenTracks {
  readonly video: MediaStreamTrack;
  readonly audio: MediaStreamTrack | null;
}

/** Where tracks come from. Every method rejects with `DeviceUnavailable`. */
export interface Capture {
  microphone(): Promise<MediaStreamTrack>;
  camera(): Promise<MediaStreamTrack>;
  screen(): Promise<ScreenTracks>;
}

/** The browser's devices, as chosen at this seat. */
export function browserCapture(devices: DeviceStore, preferences: MediaPreferences): Capture {
  const input = async (kind: 'audioinput' | 'videoinput', source: OwnSource, constraints: MediaTrackConstraints) => {
    const deviceId = devices.toUse(kind);
    const wish = deviceId === null ? constraints : { ...constraints, deviceId: { ideal: deviceId } };
    const stream = await open((media) => media.getUserMedia(kind === 'audioinput' ? { audio: wish } : { video: wish }));
    devices.refresh();
    return hinted(first(stream.getTracks()), source);
  };
  return {
    microphone: () => {
      const { noiseSuppression } = preferences.store.getState();
      return input('audioinput', 'microphone', { ...MICROPHONE_CONSTRAINTS, noiseSuppression });
    },
    camera: () => input('videoinput', 'camera', CAMERA_CONSTRAINTS),
    async screen() {
      const stream = await open((media) => media.getDisplayMedia(SCREEN_REQUEST));
      const audio = stream.getAudioTracks()[0];
      return {
        video: hinted(first(stream.getVideoTracks()), 'screen'),
        audio: audio === undefined ? null : hinted(audio, 'screenAudio'),
      };
    },
  };
}

async function open(get: (media: MediaDevices) => Promise<MediaStream>): Promise<MediaStream> {
  // Plain HTTP on a LAN address has no mediaDevices at all.
  const media: MediaDevices | undefined = navigator.mediaDevices;
  if (media === undefined) throw new DeviceUnavailable('insecure');
  try {
    return await get(media);
  } catch (error) {
    throw DeviceUnavailable.from(error);
  }
}

function first(tracks: readonly MediaStreamTrack[]): MediaStreamTrack {
  const [track] = tracks;
  if (track === undefined) throw new DeviceUnavailable('missing');
  return track;
}

function hinted(track: MediaStreamTrack, source: OwnSource): MediaStreamTrack {
  track.contentHint = CONTENT_HINTS[source];
  return track;
}

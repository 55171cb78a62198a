/** Plays what others say, apart from the tiles: it goes on whatever is on the screen. */
export interface SoundOutlet extends Disposable {
  /** Exactly these tracks are heard from now on, by any id. */
  play(tracks: ReadonlyMap<string, MediaStreamTrack>): void;
  setDevice(deviceId: string | null): void;
  /** Tries again after a click, where the browser did not let us begin without one. */
  unblock(): void;
}

/** One `audio` element a track. @param blocked told when the browser wants a click first, and when it no longer does */
export function browserSound(blocked: (blocked: boolean) => void): SoundOutlet {
  const elements = new Map<string, HTMLAudioElement>();
  let device: string | null = null;
  const start = (element: HTMLAudioElement) => {
    element.play().then(
      () => blocked(false),
      (error: unknown) => {
        if (error instanceof DOMException && error.name === 'NotAllowedError') blocked(true);
      },
    );
  };
  const stop = (element: HTMLAudioElement) => {
    element.pause();
    element.srcObject = null;
  };
  const route = (element: HTMLAudioElement) => {
    // Not every browser can choose; one whose loudspeaker is gone stays with the system's own.
    if ('setSinkId' in element) element.setSinkId(device ?? '').catch(() => undefined);
  };
  return {
    play(tracks) {
      for (const [id, element] of [...elements]) {
        if (tracks.has(id)) continue;
        stop(element);
        elements.delete(id);
      }
      for (const [id, track] of tracks) {
        if (elements.has(id)) continue;
        const element = new Audio();
        element.srcObject = new MediaStream([track]);
        elements.set(id, element);
        if (device !== null) route(element);
        start(element);
      }
    },
    setDevice(deviceId) {
      device = deviceId;
      for (const element of elements.values()) route(element);
    },
    unblock: () => {
      for (const element of elements.values()) start(element);
    },
    [Symbol.dispose]() {
      for (const element of elements.values()) stop(element);
      elements.clear();
    },
  };
}

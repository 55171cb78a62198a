import type { Dispose } from '../../bridge/bridge.ts';

/** What comes out of a `video` element: nothing yet, frames, or no more frames. */
export type Flow = 'waiting' | 'flowing' | 'stalled';

/** Without a new frame for this long a picture is called stalled, ms. */
const STALLED_AFTER_MS = 3_000;
const CHECK_EVERY_MS = 1_000;

/** Decoded frames so far; the part of `HTMLVideoElement` that is looked at, so that tests can stand in for it. */
export interface FrameSource {
  getVideoPlaybackQuality(): { readonly totalVideoFrames: number };
}

/** Judges one picture from its frame count; pure, told the time from outside. */
export class FlowJudge {
  #frames = 0;
  #since: number;
  #flow: Flow = 'waiting';

  constructor(now: number) {
    this.#since = now;
  }

  get flow(): Flow {
    return this.#flow;
  }

  /** @param now ms; @param frames decoded so far */
  see(frames: number, now: number): Flow {
    if (frames !== this.#frames) {
      this.#frames = frames;
      this.#since = now;
      if (frames > 0) this.#flow = 'flowing';
    } else if (now - this.#since >= STALLED_AFTER_MS) {
      this.#flow = 'stalled';
    }
    return this.#flow;
  }

  /** Time in which no frames were to be expected does not count. */
  forgive(now: number): void {
    this.#since = now;
  }
}

const checks = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

/** One timer for all pictures of the page: that nothing comes is the one thing nobody tells. */
function everySecond(check: () => void): Dispose {
  checks.add(check);
  timer ??= setInterval(() => {
    for (const one of checks) one();
  }, CHECK_EVERY_MS);
  return () => {
    checks.delete(check);
    if (checks.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** Tells how a picture flows. A hidden page decodes nothing, which is no fault of the line. */
export function watchPicture(video: HTMLVideoElement, changed: (flow: Flow) => void): Dispose {
  const judge = new FlowJudge(performance.now());
  let told: Flow = 'waiting';
  const check = () => {
    const now = performance.now();
    if (video.ownerDocument.hidden) judge.forgive(now);
    const flow = judge.see(video.getVideoPlaybackQuality().totalVideoFrames, now);
    if (flow === told) return;
    told = flow;
    changed(flow);
  };
  const first = video.requestVideoFrameCallback(check);
  const stop = everySecond(check);
  return () => {
    video.cancelVideoFrameCallback(first);
    stop();
  };
}

import type { types } from 'mediasoup';
import type { MediaEngine } from '../media/media-engine.ts';
import { ActiveSpeaker } from './active-speaker.ts';

/** The media side of a room while people are in it: its router and who is speaking. */
export class Stage {
  readonly router: types.Router;
  readonly speaker: ActiveSpeaker;

  /** `lost` is called when the worker died under it, not when it is closed. */
  static async open(engine: MediaEngine, speakerChanged: (participantId: string | null) => void, lost: () => void): Promise<Stage> {
    const router = await engine.createRouter();
    router.on('workerclose', lost);
    return new Stage(router, await ActiveSpeaker.observe(router, speakerChanged));
  }

  private constructor(router: types.Router, speaker: ActiveSpeaker) {
    this.router = router;
    this.speaker = speaker;
  }

  close(): void {
    this.router.close();
  }
}

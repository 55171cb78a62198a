import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import type { Bridge } from '../../bridge/bridge.ts';

const SETTING = 'media.preferences';

const preferencesSchema = z.object({
  /** The browser takes noise out of one's own sound. Off for music, or where a device does it itself. */
  noiseSuppression: z.boolean(),
  /** With what one goes into a room. */
  microphone: z.boolean(),
  camera: z.boolean(),
});
export type MediaPreferencesValues = z.infer<typeof preferencesSchema>;

const FIRST: MediaPreferencesValues = { noiseSuppression: true, microphone: true, camera: true };

/** How this seat likes its own sound and picture; kept for the next time. */
export class MediaPreferences {
  readonly store = createStore<MediaPreferencesValues>(() => FIRST);
  readonly #bridge: Bridge;
  #touched = false;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    void this.#load();
  }

  set(change: Partial<MediaPreferencesValues>): void {
    this.#touched = true;
    this.store.setState(change);
    // What cannot be kept still holds for this page.
    this.#bridge.call('settings.set', { key: SETTING, value: JSON.stringify(this.store.getState()) }).catch(() => undefined);
  }

  async #load(): Promise<void> {
    try {
      const { value } = await this.#bridge.call('settings.get', { key: SETTING });
      const parsed = value === null ? null : preferencesSchema.safeParse(JSON.parse(value));
      if (parsed?.success && !this.#touched) this.store.setState(parsed.data);
    } catch {
      // Nothing kept, or not what we wrote: as it is at first.
    }
  }
}

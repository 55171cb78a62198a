import type { RoomLayout } from '../protocol/room.ts';
import type { RoomVoice } from './voice.ts';

/** What the host shows to everybody: who is large, and the layout that consoles follow. */
export class Scene {
  readonly #voice: RoomVoice;
  #spotlight: readonly string[] = [];
  #layout: RoomLayout = { mode: 'grid', follow: false, places: [] };

  constructor(voice: RoomVoice) {
    this.#voice = voice;
  }

  get spotlight(): readonly string[] {
    return this.#spotlight;
  }

  get layout(): RoomLayout {
    return this.#layout;
  }

  /** The ids are of this room; each once. */
  show(participantIds: readonly string[]): void {
    const wanted = [...new Set(participantIds)];
    if (wanted.length === this.#spotlight.length && wanted.every((id, at) => id === this.#spotlight[at])) return;
    this.#spotlight = wanted;
    this.#voice.tell('room.spotlight', { roomId: this.#voice.roomId, participantIds: wanted });
  }

  arrange(layout: RoomLayout): void {
    this.#layout = { ...layout, places: [...new Set(layout.places)] };
    this.#tellLayout();
  }

  /** Whoever is gone is shown nowhere. */
  gone(participantId: string): void {
    if (this.#spotlight.includes(participantId)) this.show(this.#spotlight.filter((id) => id !== participantId));
    if (!this.#layout.places.includes(participantId)) return;
    this.#layout = { ...this.#layout, places: this.#layout.places.filter((id) => id !== participantId) };
    this.#tellLayout();
  }

  #tellLayout(): void {
    this.#voice.tell('room.layout', { roomId: this.#voice.roomId, layout: this.#layout });
  }
}

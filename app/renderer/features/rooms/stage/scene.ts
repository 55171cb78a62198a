import type { RoomState } from '../../../../../sfu-server/protocol/room.ts';
import type { Tile } from '../tiles.ts';
import type { LayoutChoice, LayoutMode } from './layout-choice.ts';

/** Screens that are shown large at once; of more the first ones. */
const LARGE_SCREENS = 2;
const THREE = 3;
/** From here on those who send a picture come before those who only watch: there are pages to turn. */
const MANY = 25;

/** What is shown: the layout, and the tiles in the order of their places. */
export interface Scene {
  readonly mode: LayoutMode;
  readonly tiles: readonly Tile[];
  /** How many of them are large. */
  readonly mains: number;
  /** The host shows something to all: a layout, somebody in the spotlight, or whoever has the floor. */
  readonly hostShows: boolean;
}

export interface SceneInput {
  readonly tiles: readonly Tile[];
  readonly state: Pick<RoomState, 'layout' | 'spotlight' | 'floor'>;
  readonly choice: LayoutChoice;
  /** Who spoke last, and still has the large place; null where nobody has spoken. */
  readonly speakerId: string | null;
}

/** Composes what the host shows, what one has chosen and who speaks into one picture. */
export function composeScene({ tiles, state, choice, speakerId }: SceneInput): Scene {
  const shown = featured(state);
  const hostShows = shown.length > 0 || state.layout.follow;
  const following = choice.following && hostShows;
  const large = following ? shown : [];
  const places = following && state.layout.follow ? state.layout.places : choice.places;
  const asked = following && state.layout.follow ? state.layout.mode : choice.mode;
  const mode = modeOf(asked, tiles, large.length);
  const screens = mode === 'screen' || mode === 'speaker' ? tiles.filter(({ kind }) => kind === 'screen') : [];
  const inOrder = new Order(tiles.length > MANY ? senderFirst(tiles) : tiles);
  if (mode === 'screen') inOrder.take(screens.slice(0, LARGE_SCREENS));
  inOrder.takeParticipants(large);
  if (mode === 'speaker' && places.length === 0) inOrder.take(screens.slice(0, 1));
  if (mode === 'grid') return { mode, tiles: inOrder.swapped(places), mains: 0, hostShows };
  inOrder.takeParticipants(places);
  if (speakerId !== null) inOrder.takeParticipants([speakerId]);
  if (mode !== 'threeWay') inOrder.takeFirstOther();
  if (mode === 'pictureInPicture') inOrder.takeSelf();
  return { mode, tiles: inOrder.all(), mains: mainsOf(mode, large.length, screens.length), hostShows };
}

function senderFirst(tiles: readonly Tile[]): Tile[] {
  const sends = (tile: Tile) => tile.self || !tile.paused;
  return [...tiles.filter(sends), ...tiles.filter((tile) => !sends(tile))];
}

/** Whoever has the floor, then whoever the host has put into the spotlight. */
function featured({ floor, spotlight }: SceneInput['state']): string[] {
  const speaking = floor.speaking === null ? [] : [floor.speaking.participantId];
  return [...new Set([...speaking, ...spotlight])];
}

/** A screen layout without a screen shows whoever speaks; a grid in which somebody is to be large is no grid. */
function modeOf(asked: LayoutMode | null, tiles: readonly Tile[], large: number): LayoutMode {
  const shared = tiles.some(({ kind }) => kind === 'screen');
  if (asked === null) return shared ? 'screen' : large > 0 ? 'speaker' : 'grid';
  if (asked === 'screen') return shared ? 'screen' : 'speaker';
  return asked === 'grid' && large > 0 ? 'speaker' : asked;
}

function mainsOf(mode: LayoutMode, large: number, screens: number): number {
  if (mode === 'screen') return Math.min(LARGE_SCREENS, screens);
  if (mode === 'threeWay') return Math.max(THREE, large);
  return mode === 'pictureInPicture' ? 1 : Math.max(1, large);
}

/** The order of places as it is filled: what was taken first, then the others as they are. */
class Order {
  readonly #tiles: readonly Tile[];
  readonly #taken = new Set<Tile>();

  constructor(tiles: readonly Tile[]) {
    this.#tiles = tiles;
  }

  take(tiles: readonly Tile[]): void {
    for (const tile of tiles) this.#taken.add(tile);
  }

  /** Their own pictures, not their screens. */
  takeParticipants(ids: readonly string[]): void {
    for (const id of ids) this.take(this.#tiles.filter(({ participant, kind }) => participant.id === id && kind !== 'screen'));
  }

  /** Nobody wants to look at themselves while another one is there. */
  takeFirstOther(): void {
    const other = this.#tiles.find((tile) => !tile.self && tile.kind !== 'screen' && !this.#taken.has(tile));
    if (other !== undefined && ![...this.#taken].some(({ kind }) => kind !== 'screen')) this.#taken.add(other);
  }

  takeSelf(): void {
    this.take(this.#tiles.filter(({ self, kind }) => self && kind === 'camera'));
  }

  all(): Tile[] {
    return [...this.#taken, ...this.#tiles.filter((tile) => !this.#taken.has(tile))];
  }

  /** In the grid those whom one has placed come first. */
  swapped(places: readonly string[]): Tile[] {
    this.takeParticipants(places);
    return this.all();
  }
}

/**
 * The places after one was put onto another's: both change sides, and all before them stay where they are.
 *
 * @param order participants as they are placed now
 */
export function swapPlaces(order: readonly string[], one: string, other: string): string[] {
  const [a, b] = [order.indexOf(one), order.indexOf(other)];
  if (a === -1 || b === -1 || a === b) return [...order];
  const places = order.slice(0, Math.max(a, b) + 1);
  places[a] = other;
  places[b] = one;
  return places;
}

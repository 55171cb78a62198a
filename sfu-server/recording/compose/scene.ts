import type { RoomProducer } from '../../protocol/room.ts';
import type { RecordedLayout, RecordedParticipant, TimelineEvent } from '../timeline/events.ts';
import type { Rect, Size } from './picture.ts';

/** Size of the composed picture, px. */
export const CANVAS = { width: 1280, height: 720 } as const;
/** More tiles than this would show nobody. */
const MOST_TILES = 16;
const MOST_BESIDE = 5;

export interface Tile {
  readonly rect: Rect;
  readonly participant: RecordedParticipant;
  /** Null where the camera is off: the name stands alone. */
  readonly producerId: string | null;
}

/** What stands in the picture from `fromMs` until the next scene. */
export interface Scene {
  readonly fromMs: number;
  readonly tiles: readonly Tile[];
  /** Where the board is that was shown to everybody; null where none was. */
  readonly board: Rect | null;
}

interface Moment {
  board: boolean;
  readonly people: Map<string, RecordedParticipant>;
  readonly producers: Map<string, RoomProducer>;
  speakerId: string | null;
  layout: RecordedLayout | null;
}

interface Shown {
  readonly participant: RecordedParticipant;
  readonly producerId: string | null;
  readonly screen: boolean;
}

/** The layout of each moment, from who was there, who spoke, what was shared and how the host had laid the room out. */
export function scenesOf(events: readonly TimelineEvent[]): Scene[] {
  const moment: Moment = { people: new Map(), producers: new Map(), speakerId: null, layout: null, board: false };
  const scenes: Scene[] = [];
  for (const event of events) {
    if (!apply(moment, event)) continue;
    const placed = placedAt(moment);
    const last = scenes.at(-1);
    if (last !== undefined && JSON.stringify(last) === JSON.stringify({ fromMs: last.fromMs, ...placed })) continue;
    if (last?.fromMs === event.t) scenes.pop();
    scenes.push({ fromMs: event.t, ...placed });
  }
  return scenes;
}

/** @returns whether it can change the picture */
function apply(moment: Moment, event: TimelineEvent): boolean {
  switch (event.type) {
    case 'participant':
      moment.people.set(event.participant.id, event.participant);
      return true;
    case 'left':
      moment.people.delete(event.participantId);
      for (const [id, { participantId }] of moment.producers) if (participantId === event.participantId) moment.producers.delete(id);
      return true;
    case 'producer':
      moment.producers.set(event.producer.id, event.producer);
      return event.producer.kind === 'video';
    case 'producerClosed':
      return moment.producers.delete(event.producerId);
    case 'speaker':
      moment.speakerId = event.participantId;
      return true;
    case 'apart':
      // Whatever goes on afterwards is told anew.
      if (event.apart) moment.producers.clear();
      return event.apart;
    case 'board':
      moment.board = event.board !== null;
      return true;
    case 'layout':
      moment.layout = event.layout;
      return true;
    default:
      return false;
  }
}

function placedAt({ board, people, producers, speakerId, layout }: Moment): Omit<Scene, 'fromMs'> {
  const live = [...producers.values()].filter(
    ({ kind, paused, participantId }) => kind === 'video' && !paused && people.has(participantId),
  );
  const shown: Shown[] = [...people.values()].map((participant) => {
    const own = live.find(({ participantId, source }) => participantId === participant.id && source !== 'screen');
    return { participant, producerId: own?.id ?? null, screen: false };
  });
  const screens = live.flatMap(({ id, source, participantId }): Shown[] => {
    const participant = people.get(participantId);
    return source === 'screen' && participant !== undefined ? [{ participant, producerId: id, screen: true }] : [];
  });
  const places = layout?.places ?? [];
  const rank = ({ participant, producerId }: Shown) => {
    const place = places.indexOf(participant.id);
    if (place >= 0) return place;
    return 1000 + (producerId === null ? 100 : 0) + (participant.id === speakerId ? -1 : 0);
  };
  const ranked = shown.map((one, index) => ({ one, index })).sort((a, b) => rank(a.one) - rank(b.one) || a.index - b.index);
  const inOrder = ranked.map(({ one }) => one);
  // As on the consoles: the board is where a shared screen would be, and goes before it.
  if (board) {
    const small = column([...screens, ...inOrder]);
    return { tiles: small, board: largePlace(small.length) };
  }
  return { tiles: tilesOf(screens, inOrder, shown, layout), board: null };
}

function tilesOf([large]: readonly Shown[], inOrder: readonly Shown[], shown: readonly Shown[], layout: RecordedLayout | null): Tile[] {
  const places = layout?.places ?? [];
  if (large !== undefined) return beside(large, inOrder);
  const [first, ...others] = inOrder;
  if (layout?.mode === 'spotlight') {
    const pinned = inOrder.filter(({ participant }) => places.includes(participant.id));
    if (pinned.length > 1) return grid(pinned);
    if (pinned.length === 1 && first !== undefined) return beside(first, others);
  }
  if (layout?.mode === 'threeWay' && inOrder.length >= 2) return columns(inOrder.slice(0, 3));
  // In a grid nobody moves because somebody speaks.
  if (layout?.mode !== 'speaker' && layout?.mode !== 'pictureInPicture') return grid(layout === null ? shown : inOrder);
  return first === undefined ? [] : beside(first, others);
}

function tile({ participant, producerId }: Shown, rect: Rect): Tile {
  return { rect, participant, producerId };
}

function grid(all: readonly Shown[]): Tile[] {
  // Where not all fit, those who are to be seen go first.
  const shown = all.length <= MOST_TILES ? all : [...all].sort((a, b) => Number(a.producerId === null) - Number(b.producerId === null));
  const cells = shown.slice(0, MOST_TILES);
  const across = Math.ceil(Math.sqrt(cells.length));
  const down = Math.ceil(cells.length / across);
  const [width, height] = [even(CANVAS.width / across), even(CANVAS.height / down)];
  return cells.map((one, index) =>
    tile(one, {
      x: even((index % across) * (CANVAS.width / across)),
      y: even(Math.floor(index / across) * (CANVAS.height / down)),
      width,
      height,
    }),
  );
}

function columns(shown: readonly Shown[]): Tile[] {
  const width = even(CANVAS.width / shown.length);
  return shown.map((one, index) => tile(one, { x: index * width, y: 0, width, height: CANVAS.height }));
}

/** One large, up to five small ones in a column on its right. */
function beside(large: Shown, others: readonly Shown[]): Tile[] {
  const small = column(others);
  return [tile(large, largePlace(small.length)), ...small];
}

const SIDE: Size = { width: 256, height: 144 };

/** The place beside a column of so many. */
function largePlace(beside: number): Rect {
  return { x: 0, y: 0, width: beside === 0 ? CANVAS.width : CANVAS.width - SIDE.width, height: CANVAS.height };
}

function column(all: readonly Shown[]): Tile[] {
  return all.slice(0, MOST_BESIDE).map((one, index) => tile(one, { x: CANVAS.width - SIDE.width, y: index * SIDE.height, ...SIDE }));
}

function even(value: number): number {
  return Math.floor(value / 2) * 2;
}

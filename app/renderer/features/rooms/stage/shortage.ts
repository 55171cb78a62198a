import type { Tile } from '../tiles.ts';

/** `ownDown`: what comes to us is too much for our line; `ownUp`: what we send; `ownMachine`: our processor is too slow. */
export type Shortage = 'ownDown' | 'ownUp' | 'ownMachine';

/** What of one's own is short, the worst first; null where nothing is. */
export function shortageOf(tiles: readonly Tile[], selfId: string | null): Shortage | null {
  const short = tiles.some((tile) => !tile.self && !tile.paused && (tile.starved || tile.reduced) && tile.participant.limitedBy === null);
  if (short) return 'ownDown';
  const self = tiles.find(({ participant, kind }) => participant.id === selfId && kind === 'camera');
  if (self === undefined || self.paused || self.participant.limitedBy === null) return null;
  return self.participant.limitedBy === 'line' ? 'ownUp' : 'ownMachine';
}

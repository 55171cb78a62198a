import { isOutside } from '../../../../sfu-server/protocol/mediation-room.ts';
import type { RoomView } from '../../media/room-view.ts';
import type { Tile } from '../rooms/tiles.ts';

/** In a divided room only the tiles of those inside: the others' pictures stand still, and look like a bad line. */
export function tilesHere(view: RoomView, tiles: Tile[]): Tile[] {
  const mediation = view.state?.mediation ?? null;
  if (mediation === null || mediation.apart === null) return tiles;
  return tiles.filter(({ participant }) => participant.kind !== 'person' || !isOutside(mediation, participant.id));
}

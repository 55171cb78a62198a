import { type DragEvent, type KeyboardEvent, lazy, memo, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { layerForHeight } from '../../../media/layers.ts';
import type { RoomSession } from '../../../media/RoomSession.ts';
import { PRIORITIES, type Viewer } from '../../../media/viewing.ts';
import { TileView } from '../TileView.tsx';
import type { Tile } from '../tiles.ts';
import type { Placement, Rank } from './arrange.ts';
import styles from './Stage.module.css';
import type { StageStore } from './StageStore.ts';

/** Loaded when something is shown for the first time. */
const BoardTile = lazy(() => import('../board/BoardTile.tsx'));

const DRAGGED_TYPE = 'application/x-participant';
const RANK_PRIORITY: { readonly [R in Rank]: number } = { main: PRIORITIES.main, inset: PRIORITIES.strip, strip: PRIORITIES.strip };

export interface SlotProps {
  readonly room: RoomSession;
  readonly stage: StageStore;
  readonly tile: Tile;
  readonly placement: Placement;
  readonly pixelRatio: number;
  /** In the spotlight, or has the floor. */
  readonly featured: boolean;
  /** Its window is on a screen. */
  readonly seen: boolean;
  /** Participants, by their ids. */
  onSwap(one: string, other: string): void;
  onStep(one: string, by: 1 | -1): void;
  onEnlarge(one: string): void;
  readonly onRemove?: ((participantId: string) => void) | undefined;
}

/** One place on the stage: asks for the picture that it needs, and is dragged to another. */
export const Slot = memo(function Slot(props: SlotProps) {
  const { t } = useTranslation('stage');
  const { room, stage, tile, placement, onRemove } = props;
  const { box, rank } = placement;
  const { participant, kind } = tile;
  const [dragged, setDragged] = useState(false);
  const [over, setOver] = useState(false);
  useDemand(props);
  const movable = kind !== 'screen';
  const carries = (event: DragEvent) => movable && event.dataTransfer.types.includes(DRAGGED_TYPE);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || !movable) return;
    if (event.key === 'Enter') props.onEnlarge(participant.id);
    else if (event.shiftKey && event.key === 'ArrowLeft') props.onStep(participant.id, -1);
    else if (event.shiftKey && event.key === 'ArrowRight') props.onStep(participant.id, 1);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a place holds a figure with buttons; no element stands for that.
    <div
      className={styles.slot}
      style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: with the keyboard it is enlarged and moved.
      tabIndex={0}
      aria-label={t('slot', { name: participant.name })}
      aria-keyshortcuts="Enter Shift+ArrowLeft Shift+ArrowRight"
      data-testid="slot"
      data-rank={rank}
      data-place={placement.index}
      data-dragged={dragged}
      data-over={over}
      draggable={movable}
      onKeyDown={onKeyDown}
      onDoubleClick={() => movable && props.onEnlarge(participant.id)}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED_TYPE, participant.id);
        event.dataTransfer.effectAllowed = 'move';
        setDragged(true);
      }}
      onDragEnd={() => setDragged(false)}
      onDragOver={(event) => {
        if (!carries(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const id = event.dataTransfer.getData(DRAGGED_TYPE);
        if (!carries(event) || id === '') return;
        event.preventDefault();
        props.onSwap(id, participant.id);
      }}
    >
      {tile.board === undefined ? (
        <TileView
          room={room}
          stage={stage}
          tile={tile}
          small={box.width < SMALL_TILE}
          onRemove={onRemove === undefined ? undefined : () => onRemove(participant.id)}
        />
      ) : (
        <Suspense>
          <BoardTile room={room} board={tile.board} />
        </Suspense>
      )}
    </div>
  );
});

/** Narrower than this a tile has room for the name alone, CSS px. */
const SMALL_TILE = 230;

/** Asks for the layer that fits the place, in device pixels; for none while it is on no screen. */
function useDemand({ room, tile: { producerId, kind }, placement: { box, rank }, pixelRatio, featured, seen }: SlotProps): void {
  const viewer = useRef<Viewer | null>(null);
  useEffect(() => {
    if (producerId === null) return;
    const made = room.viewing.view(producerId);
    viewer.current = made;
    return () => {
      viewer.current = null;
      made.stop();
    };
  }, [room, producerId]);
  const spatialLayer = kind === 'camera' ? layerForHeight(box.height, pixelRatio) : 2;
  const priority = featured || kind === 'screen' ? PRIORITIES.featured : RANK_PRIORITY[rank];
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new producer begins without a demand.
  useEffect(() => viewer.current?.set(seen ? { spatialLayer, priority } : null), [room, producerId, spatialLayer, priority, seen]);
}

import { useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../../media/RoomSession.ts';
import { useRoom } from '../../../media/use-media.ts';
import { PushToTalk } from '../devices/PushToTalk.tsx';
import type { Tile } from '../tiles.ts';
import { arrange } from './arrange.ts';
import { Pager } from './Pager.tsx';
import { ShortageNotice } from './ShortageNotice.tsx';
import { Slot } from './Slot.tsx';
import styles from './Stage.module.css';
import { composeScene, swapPlaces } from './scene.ts';
import { useStage, useStageSize, useStageView, useWindowSeen } from './use-stage.ts';
import { useStageKeys } from './use-stage-keys.ts';

/** For turning pages, below the pictures, px. */
const PAGER_HEIGHT = 34;

export interface StageProps {
  readonly room: RoomSession;
  readonly tiles: readonly Tile[];
  readonly onRemoveCamera?: ((participantId: string) => void) | undefined;
}

/** The pictures of a room in their places. Every tile keeps its element whatever place it goes to: no picture blinks. */
export function Stage({ room, tiles, onRemoveCamera }: StageProps) {
  const { t } = useTranslation('stage');
  const stage = useStage(room);
  const view = useStageView(stage, (state) => state);
  const state = useRoom(room, (one) => one.state);
  const area = useRef<HTMLElement>(null);
  const { width, height, pixelRatio } = useStageSize(area);
  const seen = useWindowSeen(area);
  const { choice, speakerId, page } = view;
  const scene = useMemo(
    () => (state === null ? null : composeScene({ tiles, state, choice, speakerId })),
    [tiles, state, choice, speakerId],
  );
  const arrangement = useMemo(() => {
    if (scene === null) return null;
    const input = { mode: scene.mode, count: scene.tiles.length, mains: scene.mains, width, page };
    const whole = arrange({ ...input, height });
    return whole.pages === 1 ? whole : arrange({ ...input, height: height - PAGER_HEIGHT });
  }, [scene, width, height, page]);
  const at = arrangement?.page ?? 0;
  useStageKeys(
    area,
    useMemo(() => ({ turn: (by: 1 | -1) => stage.turnTo(at + by), setMode: (mode) => stage.setMode(mode) }), [stage, at]),
  );
  const order = useMemo(
    () => (scene?.tiles ?? []).filter(({ kind }) => kind !== 'screen').map(({ participant }) => participant.id),
    [scene],
  );
  const onSwap = useCallback((one: string, other: string) => stage.setPlaces(swapPlaces(order, one, other)), [stage, order]);
  const onStep = useCallback(
    (one: string, by: 1 | -1) => {
      const other = order[order.indexOf(one) + by];
      if (other !== undefined) stage.setPlaces(swapPlaces(order, one, other));
    },
    [stage, order],
  );
  const largeId = scene?.mode === 'speaker' ? scene.tiles.find(({ kind }) => kind !== 'screen')?.participant.id : undefined;
  const onEnlarge = useCallback(
    (id: string) => {
      stage.setPlaces(id === largeId ? [] : [id]);
      stage.setMode(id === largeId ? null : 'speaker');
    },
    [stage, largeId],
  );
  const placed = new Map(arrangement?.placements.map((placement) => [scene?.tiles[placement.index]?.key, placement]));
  return (
    <section
      ref={area}
      className={styles.stage}
      data-testid="stage"
      data-layout={scene?.mode}
      data-page={at}
      data-pages={arrangement?.pages ?? 1}
      aria-label={t('tiles')}
    >
      {tiles.map((tile) => {
        const placement = placed.get(tile.key);
        if (placement === undefined) return null;
        return (
          <Slot
            key={tile.key}
            room={room}
            stage={stage}
            tile={tile}
            placement={placement}
            pixelRatio={pixelRatio}
            featured={choice.following && isFeatured(tile, state)}
            seen={seen}
            onSwap={onSwap}
            onStep={onStep}
            onEnlarge={onEnlarge}
            onRemove={tile.kind === 'surveillance' && onRemoveCamera !== undefined ? onRemoveCamera : undefined}
          />
        );
      })}
      {arrangement !== null && arrangement.pages > 1 && (
        <Pager page={at} pages={arrangement.pages} height={PAGER_HEIGHT} onTurn={(to) => stage.turnTo(to)} />
      )}
      <ShortageNotice room={room} tiles={tiles} />
      <PushToTalk room={room} />
    </section>
  );
}

type Shown = {
  readonly spotlight: readonly string[];
  readonly floor: { readonly speaking: { readonly participantId: string } | null };
} | null;

function isFeatured({ participant, kind }: Tile, state: Shown): boolean {
  if (state === null || kind === 'screen') return false;
  return state.floor.speaking?.participantId === participant.id || state.spotlight.includes(participant.id);
}

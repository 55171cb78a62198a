import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Picture } from '../../media/Picture.tsx';
import type { Flow } from '../../media/picture-watch.ts';
import type { RoomSession } from '../../media/RoomSession.ts';
import { TilePlace } from '../mediation-room/TilePlace.tsx';
import { TileReaction } from './chat/TileReaction.tsx';
import { Icon } from './icons.tsx';
import { LevelBars } from './LevelBars.tsx';
import { OwnLevelBars } from './OwnLevelBars.tsx';
import type { StageStore } from './stage/StageStore.ts';
import { useStageView } from './stage/use-stage.ts';
import { TileStatistics } from './TileStatistics.tsx';
import styles from './TileView.module.css';
import { initialOf, linkWord, type Tile } from './tiles.ts';

/** What the outer contract calls the state of a tile. */
function stateOf(tile: Tile, flow: Flow): 'live' | 'paused' | 'stalled' {
  if (tile.paused) return 'paused';
  return flow === 'flowing' ? 'live' : 'stalled';
}

export interface TileViewProps {
  readonly room: RoomSession;
  readonly stage: StageStore;
  readonly tile: Tile;
  /** There is room for little more than the name. */
  readonly small: boolean;
  /** Takes the camera off the table, where the viewer may. */
  readonly onRemove?: (() => void) | undefined;
}

/** One seat, screen or camera: its picture, who it is, and how its link does. */
export function TileView({ room, stage, tile, small, onRemove }: TileViewProps) {
  const { t } = useTranslation(['rooms', 'stage']);
  const [flow, setFlow] = useState<Flow>('waiting');
  const measured = useStageView(stage, ({ statisticsOf }) => statisticsOf === tile.key);
  const { participant, self, kind, microphoneId } = tile;
  const name = self ? t('tile.self', { name: participant.name }) : participant.name;
  const loudness = useCallback(() => (microphoneId === null ? 0 : room.loudness(microphoneId)), [room, microphoneId]);
  const word = linkWord(tile, flow);
  return (
    <figure
      className={styles.tile}
      data-testid="tile"
      data-participant-id={participant.id}
      data-kind={kind}
      data-state={stateOf(tile, flow)}
      data-speaking={tile.speaking}
      data-link={word ?? 'link.good'}
      data-layer={tile.spatialLayer ?? ''}
      data-small={small}
      aria-label={`${name} ${participant.orgName}`}
    >
      <Picture
        track={tile.paused ? null : tile.track}
        label={t(`tile.${kind}`, { name: participant.name })}
        mirrored={self && kind === 'camera'}
        fit={kind === 'camera' ? 'cover' : 'contain'}
        onFlow={setFlow}
      />
      {tile.paused && (
        <div className={styles.cover}>
          {kind === 'camera' && <span className={styles.initial}>{initialOf(participant.name)}</span>}
          {!small && <span>{t(kind === 'surveillance' ? 'tile.noPicture' : 'tile.cameraOff')}</span>}
        </div>
      )}
      {kind === 'camera' && <TilePlace room={room} participantId={participant.id} small={small} />}
      {participant.handRaisedAt !== null && kind === 'camera' && (
        <span className={styles.hand}>
          <Icon name="hand" size={14} /> {!small && t('hand.up')}
        </span>
      )}
      {kind === 'camera' && <TileReaction roomId={room.store.getState().roomId} participant={participant} />}
      {word !== null && (
        <span className={styles.link} data-word={word} role="status">
          {t(word)}
        </span>
      )}
      {!tile.paused && (
        <button
          type="button"
          className={styles.tool}
          data-testid="tile-statistics-toggle"
          aria-pressed={measured}
          title={t('stage:statistics')}
          aria-label={t('stage:statistics.of', { name: participant.name })}
          onClick={() => stage.showStatistics(measured ? null : tile.key)}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          <Icon name="chart" size={14} />
        </button>
      )}
      {measured && !tile.paused && <TileStatistics room={room} tile={tile} />}
      <figcaption className={kind === 'surveillance' ? styles.below : styles.caption}>
        <b>{kind === 'screen' ? t('tile.screen', { name }) : name}</b>
        <span>{kind === 'surveillance' ? t('tile.surveillanceTag') : participant.orgName}</span>
        {onRemove !== undefined && (
          <button type="button" className={styles.remove} onClick={onRemove} title={t('camera.remove')} aria-label={t('camera.remove')}>
            <Icon name="close" size={14} />
          </button>
        )}
        {kind === 'camera' && tile.microphoneOn && (self ? <OwnLevelBars room={room} /> : <LevelBars loudness={loudness} />)}
        {kind === 'camera' && !tile.microphoneOn && (
          <i className={styles.muted} title={t('tile.muted')}>
            <Icon name="micOff" size={14} /> {!small && t('tile.muted')}
          </i>
        )}
      </figcaption>
    </figure>
  );
}

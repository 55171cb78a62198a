import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { layerForHeight } from '../../media/layers.ts';
import { Picture } from '../../media/Picture.tsx';
import type { Flow } from '../../media/picture-watch.ts';
import type { RoomSession } from '../../media/RoomSession.ts';
import { Icon } from './icons.tsx';
import styles from './TileView.module.css';
import { linkWord, type Tile } from './tiles.ts';

/** What the outer contract calls the state of a tile. */
function stateOf(tile: Tile, flow: Flow): 'live' | 'paused' | 'stalled' {
  if (tile.paused) return 'paused';
  return flow === 'flowing' ? 'live' : 'stalled';
}

export interface TileViewProps {
  readonly room: RoomSession;
  readonly tile: Tile;
  /** Takes the camera off the table, where the viewer may. */
  readonly onRemove?: (() => void) | undefined;
}

/** One seat, screen or camera: its picture, who it is, and how its link does. */
export function TileView({ room, tile, onRemove }: TileViewProps) {
  const { t } = useTranslation('rooms');
  const [flow, setFlow] = useState<Flow>('waiting');
  const { participant, producerId, self, kind } = tile;
  const name = self ? t('tile.self', { name: participant.name }) : participant.name;
  const onSeen = useCallback((visible: boolean) => producerId !== null && room.setVisible(producerId, visible), [room, producerId]);
  const onHeight = useCallback(
    (height: number) => producerId !== null && room.setLayer(producerId, layerForHeight(height, window.devicePixelRatio)),
    [room, producerId],
  );
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
      aria-label={`${name} ${participant.orgName}`}
    >
      <Picture
        track={tile.paused ? null : tile.track}
        label={t(`tile.${kind}`, { name: participant.name })}
        mirrored={self && kind === 'camera'}
        fit={kind === 'camera' ? 'cover' : 'contain'}
        onFlow={setFlow}
        {...(producerId === null ? {} : { onSeen, onHeight })}
      />
      {tile.paused && (
        <div className={styles.cover}>
          {kind === 'camera' && <span className={styles.initial}>{participant.name.slice(0, 1)}</span>}
          <span>{t(kind === 'surveillance' ? 'tile.noPicture' : 'tile.cameraOff')}</span>
        </div>
      )}
      {participant.handRaisedAt !== null && kind === 'camera' && (
        <span className={styles.hand}>
          <Icon name="hand" size={14} /> {t('hand.up')}
        </span>
      )}
      {word !== null && (
        <span className={styles.link} data-word={word} role="status">
          {t(word)}
        </span>
      )}
      <figcaption className={kind === 'surveillance' ? styles.below : styles.caption}>
        <b>{kind === 'screen' ? t('tile.screen', { name }) : name}</b>
        <span>{kind === 'surveillance' ? t('tile.surveillanceTag') : participant.orgName}</span>
        {onRemove !== undefined && (
          <button type="button" className={styles.remove} onClick={onRemove} title={t('camera.remove')} aria-label={t('camera.remove')}>
            <Icon name="close" size={14} />
          </button>
        )}
        {kind === 'camera' && !tile.microphoneOn && (
          <i className={styles.muted}>
            <Icon name="micOff" size={14} /> {t('tile.muted')}
          </i>
        )}
      </figcaption>
    </figure>
  );
}

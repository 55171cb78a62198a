import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTable } from '../../store/context.tsx';
import { Icon } from '../rooms/icons.tsx';
import { CameraPlayer, type PlayerState } from './CameraPlayer.tsx';
import { CAMERA_DRAG } from './CameraTree.tsx';
import styles from './WallCell.module.css';

/** What a dragged cell is known by. */
export const CELL_DRAG = 'application/x-shilian-cell';

export interface WallCellProps {
  readonly index: number;
  readonly cameraId: string | null;
  readonly selected: boolean;
  readonly large: boolean;
  onSelect(): void;
  onClose(): void;
  onEnlarge(): void;
  onDropCamera(cameraId: string): void;
  onDropCell(from: number): void;
}

/** One cell of the wall. */
export function WallCell(props: WallCellProps) {
  const { t } = useTranslation('wall');
  const { index, cameraId, selected, large } = props;
  const cameras = useTable('camera').byId;
  const organisations = useTable('organisation').byId;
  const [state, setState] = useState<PlayerState>('connecting');
  const [over, setOver] = useState(false);
  const camera = cameraId === null ? undefined : cameras.get(cameraId);
  const name = camera?.name ?? t('unknown');
  const place = camera === undefined ? '' : (organisations.get(camera.orgId)?.name ?? '');
  const onDrop = (event: DragEvent) => {
    setOver(false);
    const dropped = event.dataTransfer.getData(CAMERA_DRAG);
    const from = event.dataTransfer.getData(CELL_DRAG);
    if (dropped !== '') props.onDropCamera(dropped);
    else if (from !== '') props.onDropCell(Number(from));
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button may not hold the cell's own buttons
    <div
      className={styles.cell}
      role="button"
      tabIndex={0}
      data-testid="wall-cell"
      data-cell={index}
      data-camera-id={cameraId ?? ''}
      data-state={cameraId === null ? 'empty' : state}
      data-over={over}
      aria-pressed={selected}
      aria-label={cameraId === null ? t('cell.empty', { number: index + 1 }) : t('cell.of', { number: index + 1, name })}
      draggable={cameraId !== null}
      onDragStart={(event) => event.dataTransfer.setData(CELL_DRAG, String(index))}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      onClick={props.onSelect}
      onDoubleClick={cameraId === null ? undefined : props.onEnlarge}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if (event.key === 'Enter' && cameraId !== null) props.onEnlarge();
        else if (event.key === 'Delete') props.onClose();
        else if (event.key === ' ') props.onSelect();
      }}
    >
      {cameraId === null ? (
        <p className={styles.empty}>{t('cell.hint')}</p>
      ) : (
        <>
          <CameraPlayer key={cameraId} cameraId={cameraId} onState={setState} />
          <footer className={styles.caption}>
            <b>{name}</b>
            <span>{place}</span>
          </footer>
          <div className={styles.actions}>
            <button
              type="button"
              title={t(large ? 'cell.smaller' : 'cell.enlarge')}
              aria-label={t(large ? 'cell.smaller' : 'cell.enlarge')}
              onClick={props.onEnlarge}
            >
              <Icon name="expand" size={14} />
            </button>
            <button
              type="button"
              data-testid="wall-cell-close"
              title={t('cell.close')}
              aria-label={t('cell.close')}
              onClick={(event) => {
                event.stopPropagation();
                props.onClose();
              }}
            >
              <Icon name="close" size={14} />
            </button>
          </div>
        </>
      )}
    </div>
  );
}

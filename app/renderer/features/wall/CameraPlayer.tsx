import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Picture } from '../../media/Picture.tsx';
import type { Flow } from '../../media/picture-watch.ts';
import type { CameraView } from '../../media/SurveillanceSession.ts';
import { useCamera, usePageMedia } from '../../media/use-media.ts';
import { useTable } from '../../store/context.tsx';
import { useCodeText } from '../../ui/error-text.ts';
import { useNow } from '../../ui/use-now.ts';
import buttons from '../rooms/controls.module.css';
import styles from './CameraPlayer.module.css';

/** What the outer contract calls the state of a cell. */
export type PlayerState = 'connecting' | 'live' | 'failed';

export interface CameraPlayerProps {
  readonly cameraId: string;
  onState?(state: PlayerState): void;
}

/** One camera's picture, or in words why there is none and when it is tried again. */
export function CameraPlayer({ cameraId, onState }: CameraPlayerProps) {
  const { t } = useTranslation('wall');
  const { surveillance } = usePageMedia();
  const view = useCamera(cameraId);
  const name = useTable('camera').byId.get(cameraId)?.name ?? '';
  const [flow, setFlow] = useState<Flow>('waiting');
  const viewer = useRef({});
  const onSeen = useCallback((visible: boolean) => surveillance.seen(cameraId, viewer.current, visible), [surveillance, cameraId]);
  // Live is what moves: a stream that has not shown a frame yet is still being connected.
  const state: PlayerState = view.state === 'live' && flow === 'waiting' ? 'connecting' : view.state;
  useEffect(() => {
    onState?.(state);
  }, [state, onState]);
  return (
    <div className={styles.player} data-camera-id={cameraId} data-player-state={state}>
      {view.state === 'live' && <Picture track={view.track} label={name} fit="contain" onFlow={setFlow} onSeen={onSeen} />}
      {state === 'connecting' && (
        <p className={styles.word} role="status">
          {t('connecting')}
        </p>
      )}
      {view.state === 'failed' && <Failure view={view} onRetry={() => surveillance.retry(cameraId)} />}
      {state === 'live' && flow === 'stalled' && (
        <span className={styles.stalled}>{t(view.state === 'live' && view.starved ? 'starved' : 'stalled')}</span>
      )}
    </div>
  );
}

function Failure({ view, onRetry }: { view: Extract<CameraView, { state: 'failed' }>; onRetry: () => void }) {
  const { t } = useTranslation('wall');
  const codeText = useCodeText();
  return (
    <div className={styles.failure} role="status" data-testid="camera-failure" data-code={view.reason.code}>
      <b>{t('failed')}</b>
      <span>{codeText(view.reason.code)}</span>
      {view.retryAt !== null && <Countdown retryAt={view.retryAt} attempt={view.attempt} />}
      {view.reason.code !== 'camera.no_source' && (
        <button type="button" className={buttons.button} data-testid="camera-retry" onClick={onRetry}>
          {t('retryNow')}
        </button>
      )}
    </div>
  );
}

function Countdown({ retryAt, attempt }: { retryAt: number; attempt: number }) {
  const { t } = useTranslation('wall');
  const seconds = Math.max(0, Math.ceil((retryAt - useNow()) / 1000));
  return <small>{seconds > 0 ? t('retryIn', { seconds, attempt }) : t('retrying', { attempt })}</small>;
}

import { useEffect, useRef, useState } from 'react';
import styles from './Picture.module.css';
import { type Flow, watchPicture } from './picture-watch.ts';
import { watchTile } from './tile-watch.ts';

export interface PictureProps {
  readonly track: MediaStreamTrack | null;
  readonly label: string;
  /** One's own face, as in a mirror. */
  readonly mirrored?: boolean;
  /** Whole picture (screens, cameras) or filled frame (faces). */
  readonly fit: 'contain' | 'cover';
  /** False while no frames are to be expected. */
  readonly expected?: boolean;
  readonly onFlow?: (flow: Flow) => void;
  readonly onSeen?: (visible: boolean) => void;
  readonly onHeight?: (height: number) => void;
}

/** A moving picture without sound, which tells how it flows, how large it is and whether it is on screen. */
export function Picture({ track, label, mirrored = false, fit, expected = true, onFlow, onSeen, onHeight }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [flow, setFlow] = useState<Flow>('waiting');

  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    element.srcObject = track === null ? null : new MediaStream([track]);
    if (track !== null) element.play().catch(() => undefined);
    return () => {
      element.srcObject = null;
    };
  }, [track]);

  useEffect(() => {
    const element = video.current;
    if (element === null || (track !== null && !expected)) return;
    // Of a picture that is gone nothing flows, though it did a moment ago.
    setFlow('waiting');
    if (track === null) return;
    return watchPicture(element, setFlow);
  }, [track, expected]);

  useEffect(() => {
    onFlow?.(flow);
  }, [flow, onFlow]);

  useEffect(() => {
    const element = video.current;
    if (element === null || track === null || (onSeen === undefined && onHeight === undefined)) return;
    const stop = watchTile(element, { resized: (height) => onHeight?.(height), seen: (visible) => onSeen?.(visible) });
    return () => {
      stop();
      onSeen?.(false);
    };
  }, [track, onSeen, onHeight]);

  return (
    <video ref={video} className={styles.picture} data-fit={fit} data-mirrored={mirrored} aria-label={label} autoPlay muted playsInline />
  );
}

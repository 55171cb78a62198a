import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordingPath } from '../../../../sfu-server/protocol/recording.ts';
import type { RequestResult } from '../../../../sfu-server/protocol/requests/index.ts';
import { momentSecondText } from '../../ui/time.ts';
import buttons from '../rooms/controls.module.css';
import { lengthText } from './amounts.ts';
import styles from './Recordings.module.css';

const SPEEDS = [0.5, 1, 1.5, 2] as const;
const STEP_S = 10;
/** Less than this into a chapter, one step back leads to the one before it, ms. */
const BACK_MS = 2_000;

/** Plays a recording, with who spoke when beside it. Space plays, arrows jump by ten seconds, or by chapters. */
export interface ReplayProps {
  readonly opened: RequestResult<'recording.open'>;
  /** Where it begins to play, ms. */
  readonly startMs?: number;
  onBack(): void;
}

/** Plays a recording, with who spoke when beside it. Space plays, arrows jump by ten seconds, or by chapters. */
export function Replay({ opened, startMs = 0, onBack }: ReplayProps) {
  const { t } = useTranslation('recordings');
  const video = useRef<HTMLVideoElement>(null);
  const [speed, setSpeed] = useState(1);
  const [nowMs, setNowMs] = useState(0);
  const [failed, setFailed] = useState(false);
  const { recording, chapters, people, tracks, ticket } = opened;
  const source = recordingPath.composed(recording.id, ticket);
  const seek = (ms: number) => {
    if (video.current !== null) video.current.currentTime = Math.max(0, ms / 1000);
  };
  const keys = (event: KeyboardEvent) => {
    const player = video.current;
    if (player === null || event.target instanceof HTMLSelectElement || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowLeft: -STEP_S, ArrowRight: STEP_S }[event.key];
    if (step !== undefined) player.currentTime += step;
    else if (event.key === 'ArrowUp') seek(chapters.findLast(({ startMs }) => startMs < nowMs - BACK_MS)?.startMs ?? 0);
    else if (event.key === 'ArrowDown') seek(chapters.find(({ startMs }) => startMs > nowMs)?.startMs ?? nowMs);
    // A space on a button or link is for that.
    else if (event.key === ' ' && event.target === player) void (player.paused ? player.play() : player.pause());
    else return;
    event.preventDefault();
  };
  // What was pressed to come here is gone, and the keys with it.
  useEffect(() => video.current?.focus(), []);
  const present = chapters.findLast(({ startMs }) => startMs <= nowMs);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the player, wherever in the page the focus is
    <div className={styles.page} data-testid="replay" onKeyDown={keys}>
      <header className={styles.bar}>
        <button type="button" className={buttons.button} data-testid="recordings-back" onClick={onBack}>
          {t('back')}
        </button>
        <h2>{recording.title}</h2>
        <span>{momentSecondText(recording.startedAt)}</span>
        <label>
          {t('speed')}{' '}
          <select
            data-testid="replay-speed"
            value={speed}
            onChange={(event) => {
              const chosen = Number(event.target.value);
              setSpeed(chosen);
              if (video.current !== null) video.current.playbackRate = chosen;
            }}
          >
            {SPEEDS.map((one) => (
              <option key={one} value={one}>
                {one}×
              </option>
            ))}
          </select>
        </label>
        {recording.state === 'ready' && (
          <a className={buttons.button} href={`${source}&download`} download>
            {t('download')}
          </a>
        )}
      </header>
      <div className={styles.replay}>
        {recording.state === 'ready' ? (
          // biome-ignore lint/a11y/useMediaCaption: what was said is not written down; who spoke when stands beside it
          <video
            ref={video}
            data-testid="replay-video"
            src={source}
            controls
            // Whoever asked for a place wants to hear it.
            autoPlay={startMs > 0}
            onLoadedMetadata={() => seek(startMs)}
            onTimeUpdate={(event) => setNowMs(event.currentTarget.currentTime * 1000)}
            onError={() => setFailed(true)}
          />
        ) : (
          <p className={styles.empty}>{t('tracks.only')}</p>
        )}
        <aside className={styles.side}>
          {failed && (
            <p className={styles.problem} role="alert">
              {t('failed')}
            </p>
          )}
          <p className={styles.keys}>{t('keys')}</p>
          <h3>{t('chapters')}</h3>
          {chapters.length === 0 && <p className={styles.empty}>{t('chapters.none')}</p>}
          <ol>
            {chapters.map((chapter) => (
              <li key={chapter.startMs} aria-current={chapter === present}>
                <button type="button" className={styles.chapter} data-testid="replay-chapter" onClick={() => seek(chapter.startMs)}>
                  <span className={styles.number}>{lengthText(chapter.startMs)}</span>{' '}
                  {chapter.participantId === null ? t('chapters.apart') : `${chapter.name} · ${chapter.orgName}`}
                </button>
              </li>
            ))}
          </ol>
          <h3>{t('people')}</h3>
          <ul>
            {people.map(({ id, name, orgName, fromMs, toMs }) => (
              <li key={id}>
                {name} · {orgName} <span className={styles.number}>{`${lengthText(fromMs)}–${lengthText(toMs)}`}</span>
              </li>
            ))}
          </ul>
          <h3>{t('tracks')}</h3>
          <ul>
            {tracks.map((track) => (
              <li key={track.file}>
                <a href={`${recordingPath.track(recording.id, track.file, ticket)}&download`} download>
                  {people.find(({ id }) => id === track.participantId)?.name} · {t(`source.${track.source}`)} · {lengthText(track.startMs)}
                </a>
              </li>
            ))}
          </ul>
          {recording.sha256 !== null && (
            <p className={styles.hash} title={recording.sha256}>
              SHA-256 {recording.sha256}
            </p>
          )}
        </aside>
      </div>
    </div>
  );
}

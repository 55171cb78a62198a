import { v7 as uuidv7 } from 'uuid';
import { SPOKEN_NAME } from '../../../../sfu-server/protocol/attachment.ts';
import type { FileDraft } from './apply-draft.ts';

export interface SpeechRecorder extends Disposable {
  /** Ends it; `done` is told. */
  stop(): void;
}

interface Recording {
  /** ms */
  readonly longestMs: number;
  /** Told each second how long it is, ms. */
  readonly lasts: (ms: number) => void;
  readonly done: (speech: FileDraft) => void;
}

/** Opus is what Chromium and Firefox record, AAC in MP4 what Safari does. */
const FORMATS = [
  { type: 'audio/webm;codecs=opus', mediaType: 'audio/webm', name: `${SPOKEN_NAME}.weba` },
  { type: 'audio/mp4', mediaType: 'video/mp4', name: `${SPOKEN_NAME}.mp4` },
] as const;
/** Speech: bit/s. Ten minutes are below 3 MB. */
const BITRATE = 32_000;

/** Records the microphone until it is stopped. Rejects where there is none, or it may not be used. */
export async function recordSpeech({ longestMs, lasts, done }: Recording): Promise<SpeechRecorder> {
  const format = FORMATS.find(({ type }) => MediaRecorder.isTypeSupported(type));
  if (format === undefined) throw new Error('This browser records nothing.');
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream, { mimeType: format.type, audioBitsPerSecond: BITRATE });
  const pieces: Blob[] = [];
  const startedAt = performance.now();
  const lengthMs = () => Math.round(performance.now() - startedAt);
  const clock = setInterval(() => lasts(lengthMs()), 1000);
  const limit = setTimeout(() => stop(), longestMs);
  const release = () => {
    clearInterval(clock);
    clearTimeout(limit);
    for (const track of stream.getTracks()) track.stop();
  };
  const stop = () => {
    if (recorder.state !== 'inactive') recorder.stop();
  };
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
  recorder.addEventListener('stop', () => {
    release();
    const blob = new Blob(pieces, { type: format.type });
    done({ id: uuidv7(), kind: 'speech', blob, name: format.name, mediaType: format.mediaType, lastsMs: lengthMs() });
  });
  recorder.start();
  lasts(0);
  return {
    stop,
    [Symbol.dispose]: () => {
      release();
    },
  };
}

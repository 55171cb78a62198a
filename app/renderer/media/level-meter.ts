import type { Dispose } from '../../bridge/bridge.ts';

/** Quieter than this is shown as silence, dBFS. */
const FLOOR_DB = -60;

/**
 * Tells how loud a track is, 0 to 1, about as often as the screen is drawn. Says nothing before the first click
 * where the browser runs no audio until then.
 */
export function meterLevel(track: MediaStreamTrack, told: (level: number) => void): Dispose {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  const source = context.createMediaStreamSource(new MediaStream([track]));
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let frame = 0;
  const look = () => {
    analyser.getFloatTimeDomainData(samples);
    let sum = 0;
    for (const sample of samples) sum += sample * sample;
    const db = 10 * Math.log10(sum / samples.length + 1e-12);
    told(Math.max(0, Math.min(1, 1 - db / FLOOR_DB)));
    frame = requestAnimationFrame(look);
  };
  frame = requestAnimationFrame(look);
  const wake = () => void context.resume();
  document.addEventListener('pointerdown', wake);
  return () => {
    cancelAnimationFrame(frame);
    document.removeEventListener('pointerdown', wake);
    source.disconnect();
    context.close().catch(() => undefined);
  };
}

// A process of its own that composes one recording: `process-entry.ts ROOT RECORDING-ID`. It gives way to everything else.
import { constants, setPriority } from 'node:os';
import { RecordingFolder } from '../folder.ts';
import { composeRecording } from './compose.ts';
import { ALIVE_MS, type FromComposer } from './messages.ts';

// ffmpeg inherits it.
setPriority(constants.priority.PRIORITY_LOW);
const [root = '', id = ''] = process.argv.slice(2);
const tell = (message: FromComposer) => new Promise<void>((resolve) => process.send?.(message, () => resolve()) ?? resolve());

let done = 0;
// A sign of life: what hangs (a document that never comes to its end) does not tell it any more.
setInterval(() => void tell({ type: 'progress', done }), ALIVE_MS);

process.on('disconnect', () => process.exit(1));
try {
  const composed = await composeRecording(new RecordingFolder(root, id), {
    progress: (now) => {
      done = now;
    },
    tracked: (made) => tell({ type: 'tracked', made }),
  });
  await tell({ type: 'composed', composed: { ...composed, tracks: [...composed.tracks] } });
} catch (error) {
  await tell({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
}
process.exit(0);

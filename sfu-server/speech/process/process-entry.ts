// The speech process: what it costs and whatever happens in the engine's native code does not touch the server.
import os from 'node:os';
import { EngineMissing } from '../engine/load-engine.ts';
import { Ear } from './ear.ts';
import { EngineInThread } from './engine-in-thread.ts';
import { type SpeechOrder, type SpeechReport, speechOrderSchema } from './orders.ts';
import { Recogniser } from './recogniser.ts';

let recogniser: Recogniser | null = null;
const ears = new Map<number, Ear>();

function tell(report: SpeechReport): void {
  if (process.connected) process.send?.(report);
}

function failed(error: unknown): void {
  const why = error instanceof EngineMissing ? error.why : 'failed';
  tell({ type: 'failed', why, message: error instanceof Error ? error.message : String(error) });
}

async function obey(order: SpeechOrder): Promise<void> {
  if (order.type === 'start') {
    recogniser = new Recogniser(await EngineInThread.start(order.folder), {
      heard: ({ room, track, at }, text) => tell({ type: 'heard', room, track, at, text }),
      lost: ({ room, track }) => tell({ type: 'lost', room, track }),
      died: failed,
    });
    tell({ type: 'ready' });
  } else if (order.type === 'room') {
    const { room } = order;
    const ear = await Ear.open((track, utterance) => recogniser?.take({ ...utterance, room, track }));
    ears.set(room, ear);
    tell({ type: 'listens', room, port: ear.port });
  } else if (order.type === 'track') await ears.get(order.room)?.add(order.track, order.ssrc);
  else if (order.type === 'gone') ears.get(order.room)?.drop(order.track);
  else if (order.type === 'leave') {
    ears.get(order.room)?.[Symbol.dispose]();
    ears.delete(order.room);
  } else process.exit(0);
}

// Sound and picture of the rooms go before.
os.setPriority(os.constants.priority.PRIORITY_LOW);
/** One after the other: a voice that is being opened is not closed before. */
let obeyed: Promise<void> = Promise.resolve();
process.on('message', (message) => {
  const order = speechOrderSchema.safeParse(message);
  if (!order.success) return;
  obeyed = obeyed.then(() => obey(order.data)).catch(failed);
});
process.on('disconnect', () => process.exit(0));
// Ctrl-C in a terminal reaches the whole group: when to end is the server's to say.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

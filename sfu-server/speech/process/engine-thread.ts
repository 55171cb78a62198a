// The engine's thread: while it thinks about a sentence, the process goes on reading what is said.
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { EngineMissing, loadEngine } from '../engine/load-engine.ts';
import type { EngineAnswer } from './engine-in-thread.ts';

const { folder } = z.object({ folder: z.string() }).parse(workerData);
const orderSchema = z.object({ samples: z.instanceof(Float32Array) });

function tell(answer: EngineAnswer): void {
  parentPort?.postMessage(answer);
}

try {
  const engine = loadEngine(folder);
  parentPort?.on('message', (message) => tell({ type: 'text', text: engine.recognise(orderSchema.parse(message).samples) }));
  tell({ type: 'ready' });
} catch (error) {
  const why = error instanceof EngineMissing ? error.why : 'failed';
  tell({ type: 'failed', why, message: error instanceof Error ? error.message : String(error) });
}

import { parentPort } from 'node:worker_threads';
import { Refusal } from '../protocol/errors.ts';
import type { Printed, PrintOrder } from './paper.ts';
import { print } from './print.ts';

parentPort?.on('message', ({ id, paper }: PrintOrder) => {
  print(paper).then(
    (pdf) => parentPort?.postMessage({ id, pdf } satisfies Printed),
    (error: unknown) => parentPort?.postMessage(failure(id, error)),
  );
});

function failure(id: number, error: unknown): Printed {
  return error instanceof Refusal ? { id, refused: Refusal.toValue(error) } : { id, failed: String(error) };
}

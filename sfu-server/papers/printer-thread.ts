import { parentPort } from 'node:worker_threads';
import { Refusal } from '../protocol/errors.ts';
import { assemble } from './dossier/assemble.ts';
import type { Printed, PrintOrder } from './paper.ts';
import { print } from './print.ts';

parentPort?.on('message', (order: PrintOrder) => {
  answer(order).then(
    (printed) => parentPort?.postMessage(printed),
    (error: unknown) => parentPort?.postMessage(failure(order.id, error)),
  );
});

async function answer(order: PrintOrder): Promise<Printed> {
  const { id } = order;
  return 'paper' in order ? { id, pdf: await print(order.paper) } : { id, dossier: await assemble(order.dossier) };
}

function failure(id: number, error: unknown): Printed {
  return error instanceof Refusal ? { id, refused: Refusal.toValue(error) } : { id, failed: String(error) };
}

import { parentPort } from 'node:worker_threads';
import { Refusal } from '../protocol/errors.ts';
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
  if ('paper' in order) return { id, pdf: await print(order.paper) };
  // Loaded with the first of their kind: most papers need nothing of them.
  if ('dossier' in order) {
    const { assemble } = await import('./dossier/assemble.ts');
    return { id, dossier: await assemble(order.dossier) };
  }
  if ('copy' in order) {
    const { copyDossier } = await import('./dossier/copy.ts');
    return { id, pdf: await copyDossier(order.copy) };
  }
  const { bundle, pageCount } = await import('./bundle.ts');
  return 'bundle' in order ? { id, pdf: await bundle(order.bundle) } : { id, pages: await pageCount(order.counted) };
}

function failure(id: number, error: unknown): Printed {
  return error instanceof Refusal ? { id, refused: Refusal.toValue(error) } : { id, failed: String(error) };
}

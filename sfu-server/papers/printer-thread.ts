import { parentPort } from 'node:worker_threads';
import { Refusal } from '../protocol/errors.ts';
import type { Paper, Printed, PrintOrder } from './paper.ts';
import { print } from './print.ts';

/** A paper with nothing of anybody's in it; printing it opens what printing needs. */
const BLANK: Paper = {
  ...{
    kind: 'mediation',
    form: 'note',
    committee: '调委会',
    docket: null,
    title: '空白',
    disputeKind: '其他',
    text: '空白',
    by: '空白',
    at: 0,
  },
};

let line: Promise<void> = Promise.resolve();

// One after another: two dossiers at once would hold twice the memory and be ready no sooner.
parentPort?.on('message', (order: PrintOrder) => {
  line = line.then(() => answer(order).catch((error: unknown) => failure(order.id, error))).then(send);
});

/** Bytes of a whole dossier are handed over, not copied. */
function send(printed: Printed): void {
  parentPort?.postMessage(printed, [...new Set(buffersOf(printed))]);
}

function buffersOf(printed: Printed): ArrayBuffer[] {
  const parts = 'dossier' in printed ? [printed.dossier.pdf, ...printed.dossier.files.map(({ bytes }) => bytes)] : [];
  if ('pdf' in printed) parts.push(printed.pdf);
  // A part of a larger buffer (Node's own pool) is nobody's to give away.
  return parts.flatMap(({ buffer, byteLength }) => (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : []));
}

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
  if ('warm' in order) {
    await import('./dossier/assemble.ts');
    await print(BLANK);
    return { id, warm: true };
  }
  if ('tried' in order) {
    const { pagesBound } = await import('./dossier/binding.ts');
    const { MOST_PAGES } = await import('./dossier/dossier.ts');
    return { id, pages: await pagesBound(order.tried, MOST_PAGES) };
  }
  const { bundle, pageCount } = await import('./bundle.ts');
  return 'bundle' in order ? { id, pdf: await bundle(order.bundle) } : { id, pages: await pageCount(order.counted) };
}

function failure(id: number, error: unknown): Printed {
  return error instanceof Refusal ? { id, refused: Refusal.toValue(error) } : { id, failed: String(error) };
}

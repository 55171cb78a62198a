import type { FromClusterWorker, ToClusterWorker } from './cluster.worker.ts';
import type { ClusterPoint, Mark, View } from './cluster-index.ts';

/** Clusters cameras in a thread of its own, so that 100,000 of them do not hold up the map. */
export class CameraClusters implements Disposable {
  readonly #worker = new Worker(new URL('./cluster.worker.ts', import.meta.url), { type: 'module' });
  #sequence = 0;

  /** @param onMarks told the answer to the last view asked for; answers to earlier ones are passed over */
  constructor(onMarks: (marks: readonly Mark[]) => void) {
    this.#worker.onmessage = ({ data }: MessageEvent<FromClusterWorker>) => {
      if (data.sequence === this.#sequence) onMarks(data.marks);
    };
  }

  load(points: readonly ClusterPoint[]): void {
    this.#post({ type: 'load', points });
  }

  ask(view: View): void {
    this.#sequence += 1;
    this.#post({ type: 'query', sequence: this.#sequence, view });
  }

  [Symbol.dispose](): void {
    this.#worker.terminate();
  }

  #post(message: ToClusterWorker): void {
    this.#worker.postMessage(message);
  }
}

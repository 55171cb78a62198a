import { ClusterIndex, type ClusterPoint, type Mark, type View } from './cluster-index.ts';

export type ToClusterWorker =
  | { readonly type: 'load'; readonly points: readonly ClusterPoint[] }
  | { readonly type: 'query'; readonly sequence: number; readonly view: View };

export interface FromClusterWorker {
  readonly sequence: number;
  readonly marks: Mark[];
}

const index = new ClusterIndex();
let loaded = false;

self.onmessage = ({ data }: MessageEvent<ToClusterWorker>) => {
  if (data.type === 'load') {
    index.load(data.points);
    loaded = true;
    return;
  }
  const answer: FromClusterWorker = { sequence: data.sequence, marks: loaded ? index.marks(data.view) : [] };
  self.postMessage(answer);
};

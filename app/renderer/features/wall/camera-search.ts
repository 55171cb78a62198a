import type { Camera } from '../../../../sfu-server/protocol/entities/camera.ts';

/** Key points first, then those that can be watched, then by name. */
function rank({ keyPoint, hasSource }: Camera): number {
  return (keyPoint ? 0 : 2) + (hasSource ? 0 : 1);
}

const COLLATOR = new Intl.Collator('zh-CN', { numeric: true });

export function byRankAndName(a: Camera, b: Camera): number {
  return rank(a) - rank(b) || COLLATOR.compare(a.name, b.name);
}

/** Cameras whose name or code holds every word of the query. An empty query finds all. */
export function findCameras(cameras: Iterable<Camera>, query: string): Camera[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found: Camera[] = [];
  for (const camera of cameras) {
    const text = `${camera.name} ${camera.code}`.toLowerCase();
    if (words.every((word) => text.includes(word))) found.push(camera);
  }
  return found.sort(byRankAndName);
}

import type { Camera } from '../../../../sfu-server/protocol/entities/camera.ts';
import type { Organisation } from '../../../../sfu-server/protocol/entities/organisation.ts';
import { byRankAndName } from './camera-search.ts';

/** The group that stands above all organisations (重点点位). */
export const KEY_POINTS = 'keyPoints';

/** Everything that the tree is drawn from; made once a change of the rows, whatever is expanded. */
export interface CameraIndex {
  readonly roots: readonly Organisation[];
  readonly children: ReadonlyMap<string, readonly Organisation[]>;
  /** Of the organisation itself, not of those below. */
  readonly cameras: ReadonlyMap<string, readonly Camera[]>;
  /** Of the organisation and all below. */
  readonly counts: ReadonlyMap<string, Count>;
  readonly keyPoints: readonly Camera[];
  readonly all: Count;
}

export interface Count {
  readonly total: number;
  /** Those with a registered source. */
  readonly watchable: number;
}

export type TreeRow =
  | {
      readonly type: 'group';
      readonly key: string;
      readonly depth: number;
      readonly name: string | null;
      readonly count: Count;
      readonly open: boolean;
    }
  | { readonly type: 'camera'; readonly key: string; readonly depth: number; readonly camera: Camera };

const COLLATOR = new Intl.Collator('zh-CN', { numeric: true });
const NO_CAMERAS: Count = { total: 0, watchable: 0 };

export function buildCameraIndex(organisations: ReadonlyMap<string, Organisation>, cameras: ReadonlyMap<string, Camera>): CameraIndex {
  const children = new Map<string, Organisation[]>();
  const roots: Organisation[] = [];
  for (const organisation of organisations.values()) {
    const { parentId } = organisation;
    // A township sees no county above it: whatever has no parent here is a root.
    if (parentId === null || !organisations.has(parentId)) roots.push(organisation);
    else append(children, parentId, organisation);
  }
  const own = new Map<string, Camera[]>();
  const counts = new Map<string, Count>();
  const keyPoints: Camera[] = [];
  let all = NO_CAMERAS;
  for (const camera of cameras.values()) {
    append(own, camera.orgId, camera);
    if (camera.keyPoint) keyPoints.push(camera);
    all = plus(all, camera);
    for (
      let at = organisations.get(camera.orgId);
      at !== undefined;
      at = at.parentId === null ? undefined : organisations.get(at.parentId)
    ) {
      counts.set(at.id, plus(counts.get(at.id) ?? NO_CAMERAS, camera));
    }
  }
  const byCode = (a: Organisation, b: Organisation) => COLLATOR.compare(a.code, b.code);
  for (const list of children.values()) list.sort(byCode);
  return { roots: roots.sort(byCode), children, cameras: own, counts, keyPoints: keyPoints.sort(byRankAndName), all };
}

/** The rows to draw, top to bottom: key points first, then the organisations; only what is expanded. */
export function treeRows(index: CameraIndex, expanded: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  const addCameras = (cameras: readonly Camera[], depth: number, under: string) => {
    for (const camera of cameras) rows.push({ type: 'camera', key: `${under}/${camera.id}`, depth, camera });
  };
  if (index.keyPoints.length > 0) {
    const open = expanded.has(KEY_POINTS);
    const count = index.keyPoints.reduce(plus, NO_CAMERAS);
    rows.push({ type: 'group', key: KEY_POINTS, depth: 0, name: null, count, open });
    if (open) addCameras(index.keyPoints, 1, KEY_POINTS);
  }
  const addOrganisation = (organisation: Organisation, depth: number) => {
    const count = index.counts.get(organisation.id);
    if (count === undefined) return;
    const open = expanded.has(organisation.id);
    rows.push({ type: 'group', key: organisation.id, depth, name: organisation.name, count, open });
    if (!open) return;
    for (const child of index.children.get(organisation.id) ?? []) addOrganisation(child, depth + 1);
    // Sorted when it is first looked at: a county has thousands.
    addCameras((index.cameras.get(organisation.id) ?? []).toSorted(byRankAndName), depth + 1, organisation.id);
  };
  for (const root of index.roots) addOrganisation(root, 0);
  return rows;
}

/** What is open at the start: the key points, and the top organisation so that its townships are in sight. */
export function firstExpanded(index: CameraIndex): Set<string> {
  const [root] = index.roots;
  return new Set(root === undefined ? [KEY_POINTS] : [KEY_POINTS, root.id]);
}

function plus(count: Count, camera: Camera): Count {
  return { total: count.total + 1, watchable: count.watchable + (camera.hasSource ? 1 : 0) };
}

function append<V>(into: Map<string, V[]>, key: string, value: V): void {
  const list = into.get(key);
  if (list === undefined) into.set(key, [value]);
  else list.push(value);
}

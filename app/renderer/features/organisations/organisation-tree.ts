import type { Organisation } from '../../../../sfu-server/protocol/entities/organisation.ts';

/** A row of the tree as it is drawn. */
export interface OrganisationNode {
  readonly organisation: Organisation;
  /** 0 for those at the top of what this seat sees. */
  readonly depth: number;
  readonly parent: boolean;
  readonly open: boolean;
}

/**
 * The rows of the tree in order of code: each organisation under its parent, as far as parents are open. With a query, every
 * organisation whose name holds it, wherever it stands.
 */
export function organisationNodes(
  organisations: ReadonlyMap<string, Organisation>,
  expanded: ReadonlySet<string>,
  query = '',
): OrganisationNode[] {
  const sorted = [...organisations.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const wanted = query.trim().toLowerCase();
  if (wanted !== '') {
    const found = sorted.filter(({ name }) => name.toLowerCase().includes(wanted));
    return found.map((organisation) => ({ organisation, depth: 0, parent: false, open: false }));
  }
  const parents = new Set(sorted.map(({ parentId }) => parentId));
  const nodes: OrganisationNode[] = [];
  const depths = new Map<string, number>();
  for (const organisation of sorted) {
    const { id, parentId } = organisation;
    const above = parentId !== null && organisations.has(parentId) ? parentId : null;
    // A parent comes before its children, as its path is the start of theirs; one that is not drawn has no depth.
    const depth = above === null ? 0 : expanded.has(above) ? depths.get(above) : undefined;
    if (depth === undefined) continue;
    depths.set(id, depth + 1);
    nodes.push({ organisation, depth, parent: parents.has(id), open: expanded.has(id) });
  }
  return nodes;
}

/** The own organisation and all above it: what is open when the tree is first shown. */
export function firstExpanded(organisations: ReadonlyMap<string, Organisation>, ownId: string): ReadonlySet<string> {
  const open = new Set<string>();
  for (let at = organisations.get(ownId); at !== undefined; at = at.parentId === null ? undefined : organisations.get(at.parentId)) {
    open.add(at.id);
  }
  return open;
}

/** `柳堤镇 马家寨村`: with the township's name where it is a village, as villages of different townships share names. */
export function organisationName(organisations: ReadonlyMap<string, Organisation>, id: string): string | null {
  const organisation = organisations.get(id);
  if (organisation === undefined) return null;
  const parent = organisation.level === 'village' && organisation.parentId !== null ? organisations.get(organisation.parentId) : undefined;
  return parent === undefined ? organisation.name : `${parent.name} ${organisation.name}`;
}

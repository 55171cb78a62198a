import type { Organisation } from '../protocol/entities/organisation.ts';

interface OrganisationRow {
  id: string;
  parent_id: string | null;
  level: Organisation['level'];
  name: string;
  code: string;
  path: string;
}

export function organisationFromRow(row: OrganisationRow): Organisation {
  return { id: row.id, parentId: row.parent_id, level: row.level, name: row.name, code: row.code, path: row.path };
}

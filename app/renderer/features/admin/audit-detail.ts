/** How a value in an entry's detail is read. What is not named here means something to machines only (ids, numbers of messages). */
export type DetailValue = 'text' | 'moment' | 'organisation' | 'path' | 'action' | 'error' | readonly string[];

/** Fields of a detail that an official reads, in the order in which they are shown; a list names where the value's words stand. */
export const DETAIL_FIELDS = {
  title: 'text',
  name: 'text',
  username: 'text',
  label: 'text',
  kind: ['admin:value.kind.'],
  access: ['rooms:access.'],
  role: ['frame:role.', 'rooms:role.'],
  minutes: 'text',
  mayUnmute: 'text',
  lobby: 'text',
  locked: 'text',
  mayShareScreen: 'text',
  mayChat: ['conference:mayChat.'],
  audience: 'text',
  speaker: 'text',
  format: 'text',
  orgId: 'organisation',
  state: ['admin:value.state.', 'conference:state.'],
  to: ['events:state.', 'cases:state.mediation.', 'cases:state.petition.'],
  from: 'moment',
  person: 'text',
  action: 'action',
  targetPath: 'path',
  entries: 'text',
  code: 'error',
  type: 'action',
  end: ['admin:value.end.'],
  problem: ['admin:value.problem.'],
  lost: 'text',
  brokenAt: 'text',
  repeated: 'text',
  archive: 'text',
  version: 'text',
} as const satisfies { readonly [field: string]: DetailValue };
export type DetailField = keyof typeof DETAIL_FIELDS;

/** The fields of a detail with their values as they were recorded, without those that are empty or for machines. */
export function detailFields(json: string): readonly (readonly [field: DetailField, value: string | number | boolean])[] {
  const parsed = parse(json);
  return (Object.keys(DETAIL_FIELDS) as DetailField[]).flatMap((field) => {
    const value = parsed[field];
    const known = (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean';
    return known ? [[field, value] as const] : [];
  });
}

function parse(json: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    // A forged row: the chain says so.
    return {};
  }
}

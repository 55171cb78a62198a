import type { EventKind, GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import type { Grid } from '../../../../sfu-server/protocol/entities/grid.ts';
import { MUTATION_SCHEMAS, type MutationArgs } from '../../../../sfu-server/protocol/mutations.ts';
import { blockOfText, lineOfText, type Position } from '../../../../sfu-server/protocol/primitives.ts';

/** What a person has filled in so far. */
export interface ReportDraft {
  readonly title: string;
  readonly detail: string;
  readonly kind: EventKind;
  readonly level: GovernanceEvent['level'];
  readonly position: Position | null;
  /** The grid that the position lies in. */
  readonly grid: Pick<Grid, 'id' | 'orgId'> | null;
}

export type ReportProblem =
  | 'problem.title.missing'
  | 'problem.title.long'
  | 'problem.title.characters'
  | 'problem.detail.long'
  | 'problem.detail.characters'
  | 'problem.place.missing'
  | 'form.outside';

const TITLE_MAX = 80;
const DETAIL_MAX = 2000;

/** What keeps a draft from being sent, by field, as text keys; empty where nothing does. */
export function problemsOf(draft: ReportDraft): { title?: ReportProblem; detail?: ReportProblem; place?: ReportProblem } {
  const title = titleProblem(draft.title.trim());
  const detail = detailProblem(draft.detail);
  const place = draft.position === null ? 'problem.place.missing' : draft.grid === null ? 'form.outside' : null;
  return { ...(title && { title }), ...(detail && { detail }), ...(place && { place }) };
}

function titleProblem(title: string): ReportProblem | null {
  if (title === '') return 'problem.title.missing';
  if (title.length > TITLE_MAX) return 'problem.title.long';
  return lineOfText(TITLE_MAX).safeParse(title).success ? null : 'problem.title.characters';
}

function detailProblem(detail: string): ReportProblem | null {
  if (detail.length > DETAIL_MAX) return 'problem.detail.long';
  return blockOfText(DETAIL_MAX).safeParse(detail).success ? null : 'problem.detail.characters';
}

/** The mutation for a draft; null while it has problems. `id` is a UUIDv7 made by this console. */
export function reportOf(draft: ReportDraft, id: string, now: number): MutationArgs<'event.report'> | null {
  const { grid, position } = draft;
  if (grid === null || position === null) return null;
  const args = MUTATION_SCHEMAS['event.report'].safeParse({
    id,
    orgId: grid.orgId,
    gridId: grid.id,
    title: draft.title,
    detail: draft.detail,
    kind: draft.kind,
    level: draft.level,
    position,
    reportedAt: now,
  });
  return args.success ? args.data : null;
}

import type { CaseKind } from './entities/case.ts';
import type { EntityName } from './entities/index.ts';
import type { Role } from './roles.ts';

/** Everything that can be allowed or refused. */
export const ACTIONS = [
  'data.read',
  'organisation.read',
  /** Either kind is told in confidence, and to other people. */
  'case.read.mediation',
  'case.read.petition',
  'contact.read',
  'department.read',
  /** Keep the register of departments that come into a centre. */
  'department.write',
  /** Say for a called department who comes. */
  'joint.answer',
  /** Read cases without names, for training. */
  'library.read',
  /** Make them of cases that are over, and approve what another has written. */
  'library.write',
  /** Take a dossier out for a reason; every look is written down. */
  'dossier.view',
  /** Propose that one whose time is over is destroyed, and decide about what another has proposed. */
  'dossier.destroy',
  /** Register, edit, advance and note. */
  'case.handle.mediation',
  'case.handle.petition',
  /** Put the committee's seal on a paper: its own mediators, and the leaders above. */
  'case.seal',
  'contact.write',
  /** Profiles of mediators and their studios. */
  'team.read',
  /** Whoever administers mediation there; a committee's own mediators keep its team. */
  'team.write',
  /** What parties have said of others than oneself, as averages. */
  'team.ratings',
  /** Question sets for records. */
  'outline.read',
  'outline.write',
  /** Issue, edit, share, and take shares back. */
  'document.issue',
  'meeting.read',
  /** Plan, change, cancel, open, write and sign minutes. */
  'meeting.run',
  /** Say who comes. */
  'meeting.answer',
  'task.read',
  /** Take on and report back, in the organisation that has to do it. */
  'task.handle',
  /** Find good or send back, in the organisation that decided it. */
  'task.oversee',
  'event.report',
  'event.advance',
  'event.note',
  'camera.view',
  'room.list',
  'room.join',
  'room.create.conference',
  'room.create.mediation',
  'room.create.petition',
  'room.create.dispatch',
  'room.create.hearing',
  'recording.view.conference',
  'recording.view.mediation',
  'recording.view.petition',
  'recording.view.dispatch',
  'recording.view.hearing',
  'recording.delete',
  'server.metrics',
  'account.manage',
  'audit.read',
] as const;
export type Action = (typeof ACTIONS)[number];

/**
 * Where an action is allowed, measured from the actor's organisation to the thing's:
 * `branch` the own organisation and all below; `line` also those above (as a township joins a county's room);
 * `own` the own organisation only; `everywhere` without regard to the organisation; `named` wherever somebody is called by name, and nowhere
 * else: a case for as long as the call stands (see `joint-call.ts`).
 */
export type Scope = 'own' | 'branch' | 'line' | 'everywhere' | 'named';

type RightsOfRole = { readonly [A in Action]?: Scope };

/** Those above are seen by name, and how they are reached. */
const rows: RightsOfRole = { 'data.read': 'branch', 'organisation.read': 'line', 'contact.read': 'line' };
const reads: RightsOfRole = {
  ...rows,
  'camera.view': 'branch',
  'team.read': 'line',
  'room.list': 'line',
  'room.join': 'line',
  'department.read': 'line',
  'meeting.read': 'branch',
  'task.read': 'branch',
};
/** Cases hold what people tell in confidence: they are not for everybody who reads data, nor one kind for those who handle the other. */
const readsMediations: RightsOfRole = {
  'case.read.mediation': 'branch',
  'dossier.view': 'branch',
  'library.read': 'line',
  'outline.read': 'line',
};
const readsPetitions: RightsOfRole = { 'case.read.petition': 'branch' };
const readsCases: RightsOfRole = { ...reads, ...readsMediations, ...readsPetitions };
const handlesCases: RightsOfRole = { 'case.handle.mediation': 'branch', 'case.handle.petition': 'branch' };
const handlesEvents: RightsOfRole = { 'event.report': 'branch', 'event.advance': 'branch', 'event.note': 'branch' };

const keepsTeam: RightsOfRole = { 'team.write': 'branch', 'team.ratings': 'branch' };
const runsMeetings: RightsOfRole = { 'meeting.run': 'branch', 'meeting.answer': 'branch' };
const keepsTasks: RightsOfRole = { 'task.handle': 'branch', 'task.oversee': 'branch' };

/** Who may do what where. The server asks it for every request; the console only to grey out what would be refused. */
export const RIGHTS: { readonly [R in Role]: RightsOfRole } = {
  admin: {
    ...readsCases,
    'department.write': 'branch',
    'library.write': 'branch',
    'dossier.destroy': 'branch',
    ...handlesEvents,
    ...handlesCases,
    ...keepsTeam,
    ...runsMeetings,
    ...keepsTasks,
    'outline.write': 'branch',
    'contact.write': 'branch',
    'document.issue': 'branch',
    'room.create.conference': 'branch',
    'recording.view.conference': 'branch',
    'room.create.mediation': 'branch',
    'recording.view.mediation': 'branch',
    'room.create.petition': 'branch',
    'recording.view.petition': 'branch',
    'room.create.dispatch': 'branch',
    'recording.view.dispatch': 'branch',
    'room.create.hearing': 'branch',
    'recording.view.hearing': 'branch',
    'recording.delete': 'branch',
    'server.metrics': 'everywhere',
    'account.manage': 'branch',
    'audit.read': 'branch',
  },
  leader: {
    'case.seal': 'branch',
    'outline.write': 'branch',
    ...readsCases,
    'library.write': 'branch',
    'dossier.destroy': 'branch',
    ...handlesEvents,
    ...handlesCases,
    ...keepsTeam,
    ...runsMeetings,
    ...keepsTasks,
    'document.issue': 'branch',
    'room.create.conference': 'branch',
    'recording.view.conference': 'branch',
    'room.create.petition': 'branch',
    'recording.view.petition': 'branch',
    'room.create.dispatch': 'branch',
    'recording.view.dispatch': 'branch',
  },
  duty: {
    ...reads,
    ...handlesEvents,
    ...runsMeetings,
    ...keepsTasks,
    'contact.write': 'branch',
    'document.issue': 'branch',
    'room.create.conference': 'branch',
    'recording.view.conference': 'branch',
    'room.create.dispatch': 'branch',
    'recording.view.dispatch': 'branch',
  },
  host: { ...reads, ...runsMeetings, 'room.create.conference': 'branch', 'recording.view.conference': 'branch' },
  mediator: {
    ...reads,
    ...readsMediations,
    'event.note': 'branch',
    'case.handle.mediation': 'branch',
    'team.write': 'own',
    'outline.write': 'own',
    'case.seal': 'own',
    'department.write': 'own',
    'library.write': 'branch',
    'room.create.mediation': 'branch',
    'recording.view.mediation': 'branch',
  },
  clerk: {
    ...reads,
    ...readsPetitions,
    'event.report': 'branch',
    'case.handle.petition': 'branch',
    'room.create.petition': 'branch',
    'recording.view.petition': 'branch',
  },
  operator: {
    ...readsCases,
    'department.write': 'branch',
    'library.write': 'branch',
    ...handlesEvents,
    ...handlesCases,
    ...keepsTeam,
    ...runsMeetings,
    ...keepsTasks,
    'outline.write': 'branch',
    'contact.write': 'branch',
    'document.issue': 'branch',
    'room.create.conference': 'branch',
    'recording.view.conference': 'branch',
    'room.create.mediation': 'branch',
    'recording.view.mediation': 'branch',
    'room.create.petition': 'branch',
    'recording.view.petition': 'branch',
    'room.create.dispatch': 'branch',
    'recording.view.dispatch': 'branch',
  },
  gridWorker: { ...rows, 'event.report': 'branch', 'event.note': 'branch', 'room.list': 'line', 'room.join': 'line' },
  officer: {
    'case.read.mediation': 'named',
    'joint.answer': 'named',
    'library.read': 'line',
    'room.list': 'line',
    'room.join': 'line',
    'room.create.mediation': 'branch',
    'recording.view.mediation': 'branch',
    'room.create.hearing': 'branch',
    'recording.view.hearing': 'branch',
  },
};

/** By whose right a row is read: its entity's; cases by their kind, attachments by the row that they belong to. */
export type Guard = Exclude<EntityName, 'attachment' | 'case' | 'mediation'> | CaseKind;

/** What it takes to be given the rows under each guard. */
export const READ_ACTIONS: { readonly [G in Guard]: Action } = {
  organisation: 'organisation.read',
  grid: 'data.read',
  camera: 'data.read',
  event: 'data.read',
  mediation: 'case.read.mediation',
  record: 'case.read.mediation',
  petition: 'case.read.petition',
  agreement: 'case.read.mediation',
  studio: 'team.read',
  mediator: 'team.read',
  outline: 'outline.read',
  department: 'department.read',
  jointCall: 'case.read.mediation',
  libraryCase: 'library.read',
  contact: 'contact.read',
  document: 'data.read',
  meeting: 'meeting.read',
  task: 'task.read',
};

const SCOPE_HOLDS: { readonly [S in Scope]: (actorPath: string, targetPath: string) => boolean } = {
  own: (actor, target) => actor === target,
  branch: (actor, target) => target.startsWith(actor),
  line: (actor, target) => target.startsWith(actor) || actor.startsWith(target),
  everywhere: () => true,
  // Names are not paths: see `isNamedFor`.
  named: () => false,
};

/**
 * Whether `role`, standing at `actorPath`, may do `action` to a thing that belongs to `targetPath`.
 * Paths are organisation paths (see `Organisation.path`).
 */
export function isAllowed(role: Role, action: Action, actorPath: string, targetPath: string): boolean {
  const scope: Scope | undefined = RIGHTS[role][action];
  if (scope === undefined) return false;
  return SCOPE_HOLDS[scope](actorPath, targetPath);
}

/** Whether a role does something wherever its people are called by name. */
export function isNamedFor(role: Role, action: Action): boolean {
  return RIGHTS[role][action] === 'named';
}

import { CASE_TRANSITIONS, type Case } from '../../sfu-server/protocol/entities/case.ts';
import { EVENT_TRANSITIONS, type GovernanceEvent } from '../../sfu-server/protocol/entities/event.ts';
import type { AnyRow } from '../../sfu-server/protocol/entities/index.ts';
import { TASK_TRANSITIONS, type Task } from '../../sfu-server/protocol/entities/task.ts';
import type { Chance } from './chance.ts';
import { CHANGES, type ChangeArgs, type ChangeName } from './changes.ts';
import type { SimConsole } from './sim-console.ts';
import type { CountyTemplate } from './small-template.ts';
import type { DeedStep } from './steps.ts';

type Entity = (typeof CHANGES)[ChangeName]['entity'];

/** A change as somebody at a console makes it. */
interface Deed {
  readonly name: ChangeName;
  readonly args: ChangeArgs;
  /** Whether its row was in sight. */
  readonly seen: boolean;
}

/** What people at consoles do: they make rows, and change those that they see, sometimes one that they do not. */
export class Deeds {
  readonly #chance: Chance;
  readonly #orgs: CountyTemplate['orgs'];
  readonly #made: Record<Entity, string[]> = { event: [], case: [], document: [], contact: [], meeting: [], task: [] };

  constructor(chance: Chance, orgs: CountyTemplate['orgs']) {
    this.#chance = chance;
    this.#orgs = orgs;
  }

  /** Of the events that were ever made, the `which`th; undefined while there are none. */
  event(which: number): string | undefined {
    return nth(this.#made.event, which);
  }

  async of(console: SimConsole, step: DeedStep): Promise<Deed> {
    const which = 'which' in step ? step.which : 0;
    const name = NAMES[step.do];
    const { entity, leaves } = CHANGES[name];
    if (leaves === 'row') return this.#making(console, entity, which);
    const { id, rows } = await this.#chosen(console, entity, which);
    // Where there is nothing yet to be changed, it is made.
    if (id === undefined) return this.#making(console, entity, which);
    const row = rows.find((one) => one.id === id);
    return { name, args: { id, ...this.#words(step, row) }, seen: row !== undefined };
  }

  /** As a person would; sometimes one that the console does not show. */
  async #chosen(console: SimConsole, entity: Entity, which: number): Promise<{ id: string | undefined; rows: readonly AnyRow[] }> {
    const rows = await console.read(entity);
    return { id: rows[which % (rows.length + 1)]?.id ?? nth(this.#made[entity], which), rows };
  }

  async #making(console: SimConsole, entity: Entity, which: number): Promise<Deed> {
    if (entity === 'task') return this.#deciding(console, which);
    const id = this.#chance.id();
    this.#made[entity].push(id);
    const orgId = console.username === 'township2' ? this.#orgs.secondVillage : this.#orgs.firstVillage;
    return { name: MAKINGS[entity], args: { id, orgId, ...this.#newWords(entity, which) }, seen: true };
  }

  /** What is decided, is decided in a meeting: it is planned first where there is none. */
  async #deciding(console: SimConsole, which: number): Promise<Deed> {
    const { id } = await this.#chosen(console, 'meeting', which);
    if (id === undefined) return this.#making(console, 'meeting', which);
    const taskId = this.#chance.id();
    this.#made.task.push(taskId);
    const words = { title: '排查地灾点', detail: '', personName: null, dueAt: 1, decidedAt: 1 };
    return { name: 'meeting.decide', args: { id, taskId, ownerOrgId: this.#org(which), ...words }, seen: true };
  }

  #newWords(entity: Exclude<Entity, 'task'>, which: number): Omit<ChangeArgs, 'id'> {
    switch (entity) {
      case 'event':
        return {
          gridId: null,
          title: '涵洞积水',
          detail: '',
          kind: 'flood',
          level: 2,
          position: { lat: 32, lng: 112 },
          reportedAt: 1,
        };
      case 'case':
        return {
          gridId: null,
          kind: which % 2 === 0 ? 'mediation' : 'petition',
          title: '界址纠纷',
          applicantName: '王小明',
          respondentName: null,
          phone: null,
          facts: '两户为界址起争执。',
          field: null,
          handlerName: null,
          registeredAt: 1,
        };
      case 'document':
        return {
          title: '防汛通知',
          kind: 'notice',
          body: '各村值守。',
          sharedWith: which % 3 === 0 ? [] : [this.#org(which)],
          issuedAt: 1,
        };
      case 'meeting':
        return {
          title: '防汛调度会',
          kind: 'dispatch',
          startsAt: 1,
          durationMin: 60,
          agenda: [],
          people: [],
          orgIds: which % 3 === 0 ? [] : [this.#org(which)],
          series: null,
          plannedAt: 1,
        };
      case 'contact':
        return { name: '李四', post: '值班员', phone: '13900000000', isDuty: false, role: null };
    }
  }

  #words(step: DeedStep, row: AnyRow | undefined): Omit<ChangeArgs, 'id'> {
    const which = 'which' in step ? step.which : 0;
    switch (step.do) {
      case 'note':
      case 'noteCase':
      case 'noteTask':
        return { noteId: this.#chance.id(), text: '已到场' };
      case 'advance':
        return {
          noteId: this.#chance.id(),
          note: '办理',
          to: nth(EVENT_TRANSITIONS[stateOf<GovernanceEvent>(row) ?? 'reported'], which) ?? 'accepted',
        };
      case 'advanceCase':
        return {
          noteId: this.#chance.id(),
          note: '办理',
          to: nth(CASE_TRANSITIONS[stateOf<Case>(row) ?? 'registered'], which) ?? 'accepted',
        };
      case 'advanceTask':
        return {
          noteId: this.#chance.id(),
          note: '办理',
          to: nth(TASK_TRANSITIONS[stateOf<Task>(row) ?? 'assigned'], which) ?? 'accepted',
        };
      case 'editContact':
        return { change: { post: `值班员 ${this.#chance.id()}` } };
      case 'editMeeting':
        return { scope: 'this', change: { title: `改题 ${this.#chance.id()}` } };
      case 'writeMinutes':
        return { change: { body: `记录 ${this.#chance.id()}` } };
      case 'shareDocument':
        return { orgId: this.#org(which) };
      case 'unshareDocument':
        return { orgId: (row !== undefined && 'sharedWith' in row ? nth(row.sharedWith, which) : undefined) ?? this.#org(which) };
      default:
        return { change: { title: `改题 ${this.#chance.id()}` } };
    }
  }

  #org(which: number): string {
    const { first, second, secondVillage } = this.#orgs;
    return nth([second, first, secondVillage], which) ?? second;
  }
}

const MAKINGS = {
  event: 'event.report',
  case: 'case.register',
  document: 'document.issue',
  contact: 'contact.add',
  meeting: 'meeting.plan',
} as const satisfies { readonly [E in Exclude<Entity, 'task'>]: ChangeName };

const NAMES = {
  report: 'event.report',
  note: 'event.note',
  advance: 'event.advance',
  registerCase: 'case.register',
  editCase: 'case.edit',
  noteCase: 'case.note',
  advanceCase: 'case.advance',
  issueDocument: 'document.issue',
  editDocument: 'document.edit',
  shareDocument: 'document.share',
  unshareDocument: 'document.unshare',
  planMeeting: 'meeting.plan',
  editMeeting: 'meeting.edit',
  writeMinutes: 'meeting.minutes',
  decide: 'meeting.decide',
  noteTask: 'task.note',
  advanceTask: 'task.advance',
  addContact: 'contact.add',
  editContact: 'contact.edit',
} as const satisfies { readonly [D in DeedStep['do']]: ChangeName };

function nth<T>(all: readonly T[], which: number): T | undefined {
  return all[which % Math.max(1, all.length)];
}

function stateOf<Row extends Case | GovernanceEvent | Task>(row: AnyRow | undefined): Row['state'] | undefined {
  return (row as Row | undefined)?.state;
}

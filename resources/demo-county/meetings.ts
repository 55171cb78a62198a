import { paperNumber } from '../../sfu-server/governance/paper-numbers.ts';
import type { MeetingOrgTable, MeetingTable, OrganisationTable, TaskTable } from '../../sfu-server/store/tables.ts';
import type { DemoAccount } from './accounts.ts';
import type { Land } from './land.ts';
import { personName } from './names.ts';
import type { SeededRandom } from './random.ts';
import { RunningNumbers, type SeriesStart } from './running-numbers.ts';
import { DAY_MS, officeTime } from './time.ts';

interface Subject {
  readonly title: string;
  readonly kind: 'regular' | 'dispatch' | 'special' | 'training';
  readonly agenda: readonly string[];
  readonly decision: string;
}

const SUBJECTS: readonly Subject[] = [
  {
    title: '全县社会治安综合治理例会',
    kind: 'regular',
    agenda: ['通报上周情况', '重点事项研判', '部署下周工作'],
    decision: '对未办结事件逐件明确责任人',
  },
  { title: '防汛备汛视频调度会', kind: 'dispatch', agenda: ['水雨情通报', '各镇汇报值守'], decision: '完成易涝点排查并报送清单' },
  { title: '矛盾纠纷排查化解专题会', kind: 'special', agenda: ['婚姻家庭纠纷研判', '土地承包纠纷研判'], decision: '开展一次纠纷集中排查' },
  { title: '网格员业务培训', kind: 'training', agenda: ['事件上报规范', '入户走访要点'], decision: '组织网格员补训' },
];
/** Days from the start at which meetings stand: some behind, with minutes, one today, the others ahead. */
const DAYS = [-21, -14, -10, -7, -3, -1, 0, 1, 2, 5, 7, 14] as const;
const TASK_STATES = ['assigned', 'accepted', 'inProgress', 'reported', 'closed'] as const;
const INVITED = 8;

export interface DemoMeetings {
  readonly meetings: readonly MeetingTable[];
  readonly invited: readonly MeetingOrgTable[];
  readonly tasks: readonly TaskTable[];
  readonly series: readonly SeriesStart[];
}

/** A dozen meetings of the county around `now` (UTC ms), and the tasks that the past ones decided. */
export function planMeetings(random: SeededRandom, land: Land, accounts: readonly DemoAccount[], now: number): DemoMeetings {
  const host = accounts.find(({ username }) => username === 'host');
  if (host === undefined) throw new RangeError('There is nobody who plans meetings.');
  const numbers = new RunningNumbers();
  const meetings: MeetingTable[] = [];
  const invited: MeetingOrgTable[] = [];
  const tasks: TaskTable[] = [];
  for (const [index, days] of DAYS.entries()) {
    const subject = SUBJECTS[index % SUBJECTS.length] as Subject;
    const startsAt = officeTime(now + days * DAY_MS, random.next());
    const meeting = newMeeting(random, land, host, subject, startsAt, now);
    const [first, second, ...rest] = land.townships;
    const orgs = [first, second, ...random.shuffled(rest).slice(0, INVITED)].filter((org) => org !== undefined);
    meetings.push(meeting);
    invited.push(...orgs.map((org) => ({ meeting_id: meeting.id, org_id: org.id })));
    if (meeting.state === 'ended') {
      for (const owner of orgs.slice(0, 2)) tasks.push(newTask(random, numbers, land.county, owner, host, meeting, subject));
    }
  }
  return { meetings, invited, tasks, series: numbers.starts };
}

function newMeeting(
  random: SeededRandom,
  land: Land,
  host: DemoAccount,
  { title, kind, agenda, decision }: Subject,
  startsAt: number,
  now: number,
): MeetingTable {
  const plannedAt = Math.min(startsAt, now) - 3 * DAY_MS;
  const over = startsAt < now - DAY_MS / 12;
  return {
    id: random.id(plannedAt),
    org_id: land.county.id,
    series_id: null,
    alone: 0,
    title,
    kind,
    starts_at: startsAt,
    duration_min: 90,
    agenda: JSON.stringify(agenda.map((item) => ({ title: item, minutes: 20, speaker: personName(random) }))),
    state: over ? 'ended' : 'planned',
    room_id: null,
    cancel_reason: null,
    chair: over ? personName(random) : '',
    attendees: over ? '县直有关单位负责人，各镇综治中心负责人' : '',
    absentees: '',
    recorder: over ? host.name : '',
    minutes_body: over ? `会议听取了各镇情况汇报，研究了${title}有关事项。\n会议要求，${decision}，按期反馈结果。` : '',
    minutes_number: null,
    signed_by_id: null,
    signed_by_name: null,
    signed_at: null,
    planned_by_id: host.id,
    planned_by_name: host.name,
    planned_at: plannedAt,
    received_at: plannedAt,
    updated_at: over ? startsAt : plannedAt,
  };
}

function newTask(
  random: SeededRandom,
  numbers: RunningNumbers,
  county: OrganisationTable,
  owner: OrganisationTable,
  host: DemoAccount,
  meeting: MeetingTable,
  { decision }: Subject,
): TaskTable {
  const at = meeting.starts_at + DAY_MS / 24;
  const { year, n } = numbers.take(county.id, 'task', at);
  return {
    id: random.id(at),
    meeting_id: meeting.id,
    org_id: county.id,
    owner_org_id: owner.id,
    number: paperNumber(county.short_name, 'task', year, n),
    meeting_title: meeting.title,
    title: decision,
    detail: '',
    person_name: personName(random),
    due_at: meeting.starts_at + random.integer(5, 20) * DAY_MS,
    state: random.pick(TASK_STATES),
    decided_by_id: host.id,
    decided_by_name: host.name,
    decided_at: at,
    received_at: at,
    updated_at: at,
  };
}

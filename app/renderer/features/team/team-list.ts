import { type Duty, type DutyHours, dutyAt, inOrder, WEEKDAYS, type Weekday } from '../../../../sfu-server/protocol/duty-hours.ts';
import type { DisputeField, MediatorKind, MediatorProfile } from '../../../../sfu-server/protocol/entities/mediator-profile.ts';
import type { Studio } from '../../../../sfu-server/protocol/entities/studio.ts';

export interface TeamQuery {
  /** Words that all have to be there. */
  readonly search: string;
  readonly field: DisputeField | null;
  readonly kind: MediatorKind | null;
  readonly studioId: string | null;
  readonly dutyNow: boolean;
  /** UTC ms. */
  readonly now: number;
}

const COLLATOR = new Intl.Collator('zh-CN', { numeric: true });
const DUTY_ORDER: { readonly [D in Duty]: number } = { now: 0, later: 1, off: 2 };

/** Those who pass: who mediates no more last, else who is on duty first, then by name. */
export function listMediators(
  profiles: Iterable<MediatorProfile>,
  studios: ReadonlyMap<string, Studio>,
  query: TeamQuery,
): MediatorProfile[] {
  const { field, kind, studioId, dutyNow, now } = query;
  const words = query.search.toLowerCase().split(/\s+/).filter(Boolean);
  const dutyOf = (one: MediatorProfile) => (one.active ? dutyAt(one.duty, now) : 'off');
  return [...profiles]
    .filter(
      (one) =>
        (field === null || one.fields.includes(field)) &&
        (kind === null || one.kind === kind) &&
        (studioId === null || one.studioId === studioId) &&
        (!dutyNow || dutyOf(one) === 'now') &&
        words.every((word) => textOf(one, studios).includes(word)),
    )
    .sort(
      (a, b) =>
        Number(b.active) - Number(a.active) ||
        DUTY_ORDER[dutyOf(a)] - DUTY_ORDER[dutyOf(b)] ||
        COLLATOR.compare(a.name, b.name) ||
        (a.id < b.id ? -1 : 1),
    );
}

/** The people of a studio, its leader first. */
export function membersOf(studio: Studio, profiles: Iterable<MediatorProfile>): MediatorProfile[] {
  const leads = ({ id }: MediatorProfile) => Number(id === studio.leaderId);
  return [...profiles]
    .filter(({ studioId }) => studioId === studio.id)
    .sort((a, b) => leads(b) - leads(a) || Number(b.active) - Number(a.active) || COLLATOR.compare(a.name, b.name));
}

/** `08:30`. @param minute of the day; 1,440 is its end */
export function hourText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Of `08:30`, `8:30`, `0830` or `24:00`; null where it is none. */
export function minuteOfText(text: string): number | null {
  const [, hour, minute] = /^\s*(\d{1,2})[:：]?(\d\d)\s*$/.exec(text) ?? [];
  if (hour === undefined || minute === undefined) return null;
  const at = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && at <= 1440 ? at : null;
}

/** Whether two days are on duty at the same hours. */
export function sameHours(a: readonly DutyHours[], b: readonly DutyHours[]): boolean {
  const text = (hours: readonly DutyHours[]) => hours.map(hoursText).sort().join();
  return text(a) === text(b);
}

/** `08:30–12:00` */
export function hoursText({ from, to }: DutyHours): string {
  return `${hourText(from)}–${hourText(to)}`;
}

/** Of each of the hours of one day, in order. */
export function hoursOfDay(week: readonly DutyHours[], day: number): string[] {
  return inOrder(week)
    .filter((one) => one.day === day)
    .map(hoursText);
}

export interface SameDays {
  readonly first: Weekday;
  readonly last: Weekday;
  readonly hours: readonly string[];
}

/** The days with hours, those one after another that have the same together: Monday to Friday. */
export function groupedWeek(week: readonly DutyHours[]): SameDays[] {
  const groups: SameDays[] = [];
  for (const day of WEEKDAYS) {
    const hours = hoursOfDay(week, day);
    const before = groups.at(-1);
    if (hours.length === 0) continue;
    if (before !== undefined && before.last === day - 1 && before.hours.join() === hours.join())
      groups[groups.length - 1] = { ...before, last: day };
    else groups.push({ first: day, last: day, hours });
  }
  return groups;
}

function textOf({ name, committee, words, studioId }: MediatorProfile, studios: ReadonlyMap<string, Studio>): string {
  const studio = studioId === null ? undefined : studios.get(studioId)?.name;
  return `${name} ${committee ?? ''} ${studio ?? ''} ${words}`.toLowerCase();
}

import { z } from 'zod';
import { idSchema, lineOfText, phoneSchema, timestampSchema } from '../primitives.ts';

/** How a department is present in a centre: there on every working day (常驻), on certain weekdays (轮驻), or when it is called (随驻). */
export const PRESENCES = ['resident', 'rotating', 'onCall'] as const;
export const presenceSchema = z.enum(PRESENCES);
export type Presence = z.infer<typeof presenceSchema>;

/** Monday is 1, Sunday 7 (ISO 8601). */
export const weekdaySchema = z.number().int().min(1).max(7);
const LAST_WORKDAY = 5;

/** Somebody of a department who has an account; the name is the server's, as it was when it was written down. */
export const departmentPersonSchema = z.object({ accountId: idSchema, name: z.string().max(40) });
export type DepartmentPerson = z.infer<typeof departmentPersonSchema>;
export const MOST_DEPARTMENT_PEOPLE = 20;

/** What is written about a department that a centre can call in. */
export const departmentWordsSchema = z.object({
  /** 县人力资源和社会保障局. */
  name: lineOfText(60),
  presence: presenceSchema,
  /** On which it is there; of those that come by turns alone. */
  weekdays: z.array(weekdaySchema).max(7),
  phone: phoneSchema.nullable(),
  /** What one turns to it for: 欠薪处置. */
  role: lineOfText(60).nullable(),
  people: z.array(departmentPersonSchema).max(MOST_DEPARTMENT_PEOPLE),
});
export type DepartmentWords = z.infer<typeof departmentWordsSchema>;

/** A department in the register of a centre (入驻部门). A seat sees those of its own branch and of the centres above it. */
export const departmentSchema = z.object({
  id: idSchema,
  orgId: idSchema,
  ...departmentWordsSchema.shape,
  updatedAt: timestampSchema,
});
export type Department = z.infer<typeof departmentSchema>;

/** Whether days are named where, and only where, a department comes by turns. */
export function daysFit({ presence, weekdays }: Pick<DepartmentWords, 'presence' | 'weekdays'>): boolean {
  return (presence === 'rotating') === weekdays.length > 0;
}

/** The weekday (ISO 8601) of a day of the county's calendar, YYYY-MM-DD. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** Whether somebody of a department sits in the centre on that weekday without being called. */
export function isPresentOn({ presence, weekdays }: Pick<DepartmentWords, 'presence' | 'weekdays'>, weekday: number): boolean {
  if (presence === 'resident') return weekday <= LAST_WORKDAY;
  return presence === 'rotating' && weekdays.includes(weekday);
}

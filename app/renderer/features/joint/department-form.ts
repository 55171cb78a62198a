import { type Department, type DepartmentWords, daysFit } from '../../../../sfu-server/protocol/entities/department.ts';
import { phoneSchema } from '../../../../sfu-server/protocol/primitives.ts';

/** What stands in the form of a department. */
export interface DepartmentDraft {
  readonly name: string;
  readonly presence: DepartmentWords['presence'];
  readonly weekdays: readonly number[];
  readonly phone: string;
  readonly role: string;
  readonly people: DepartmentWords['people'];
}

export function draftOf(before: Department | null): DepartmentDraft {
  if (before === null) return { name: '', presence: 'resident', weekdays: [], phone: '', role: '', people: [] };
  return { ...before, phone: before.phone ?? '', role: before.role ?? '' };
}

export type DepartmentProblem = 'name' | 'weekdays' | 'phone';

/** What keeps it from being saved. */
export function problemsOf(draft: DepartmentDraft): DepartmentProblem[] {
  const { name, phone } = draft;
  return [
    ...(name.trim() === '' ? (['name'] as const) : []),
    ...(daysFit(wordsOf(draft)) ? [] : (['weekdays'] as const)),
    ...(phone.trim() === '' || phoneSchema.safeParse(phone).success ? [] : (['phone'] as const)),
  ];
}

/** Days are only of those that come by turns: chosen before the presence was changed, they are forgotten. */
export function wordsOf({ name, presence, weekdays, phone, role, people }: DepartmentDraft): DepartmentWords {
  return {
    name: name.trim(),
    presence,
    weekdays: presence === 'rotating' ? [...weekdays].sort((a, b) => a - b) : [],
    phone: phone.trim() === '' ? null : phone.trim(),
    role: role.trim() === '' ? null : role.trim(),
    people: [...people],
  };
}

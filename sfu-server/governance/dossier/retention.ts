import { z } from 'zod';
import { type Keep, keepSchema } from '../../protocol/dossier.ts';
import { CASE_FIELDS, type CaseField, caseFieldSchema } from '../../protocol/entities/case.ts';
import { countyYear } from '../number-series.ts';

const MOST_YEARS = 200;

/** How long dossiers are kept (保管期限表), as the centre has set it. */
export const retentionSchema = z.object({
  /** Years of each period, counted from the end of the year of filing; null: for good. */
  years: z.record(keepSchema, z.number().int().min(1).max(MOST_YEARS).nullable()),
  /** What is proposed for disputes of a kind; whoever files decides. */
  ofKind: z.partialRecord(caseFieldSchema, keepSchema),
  /** What is proposed for all others. */
  usual: keepSchema,
});
export type Retention = z.infer<typeof retentionSchema>;

/** Archives commonly set 30 and 10 years; what a county sets otherwise comes by `--dossiers-kept`. */
export const RETENTION: Retention = { years: { permanent: null, long: 30, short: 10 }, ofKind: {}, usual: 'long' };

const fieldSchema = z.enum(CASE_FIELDS.mediation);
const yearsSchema = z.coerce.number().int().min(1).max(MOST_YEARS);

/** `long=30,short=10,land=permanent,traffic=short,other=long`: years of the periods, and the period of a kind of dispute; `usual` for all others. */
export const retentionRulesSchema = z.string().transform((text, context): Retention => {
  const retention: Retention = { years: { ...RETENTION.years }, ofKind: { ...RETENTION.ofKind }, usual: RETENTION.usual };
  for (const rule of text.split(',')) {
    const [name = '', value = ''] = rule.split('=').map((part) => part.trim());
    const [years, keep, field] = [yearsSchema.safeParse(value), keepSchema.safeParse(value), fieldSchema.safeParse(name)];
    if ((name === 'long' || name === 'short') && value !== '' && years.success) retention.years[name] = years.data;
    else if (name === 'usual' && keep.success) retention.usual = keep.data;
    else if (field.success && keep.success) retention.ofKind[field.data] = keep.data;
    else context.addIssue({ code: 'custom', message: `"${rule}" is no rule like long=30 or land=permanent` });
  }
  return retention;
});

/** What is proposed for a dispute of that kind. */
export function proposedKeep({ ofKind, usual }: Retention, field: CaseField | null): Keep {
  return (field === null ? undefined : ofKind[field]) ?? usual;
}

/** The end of the last day that a dossier is kept, UTC ms; null: for good. @param years from the end of the year of filing */
export function keptUntil(years: number | null, filedAt: number): number | null {
  // Midnight of the county's new year is 16:00 UTC of the day before.
  return years === null ? null : Date.UTC(countyYear(filedAt) + years, 11, 31, 16);
}

/** The years that a dossier was filed for, whatever is set now. @param until as `keptUntil` gave it */
export function yearsKept(until: number | null, filedIn: number): number | null {
  return until === null ? null : new Date(until).getUTCFullYear() - filedIn;
}

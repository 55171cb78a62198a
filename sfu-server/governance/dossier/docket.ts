import type { Db } from '../../store/database.ts';

/** 卷号: `(2026)晶泉人调字第1号`, per committee and year without gaps. */
export function docketText(orgShortName: string, year: number, number: number): string {
  return `(${year})${orgShortName}人调字第${number}号`;
}

/** The number that would be taken next; nothing is taken. */
export async function nextDocket(db: Db, orgId: string, year: number): Promise<number> {
  const row = await db
    .selectFrom('number_series')
    .select('next')
    .where('org_id', '=', orgId)
    .where('series', '=', 'dossier')
    .where('year', '=', year)
    .executeTakeFirst();
  return row?.next ?? 1;
}

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
/** 补充材料（一）. @param volume from 2 on */
export function supplementWords(volume: number): string {
  return `补充材料（${DIGITS[volume - 1] ?? String(volume - 1)}）`;
}

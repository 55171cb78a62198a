/** The zone in which the county's papers tell the time. */
const ZONE = 'Asia/Shanghai';
const date = new Intl.DateTimeFormat('zh-CN', { timeZone: ZONE, year: 'numeric', month: 'long', day: 'numeric' });
const time = new Intl.DateTimeFormat('zh-CN', { timeZone: ZONE, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

/** 2026年11月22日. @param at UTC ms */
export function countyDate(at: number): string {
  return date.format(at);
}

/** 14:05:31. @param at UTC ms */
export function countyTime(at: number): string {
  return time.format(at);
}

/** The county's zone, whatever the machine's is. */
export const COUNTY_TIME_ZONE = 'Asia/Shanghai';

const format = (locale: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { timeZone: COUNTY_TIME_ZONE, hourCycle: 'h23', ...options });

const CLOCK = format('zh-CN', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const MINUTE = format('zh-CN', { hour: '2-digit', minute: '2-digit' });
const DAY = format('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit' });
const DATES: { readonly [language: string]: Intl.DateTimeFormat } = {
  'zh-CN': format('zh-CN', { month: 'long', day: 'numeric', weekday: 'short' }),
  en: format('en-GB', { weekday: 'short', day: 'numeric', month: 'short' }),
};

/** `14:05:31` */
export const clockText = (at: number) => CLOCK.format(at);

/** `11月21日周六`, `Sat, 21 Nov` */
export const dateText = (at: number, language: string) => (DATES[language] ?? CLOCK).format(at);

/** `2026-11-21` */
export const dayText = (at: number) => DAY.format(at);

/** `2026-11-21 14:05` */
export const momentText = (at: number) => `${DAY.format(at)} ${MINUTE.format(at)}`;

/** `2026-11-21 14:05:31` */
export const momentSecondText = (at: number) => `${DAY.format(at)} ${CLOCK.format(at)}`;

/** `14:05` today, `11-19 14:05` before. */
export function shortMomentText(at: number, now: number): string {
  return DAY.format(at) === DAY.format(now) ? MINUTE.format(at) : `${DAY.format(at).slice(5)} ${MINUTE.format(at)}`;
}

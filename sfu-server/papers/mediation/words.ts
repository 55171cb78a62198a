import { countyDate, countyTime } from '../county-time.ts';

/** 2026年11月22日14时05分. @param at UTC ms */
export function minuteWords(at: number): string {
  const [hour, minute] = countyTime(at).split(':');
  return `${countyDate(at)}${hour}时${minute}分`;
}

/** From and to in one line; the day is named once where both are on it. @param from UTC ms @param to UTC ms */
export function spanWords(from: number, to: number): string {
  const [hour, minute] = countyTime(to).split(':');
  return countyDate(from) === countyDate(to) ? `${minuteWords(from)}至${hour}时${minute}分` : `${minuteWords(from)}至${minuteWords(to)}`;
}

/** Place in a recording as 00:12:05. @param offsetMs from its start */
export function offsetWords(offsetMs: number): string {
  const seconds = Math.floor(offsetMs / 1000);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** 一 … 九十九, for numbered parts. */
export function ordinal(n: number): string {
  const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
  const tens = Math.floor(n / 10);
  const ones = digits[n % 10] ?? '';
  if (tens === 0) return ones;
  return `${tens === 1 ? '' : (digits[tens] ?? '')}十${ones}`;
}

/** The text with a full stop behind it, where it has no sign of its own. */
export function stopped(text: string): string {
  const trimmed = text.trim();
  return /[。！？；.!?]$/.test(trimmed) ? trimmed : `${trimmed}。`;
}

import { z } from 'zod';

const schema = z.object({ code: z.string(), name: z.string() });

/** The name that a guest gave, so that a reload does not ask again. Kept for this tab only. */
const KEY = 'shilian.guest';

export function keptName(code: string): string {
  const text = sessionStorage.getItem(KEY);
  if (text === null) return '';
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success && parsed.data.code === code ? parsed.data.name : '';
  } catch {
    return '';
  }
}

export function keepName(code: string, name: string): void {
  sessionStorage.setItem(KEY, JSON.stringify({ code, name }));
}

/** The invitation's code in an address such as `/join/CODE`; empty where there is none. */
export function codeInPath(path: string): string {
  return /^\/join\/([\w-]{1,64})\/?$/.exec(path)?.[1] ?? '';
}

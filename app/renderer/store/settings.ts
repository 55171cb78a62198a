import type { z } from 'zod';
import type { Bridge } from '../../bridge/bridge.ts';

/** A setting of this seat, or null where it was never set or does not fit the schema any more. Rejects with `Refusal`. */
export async function readSetting<T>(bridge: Bridge, key: string, schema: z.ZodType<T>): Promise<T | null> {
  const { value } = await bridge.call('settings.get', { key });
  if (value === null) return null;
  const parsed = schema.safeParse(parseJson(value));
  return parsed.success ? parsed.data : null;
}

/** Keeps a setting for the next start; at most 64 KiB as JSON. Rejects with `Refusal`. */
export async function writeSetting(bridge: Bridge, key: string, value: unknown): Promise<void> {
  await bridge.call('settings.set', { key, value: JSON.stringify(value) });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { MemoryBridge } from '../testing/memory-bridge.ts';
import { openAppearance } from './appearance.ts';
import { readSetting } from './settings.ts';

function settingsBridge(kept: Map<string, string>) {
  return new MemoryBridge({
    'settings.get': ({ key }) => ({ value: kept.get(key) ?? null }),
    'settings.set': ({ key, value }) => {
      if (value === null) kept.delete(key);
      else kept.set(key, value);
      return {};
    },
  });
}

describe('settings', () => {
  test('that were never set, are broken or do not fit any more read as null', async () => {
    const bridge = settingsBridge(
      new Map([
        ['broken', '{'],
        ['misfit', '"purple"'],
        ['good', '"dark"'],
      ]),
    );
    const schema = z.enum(['dark', 'light']);
    expect(await readSetting(bridge, 'never', schema)).toBeNull();
    expect(await readSetting(bridge, 'broken', schema)).toBeNull();
    expect(await readSetting(bridge, 'misfit', schema)).toBeNull();
    expect(await readSetting(bridge, 'good', schema)).toBe('dark');
  });

  test('theme and language are found again at the next start', async () => {
    const kept = new Map<string, string>();
    const first = await openAppearance(settingsBridge(kept), { theme: 'dark', language: 'zh-CN' });
    expect(first.getState()).toEqual({ theme: 'dark', language: 'zh-CN' });
    first.setTheme('light');
    first.setLanguage('en');
    await vi.waitFor(() => expect(kept.size).toBe(2));
    const second = await openAppearance(settingsBridge(kept), { theme: 'dark', language: 'zh-CN' });
    expect(second.getState()).toEqual({ theme: 'light', language: 'en' });
  });

  test('that the host cannot give or keep do not stop the page', async () => {
    const appearance = await openAppearance(new MemoryBridge({}), { theme: 'light', language: 'zh-CN' });
    appearance.setTheme('dark');
    expect(appearance.getState()).toEqual({ theme: 'dark', language: 'zh-CN' });
  });
});

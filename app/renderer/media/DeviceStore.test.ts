import { describe, expect, test, vi } from 'vitest';
import type { Bridge } from '../../bridge/bridge.ts';
import { DeviceStore } from './DeviceStore.ts';

class FakeDevices extends EventTarget {
  ids: string[] = ['built-in'];

  async enumerateDevices() {
    return this.ids.map((deviceId) => ({ deviceId, kind: 'audioinput' as const, label: deviceId, groupId: '', toJSON: () => ({}) }));
  }

  plug(...ids: string[]) {
    this.ids = ids;
    this.dispatchEvent(new Event('devicechange'));
  }
}

function memoryBridge() {
  const kept = new Map<string, string>();
  const bridge = {
    async call(name: string, params: { key: string; value?: string }) {
      if (name === 'settings.set' && params.value !== undefined) kept.set(params.key, params.value);
      return { value: kept.get(params.key) ?? null };
    },
    on: () => () => {},
  };
  return bridge as unknown as Bridge;
}

const choice = (deviceId: string) => ({ kind: 'audioinput' as const, deviceId, label: deviceId });

describe('devices that come and go', () => {
  test('tells when the chosen one is unplugged and when it is back', async () => {
    const source = new FakeDevices();
    const devices = new DeviceStore(memoryBridge(), source);
    source.plug('built-in', 'headset');
    await vi.waitFor(() => expect(devices.store.getState().list).toHaveLength(2));
    devices.choose('audioinput', choice('headset'));
    const told: (string | null)[] = [];
    devices.onChange('audioinput', (deviceId) => told.push(deviceId));
    source.plug('built-in');
    await vi.waitFor(() => expect(told).toEqual([null]));
    source.plug('built-in', 'headset');
    await vi.waitFor(() => expect(told).toEqual([null, 'headset']));
    devices[Symbol.dispose]();
  });

  test('finds the choice again after a restart', async () => {
    const bridge = memoryBridge();
    const source = new FakeDevices();
    source.plug('built-in', 'headset');
    new DeviceStore(bridge, source).choose('audioinput', choice('headset'));
    const again = new DeviceStore(bridge, source);
    await vi.waitFor(() => expect(again.toUse('audioinput')).toBe('headset'));
  });

  test('does without where the page is no secure context', () => {
    expect(new DeviceStore(memoryBridge(), undefined).toUse('videoinput')).toBeNull();
  });
});

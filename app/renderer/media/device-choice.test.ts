import { describe, expect, test } from 'vitest';
import { type ChosenDevices, devicesOfKind, deviceToUse, type MediaDevice, NOTHING_CHOSEN } from './device-choice.ts';

const device = (deviceId: string, label = deviceId): MediaDevice => ({ kind: 'audioinput', deviceId, label });
const BUILT_IN = device('built-in');
const HEADSET = device('headset', 'USB Headset');
const chosen: ChosenDevices = { ...NOTHING_CHOSEN, audioinput: { deviceId: 'headset', label: 'USB Headset' } };

describe('the device to use', () => {
  test('is the chosen one while it is there', () => {
    expect(deviceToUse([BUILT_IN, HEADSET], chosen, 'audioinput')).toBe('headset');
  });

  test('falls back to the system’s own choice when it is unplugged, and returns', () => {
    expect(deviceToUse([BUILT_IN], chosen, 'audioinput')).toBeNull();
    expect(deviceToUse([BUILT_IN, HEADSET], chosen, 'audioinput')).toBe('headset');
  });

  test('is found by its name where the browser has given it a new id', () => {
    expect(deviceToUse([BUILT_IN, device('renewed', 'USB Headset')], chosen, 'audioinput')).toBe('renewed');
  });

  test('is never one of another kind', () => {
    expect(deviceToUse([{ ...HEADSET, kind: 'audiooutput' }], chosen, 'audioinput')).toBeNull();
  });

  test('is not offered under the browser’s aliases, nor before its use is allowed', () => {
    expect(devicesOfKind([device('default'), device('communications'), device('', ''), BUILT_IN], 'audioinput')).toEqual([BUILT_IN]);
  });
});

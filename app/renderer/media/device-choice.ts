import { z } from 'zod';

export const DEVICE_KINDS = ['audioinput', 'videoinput', 'audiooutput'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

export interface MediaDevice {
  readonly kind: DeviceKind;
  readonly deviceId: string;
  /** Empty until the person has allowed the use of any device. */
  readonly label: string;
}

/** The devices that this seat has chosen; null is the system's own choice. The label finds a device whose id was renewed. */
export const chosenDevicesSchema = z.record(z.enum(DEVICE_KINDS), z.object({ deviceId: z.string(), label: z.string() }).nullable());
export type ChosenDevices = z.infer<typeof chosenDevicesSchema>;

export const NOTHING_CHOSEN: ChosenDevices = { audioinput: null, videoinput: null, audiooutput: null };

/** Browsers list the system's own choice again under these ids (Chromium). */
const ALIASES: ReadonlySet<string> = new Set(['default', 'communications']);

/** The real devices of a kind, without the browser's aliases. */
export function devicesOfKind(devices: readonly MediaDevice[], kind: DeviceKind): MediaDevice[] {
  return devices.filter((device) => device.kind === kind && device.deviceId !== '' && !ALIASES.has(device.deviceId));
}

/**
 * The device to use now: the chosen one while it is there, else the system's own choice (null), so that unplugging
 * falls back and plugging in again returns.
 */
export function deviceToUse(devices: readonly MediaDevice[], chosen: ChosenDevices, kind: DeviceKind): string | null {
  const wish = chosen[kind];
  if (wish === null) return null;
  const real = devicesOfKind(devices, kind);
  const found = real.find(({ deviceId }) => deviceId === wish.deviceId) ?? real.find(({ label }) => label !== '' && label === wish.label);
  return found?.deviceId ?? null;
}

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

/** What a track is bound to: a device, or the system's own choice under the name that it has just now. */
export interface Binding {
  readonly deviceId: string | null;
  /** Of the device behind the system's choice; empty where the browser does not tell. */
  readonly defaultLabel: string;
}

export function bindingOf(devices: readonly MediaDevice[], chosen: ChosenDevices, kind: DeviceKind): Binding {
  const deviceId = deviceToUse(devices, chosen, kind);
  const label = devices.find((device) => device.kind === kind && device.deviceId === 'default')?.label ?? '';
  return { deviceId, defaultLabel: deviceId === null ? label : '' };
}

/** Whether what is open has to be opened anew: a browser stays with the device that was the system's choice when it was opened. */
export function isRebound(before: Binding, now: Binding): boolean {
  if (before.deviceId !== now.deviceId) return true;
  // Labels come with the permission: that they become known is no change.
  return before.defaultLabel !== '' && now.defaultLabel !== '' && before.defaultLabel !== now.defaultLabel;
}

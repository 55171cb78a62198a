import type { Device } from 'mediasoup-client';
import type { RtpCapabilities } from 'mediasoup-client/types';

export type LoadDevice = (rtpCapabilities: Readonly<Record<string, unknown>>) => Promise<Device>;

/** mediasoup checks them itself and throws where they are not what it knows. */
const asRtpCapabilities = (value: Readonly<Record<string, unknown>>) => value as RtpCapabilities;

/**
 * Gives the loaded device for a server's capabilities. They are the same for every router of a server, so one device
 * serves all rooms and cameras of a page; asked for ahead of time, a join does not wait for it.
 */
export function deviceLoader(): LoadDevice {
  let key = '';
  let loading: Promise<Device> | null = null;
  return (rtpCapabilities) => {
    const next = JSON.stringify(rtpCapabilities);
    if (loading !== null && next === key) return loading;
    key = next;
    const mine = load(rtpCapabilities);
    loading = mine;
    // A failure is not kept: the next one who asks tries again.
    mine.catch(() => {
      if (loading === mine) loading = null;
    });
    return mine;
  };
}

async function load(rtpCapabilities: Readonly<Record<string, unknown>>): Promise<Device> {
  const { Device } = await import('mediasoup-client');
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities: asRtpCapabilities(rtpCapabilities) });
  return device;
}

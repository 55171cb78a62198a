import type { Page } from 'playwright-core';

declare global {
  interface Window {
    /** Put there by the benchmarks: what the page receives, asked for by `resumed` and `received`. */
    receivedSoFar?: () => Promise<Received>;
    /** Resolves with the time at which picture and sound of others came again after `now`, UTC ms. */
    resumedAt?: (after: number, limitMs: number) => Promise<number | null>;
  }
}

/** Sums over all that a page receives (W3C webrtc-stats names). */
export interface Received {
  frames: number;
  freezes: number;
  keyFrames: number;
  /** Audio samples that were played, and of those the ones that were made up where packets were missing. */
  samples: number;
  concealed: number;
  silentConcealed: number;
  energy: number;
  packets: number;
  soundPackets: number;
  lost: number;
}

/** Puts the probe into the page as it is; needs `probeWebRtc` from the start. */
export async function installMediaWatch(page: Page): Promise<void> {
  await page.addInitScript(probe);
  await page.evaluate(probe);
}

export async function received(page: Page): Promise<Received> {
  const sums = await page.evaluate(() => window.receivedSoFar?.());
  if (sums === undefined) throw new Error('The page was opened without the probe.');
  return sums;
}

/**
 * Waits until a page sees and hears others again: a frame decoded and a packet of sound received after `after`.
 *
 * @param after UTC ms; both clocks are this machine's
 * @returns UTC ms
 * @throws Error where it does not within `limitMs`
 */
export async function resumed(page: Page, after: number, limitMs: number): Promise<number> {
  const at = await page.evaluate(([from, limit]) => window.resumedAt?.(from, limit) ?? null, [after, limitMs] as const);
  if (at === null) throw new Error(`Picture and sound did not come again within ${limitMs} ms.`);
  return at;
}

function probe(): void {
  /** Looks so often at the statistics, ms: what is measured is late by half of it. */
  const LOOK_MS = 20;
  const sum = async () => {
    const zero = {
      frames: 0,
      freezes: 0,
      keyFrames: 0,
      samples: 0,
      concealed: 0,
      silentConcealed: 0,
      energy: 0,
      packets: 0,
      soundPackets: 0,
      lost: 0,
    };
    for (const connection of window.peerConnectionsSeen ?? []) {
      if (connection.connectionState === 'closed') continue;
      for (const stats of (await connection.getStats()).values()) {
        if (stats.type !== 'inbound-rtp') continue;
        zero.frames += stats.framesDecoded ?? 0;
        zero.freezes += stats.freezeCount ?? 0;
        zero.keyFrames += stats.keyFramesDecoded ?? 0;
        zero.samples += stats.totalSamplesReceived ?? 0;
        zero.concealed += stats.concealedSamples ?? 0;
        zero.silentConcealed += stats.silentConcealedSamples ?? 0;
        zero.energy += stats.totalAudioEnergy ?? 0;
        zero.packets += stats.packetsReceived ?? 0;
        if (stats.kind === 'audio') zero.soundPackets += stats.packetsReceived ?? 0;
        zero.lost += stats.packetsLost ?? 0;
      }
    }
    return zero;
  };
  window.receivedSoFar = sum;
  window.resumedAt = async (after, limitMs) => {
    let before = await sum();
    let picture: number | null = null;
    let sound: number | null = null;
    while (Date.now() < after + limitMs) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      const now = await sum();
      // A connection that was closed takes its sums along: then it is looked at anew.
      if (Date.now() >= after) {
        if (now.frames > before.frames) picture ??= Date.now();
        // Not by its energy: the fake microphone beeps once a second and is silent in between.
        if (now.soundPackets > before.soundPackets) sound ??= Date.now();
        if (picture !== null && sound !== null) return Math.max(picture, sound);
      }
      before = now;
    }
    return null;
  };
}

import type { Locator, Page } from 'playwright-core';

declare global {
  interface Window {
    /** Every peer connection that the page has made; put there by the tests, the product knows nothing of it. */
    peerConnectionsSeen?: RTCPeerConnection[];
  }
}

/** Runs in the page before its own scripts: keeps hold of its peer connections so that their statistics can be read. */
export function probeWebRtc(): void {
  const seen: RTCPeerConnection[] = [];
  window.peerConnectionsSeen = seen;
  window.RTCPeerConnection = class extends window.RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      seen.push(this);
    }
  };
}

/** Over what a page's media goes just now, one for each connection that is up: `udp`, `tcp` or `relay`. */
export function mediaWays(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const ways: string[] = [];
    for (const connection of window.peerConnectionsSeen ?? []) {
      if (connection.connectionState !== 'connected') continue;
      const report = await connection.getStats();
      for (const stats of report.values()) {
        if (stats.type !== 'transport' || stats.selectedCandidatePairId === undefined) continue;
        const local = report.get(report.get(stats.selectedCandidatePairId)?.localCandidateId);
        ways.push(local?.candidateType === 'relay' ? 'relay' : String(local?.protocol));
      }
    }
    return ways;
  });
}

/** Frames that a tile's or cell's video has decoded so far. */
export function decodedFrames(holder: Locator): Promise<number> {
  return holder
    .locator('video')
    .first()
    .evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames);
}

/** Energy of all the sound that a page has received so far (W3C webrtc-stats, totalAudioEnergy); silence adds nothing. */
export function heardEnergy(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let energy = 0;
    for (const connection of window.peerConnectionsSeen ?? []) {
      if (connection.connectionState === 'closed') continue;
      const report = await connection.getStats();
      for (const stats of report.values()) {
        if (stats.type === 'inbound-rtp' && stats.kind === 'audio') energy += stats.totalAudioEnergy ?? 0;
      }
    }
    return energy;
  });
}

/** How many of the senders of the others this page hears just now: inbound audio streams whose energy has grown within `ms`. */
export async function voicesHeard(page: Page, ms = 2_500): Promise<number> {
  return page.evaluate(async (wait) => {
    const energies = async () => {
      const found = new Map<string, number>();
      for (const [index, connection] of (window.peerConnectionsSeen ?? []).entries()) {
        if (connection.connectionState === 'closed') continue;
        const report = await connection.getStats();
        for (const stats of report.values()) {
          if (stats.type === 'inbound-rtp' && stats.kind === 'audio') found.set(`${index}/${stats.ssrc}`, stats.totalAudioEnergy ?? 0);
        }
      }
      return found;
    };
    const before = await energies();
    await new Promise((resolve) => setTimeout(resolve, wait));
    const after = await energies();
    return [...after].filter(([stream, energy]) => energy > (before.get(stream) ?? 0) + 1e-6).length;
  }, ms);
}

/** How many pictures come to this page just now: inbound video streams of which bytes have come within `ms`. */
export async function picturesReceived(page: Page, ms = 1_500): Promise<number> {
  return page.evaluate(async (wait) => {
    const bytes = async () => {
      const found = new Map<string, number>();
      for (const [index, connection] of (window.peerConnectionsSeen ?? []).entries()) {
        if (connection.connectionState === 'closed') continue;
        const report = await connection.getStats();
        for (const stats of report.values()) {
          if (stats.type === 'inbound-rtp' && stats.kind === 'video') found.set(`${index}/${stats.ssrc}`, stats.bytesReceived ?? 0);
        }
      }
      return found;
    };
    const before = await bytes();
    await new Promise((resolve) => setTimeout(resolve, wait));
    return [...(await bytes())].filter(([stream, count]) => count > (before.get(stream) ?? 0)).length;
  }, ms);
}

/** Which part of the sound that a page plays in `withinMs` is made up because its packets were not there (W3C webrtc-stats, concealedSamples), 0 to 1. */
export async function madeUpSound(page: Page, withinMs: number): Promise<number> {
  const before = await playedSound(page);
  await page.waitForTimeout(withinMs);
  const after = await playedSound(page);
  return (after.concealed - before.concealed) / (after.samples - before.samples);
}

function playedSound(page: Page): Promise<{ samples: number; concealed: number }> {
  return page.evaluate(async () => {
    const sum = { samples: 0, concealed: 0 };
    for (const connection of window.peerConnectionsSeen ?? []) {
      if (connection.connectionState === 'closed') continue;
      for (const stats of (await connection.getStats()).values()) {
        if (stats.type !== 'inbound-rtp' || stats.kind !== 'audio') continue;
        sum.samples += stats.totalSamplesReceived ?? 0;
        // While nobody speaks nothing is sent (DTX), and made up for silence is no gap.
        sum.concealed += (stats.concealedSamples ?? 0) - (stats.silentConcealedSamples ?? 0);
      }
    }
    return sum;
  });
}

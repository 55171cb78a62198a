import type { Page } from 'playwright-core';

/** Between the two readings that tell whether something still comes, ms. */
const BETWEEN_MS = 1_000;

/** Does a step; where it fails, its error says what became of the pictures and sounds of these pages. */
export async function withPictureReports(pages: Readonly<Record<string, Page>>, step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    const reports = await Promise.all(
      Object.entries(pages).map(async ([name, page]) => `${name}: ${await pictureReport(page).catch((why: unknown) => String(why))}`),
    );
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${reports.join('\n')}`, { cause: error });
  }
}

/**
 * What became of every picture and sound of a page: each tile's state, what its stream has brought, and what the page itself sends.
 * `+n` came within the last second: a stream without bytes is not sent to it, one with bytes and no frames waits for a key frame.
 */
function pictureReport(page: Page): Promise<string> {
  return page.evaluate(async (betweenMs) => {
    const open = () => (window.peerConnectionsSeen ?? []).filter(({ connectionState }) => connectionState !== 'closed');
    const read = async () => {
      const found = new Map<string, Record<string, unknown>>();
      for (const connection of open()) {
        for (const stats of (await connection.getStats()).values()) {
          if (stats.type === 'inbound-rtp') found.set(stats.trackIdentifier, { ...stats });
          if (stats.type === 'outbound-rtp') found.set(`sent ${stats.kind} ${stats.mid} ${stats.rid ?? ''}`, { ...stats });
        }
      }
      return found;
    };
    const before = await read();
    await new Promise((resolve) => setTimeout(resolve, betweenMs));
    const after = await read();
    const told = (key: string, names: readonly string[]) =>
      names.flatMap((name) => {
        const [old, now] = [before.get(key)?.[name], after.get(key)?.[name]];
        if (now === undefined) return [];
        const grown = typeof old === 'number' && typeof now === 'number' ? ` +${Number((now - old).toPrecision(3))}` : '';
        return [`${name} ${typeof now === 'number' ? Number(now.toPrecision(6)) : String(now)}${grown}`];
      });
    const of = (element: Element | null, names: readonly string[]) =>
      names.map((name) => `${name} ${element?.getAttribute(`data-${name}`) ?? '-'}`);
    const tiles = [...document.querySelectorAll('[data-testid="tile"]')];
    const paused = tiles.filter((tile) => tile.getAttribute('data-state') === 'paused');
    const shown = tiles
      .filter((tile) => !paused.includes(tile))
      .map((tile) => {
        const video = tile.querySelector('video');
        const stream = video?.srcObject instanceof MediaStream ? video.srcObject : null;
        const track = stream?.getVideoTracks()[0];
        const words = [tile.getAttribute('aria-label'), ...of(tile, ['kind', 'state', 'link', 'layer'])];
        if (video === null || track === undefined) return [...words, 'no track'];
        words.push(
          `shown ${video.getVideoPlaybackQuality().totalVideoFrames}`,
          `video ${video.readyState}${video.paused ? ' paused' : ''}`,
        );
        words.push(`track ${track.readyState}${track.muted ? ' muted' : ''}`);
        const names = ['bytesReceived', 'packetsLost', 'framesReceived', 'framesDecoded', 'keyFramesDecoded', 'framesDropped', 'pliCount'];
        return [...words, ...told(track.id, names)];
      });
    const sounds = [...after].filter(([key, { kind }]) => kind === 'audio' && !key.startsWith('sent '));
    const heard = sounds.map(([key]) => ['heard', ...told(key, ['bytesReceived', 'packetsLost', 'totalAudioEnergy'])]);
    const ours = ['bytesSent', 'framesEncoded', 'keyFramesEncoded', 'frameHeight', 'pliCount', 'active', 'qualityLimitationReason'];
    const sent = [...after.keys()].filter((key) => key.startsWith('sent ')).map((key) => [key, ...told(key, ours)]);
    const head = [
      ...of(document.querySelector('[data-testid="stage"]'), ['layout', 'page', 'pages']),
      `connection ${of(document.querySelector('[data-testid="connection-state"]'), ['state'])}`,
      ...open().map(({ connectionState, iceConnectionState }) => `${connectionState}/${iceConnectionState}`),
    ];
    const silent = [`paused: ${paused.map((tile) => tile.getAttribute('aria-label')).join(', ')}`];
    return [head, ...shown, silent, ...heard, ...sent].map((words) => words.join(' · ')).join('\n  ');
  }, BETWEEN_MS);
}

/** Origin of the console's own page in Electron; everything else is foreign. */
export const PAGE_ORIGIN = 'shilian://console';

/**
 * What the console's page may use. The local-network ones are Chromium's Local Network Access: without them the page
 * cannot send media to a server on the county's own network.
 */
const ALLOWED: ReadonlySet<string> = new Set([
  'media',
  'display-capture',
  'fullscreen',
  'geolocation',
  'notifications',
  'speaker-selection',
  'clipboard-sanitized-write',
  'window-management',
  'local-network',
  'local-network-access',
  'loopback-network',
]);

/** The one policy for both of Electron's handlers: the request (which asks) and the check (which only looks). */
export function mayUse(permission: string, requestingUrl: string | undefined): boolean {
  return ALLOWED.has(permission) && requestingUrl !== undefined && isOwnPage(requestingUrl);
}

/** Whether a URL is of the console's own page. */
export function isOwnPage(url: string): boolean {
  // Node knows no origin for schemes of our own (`origin` is "null"), so protocol and host are compared themselves.
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}` === PAGE_ORIGIN;
  } catch {
    return false;
  }
}

import type { ErrorCode } from '../protocol/errors.ts';

/** Wrong credentials do not mend themselves in a second, and cameras lock out who keeps trying, ms. */
const UNAUTHORIZED_MS = 60_000;

/** After how many failures in a row which pause, ms: go2rtc's schedule. */
const STEPS: readonly { readonly upTo: number; readonly pauseMs: number }[] = [
  { upTo: 5, pauseMs: 1000 },
  { upTo: 10, pauseMs: 5000 },
  { upTo: 20, pauseMs: 10_000 },
  { upTo: Number.POSITIVE_INFINITY, pauseMs: 60_000 },
];

/** How long to wait after the `attempt`th failure in a row, ms; null where trying again cannot help. */
export function retryPause(attempt: number, reason: ErrorCode): number | null {
  if (reason === 'camera.no_source') return null;
  if (reason === 'camera.unauthorized') return UNAUTHORIZED_MS;
  return STEPS.find(({ upTo }) => attempt <= upTo)?.pauseMs ?? null;
}

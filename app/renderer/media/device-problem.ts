/** Why a microphone, camera or screen cannot be had; each has a sentence (i18n `media:problem.…`). */
export type DeviceProblem = 'denied' | 'missing' | 'busy' | 'insecure' | 'failed';

/** What browsers call it (Media Capture and Streams §10.3). */
const PROBLEM_OF_ERROR: { readonly [name: string]: DeviceProblem } = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

export class DeviceUnavailable extends Error {
  readonly problem: DeviceProblem;

  constructor(problem: DeviceProblem, options?: { cause?: unknown }) {
    super(`The device cannot be used: ${problem}.`, options);
    this.name = 'DeviceUnavailable';
    this.problem = problem;
  }

  static from(error: unknown): DeviceUnavailable {
    if (error instanceof DeviceUnavailable) return error;
    const name = error instanceof Error || error instanceof DOMException ? error.name : '';
    return new DeviceUnavailable(PROBLEM_OF_ERROR[name] ?? 'failed', { cause: error });
  }
}

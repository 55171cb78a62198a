import type { types } from 'mediasoup';
import { Refusal } from '../protocol/errors.ts';

/**
 * RTP parameters and capabilities as they came from a client: an object of unknown content. mediasoup checks every
 * field itself and throws on the first that is wrong, so this is the one place where they are given its types;
 * whatever takes them is called inside `checkedByMediasoup`.
 */
type Payload = Readonly<Record<string, unknown>>;

export const asRtpParameters = (payload: Payload): types.RtpParameters => structuredClone(payload) as unknown as types.RtpParameters;
export const asRtpCapabilities = (payload: Payload): types.RtpCapabilities => structuredClone(payload) as unknown as types.RtpCapabilities;
export const asDtlsParameters = (payload: Payload): types.DtlsParameters => structuredClone(payload) as unknown as types.DtlsParameters;

/** Runs what hands a client's payload to mediasoup; what mediasoup does not take becomes `media.invalid_parameters`. */
export async function checkedByMediasoup<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const reason = error instanceof Error ? error.message : 'unknown reason';
    throw new Refusal('media.invalid_parameters', `The media parameters were not accepted: ${reason.slice(0, 300)}`, { cause: error });
  }
}

import { PDF } from '@libpdf/core';
import { Refusal } from '../../protocol/errors.ts';
import type { Sealer, SealKeys } from './seal-keys.ts';

export interface SealOptions {
  readonly keys: Pick<SealKeys, 'signer'>;
  readonly sealer: Sealer;
  /** 人民调解协议书 (2026)晶人调字第1号. */
  readonly reason: string;
  /** Where it was sealed, by name. */
  readonly location: string;
  /** UTC ms. */
  readonly at: number;
}

/**
 * Seals a PDF with the certificate of an organisation: a PAdES signature (ETSI EN 319 142-1, level B-B: `ETSI.CAdES.detached`,
 * signing-certificate-v2) as an incremental update, so that the paper's own bytes stay as they were and every later change shows.
 * @throws Refusal `paper.unreadable`, `seal.unavailable`
 */
export async function sealPdf(pdf: Uint8Array, { keys, sealer, reason, location, at }: SealOptions): Promise<Uint8Array> {
  const signer = await keys.signer(sealer);
  const document = await PDF.load(pdf).catch((cause: unknown) => {
    throw new Refusal('paper.unreadable', 'What was to be sealed is no PDF.', { cause });
  });
  const { bytes } = await document.sign({ signer, reason, location, signingTime: new Date(at), level: 'B-B' });
  if (!startsWith(bytes, pdf)) throw new Refusal('paper.unreadable', 'This PDF cannot be sealed without changing what it shows.');
  return bytes;
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return Buffer.compare(bytes.subarray(0, start.length), start) === 0;
}

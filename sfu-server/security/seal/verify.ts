import { createHash, verify, X509Certificate } from 'node:crypto';
import { PDF, PdfArray, type PdfDict, PdfNumber, PdfString } from '@libpdf/core';
import { type Certificate, ContentInfo, SignedData } from 'pkijs';

/** What a seal in a PDF comes to. */
export interface SealVerdict {
  /** Whom the certificate names. */
  readonly signer: string;
  /** As the signature claims; UTC ms, null where it does not say. */
  readonly sealedAt: number | null;
  /** The signed bytes are what was sealed, and the certificate within is the one that sealed them. */
  readonly intact: boolean;
  /** The seal reaches to the end of the file; else something was added after it. */
  readonly wholeFile: boolean;
  /** The certificate comes from the authority that was asked about. */
  readonly trusted: boolean;
}

/** What a seal may be hashed with, by OID (RFC 5754). */
const HASHES: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_TIME = '1.2.840.113549.1.9.5';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';

/**
 * Looks at every seal of a PDF: whether each is intact, reaches over the whole file and comes from the authority.
 * @param authority PEM of the authority that seals of this server come from
 * @returns none where the PDF has no seal, or is no PDF
 */
export async function verifySeals(pdf: Uint8Array, authority: string): Promise<SealVerdict[]> {
  const document = await PDF.load(pdf).catch(() => null);
  const verdicts: SealVerdict[] = [];
  for (const signature of document === null ? [] : signaturesOf(document)) {
    verdicts.push(verdictOf(pdf, signature, new X509Certificate(authority)));
  }
  return verdicts;
}

function signaturesOf(document: PDF): PdfDict[] {
  const fields = document.getForm()?.getSignatureFields() ?? [];
  return fields.flatMap((field) => field.getSignatureDict() ?? []);
}

const BROKEN: SealVerdict = { signer: '', sealedAt: null, intact: false, wholeFile: false, trusted: false };

function verdictOf(pdf: Uint8Array, signature: PdfDict, authority: X509Certificate): SealVerdict {
  const range = rangeOf(pdf, signature);
  if (range === null) return BROKEN;
  const wholeFile = range.end === pdf.length;
  try {
    const content = ContentInfo.fromBER(range.contents);
    const cms = new SignedData({ schema: content.content });
    const certificate = cms.certificates?.find((one): one is Certificate => 'serialNumber' in one && isOf(cms, one));
    const own = certificate === undefined ? null : new X509Certificate(Buffer.from(certificate.toSchema(true).toBER()));
    if (own === null) return { ...BROKEN, wholeFile };
    return {
      signer: /^CN=(.*)$/m.exec(own.subject)?.[1] ?? '',
      sealedAt: signingTime(cms),
      intact: isSignedBy(cms, own, range.signed) && names(cms, own),
      wholeFile,
      trusted: own.checkIssued(authority) && own.verify(authority.publicKey),
    };
  } catch {
    // Whatever cannot be read has not been sealed.
    return { ...BROKEN, wholeFile };
  }
}

interface SignedRange {
  readonly signed: Buffer;
  readonly contents: ArrayBuffer;
  readonly end: number;
}

/** The signed bytes: from the first on, all but the signature's own value. Anything else would leave a gap to write into. */
function rangeOf(pdf: Uint8Array, signature: PdfDict): SignedRange | null {
  const range = signature.get('ByteRange');
  const contents = signature.get('Contents');
  if (!(range instanceof PdfArray) || !(contents instanceof PdfString)) return null;
  const [start = -1, before = -1, after = -1, rest = -1] = range.toArray().map((one) => (one instanceof PdfNumber ? one.value : -1));
  const end = after + rest;
  if (start !== 0 || before <= 0 || after <= before || rest <= 0 || end > pdf.length) return null;
  const gap = Buffer.from(pdf.subarray(before, after)).toString('latin1');
  if (gap.toLowerCase() !== `<${Buffer.from(contents.bytes).toString('hex')}>`) return null;
  return {
    signed: Buffer.concat([pdf.subarray(0, before), pdf.subarray(after, end)]),
    contents: new Uint8Array(contents.bytes).buffer,
    end,
  };
}

function isOf(cms: SignedData, certificate: Certificate): boolean {
  const sid: unknown = cms.signerInfos[0]?.sid;
  if (typeof sid !== 'object' || sid === null || !('serialNumber' in sid)) return false;
  const { serialNumber } = sid;
  return (
    typeof serialNumber === 'object' && serialNumber !== null && 'isEqual' in serialNumber && certificate.serialNumber.isEqual(serialNumber)
  );
}

/** RFC 5652, 5.4: the digest of the bytes is among the signed attributes, and the signature is over those. */
function isSignedBy(cms: SignedData, own: X509Certificate, signed: Buffer): boolean {
  const [signer] = cms.signerInfos;
  const hash = HASHES[signer?.digestAlgorithm.algorithmId ?? ''];
  const [digest] = attributeOf(cms, MESSAGE_DIGEST);
  if (signer?.signedAttrs === undefined || hash === undefined || digest === undefined || cms.signerInfos.length !== 1) return false;
  // An OCTET STRING: a tag and a length of one byte each, then the digest.
  if (!Buffer.from(digest).subarray(2).equals(createHash(hash).update(signed).digest())) return false;
  const attributes = Buffer.from(signer.signedAttrs.encodedValue);
  return verify(hash, attributes, own.publicKey, Buffer.from(signer.signature.valueBlock.valueHexView));
}

/** Whether the signature names the certificate by its hash (RFC 5035): else another with the same key could be put in its place. */
function names(cms: SignedData, own: X509Certificate): boolean {
  const hash = Buffer.from(own.fingerprint256.replaceAll(':', ''), 'hex');
  const values = attributeOf(cms, SIGNING_CERTIFICATE_V2);
  return values.some((value) => Buffer.from(value).includes(hash));
}

function signingTime(cms: SignedData): number | null {
  const [value] = attributeOf(cms, SIGNING_TIME);
  // UTCTime: tag 23, length, YYMMDDHHMMSSZ; a paper of this century.
  const found = value === undefined ? null : /(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(Buffer.from(value).toString('latin1'));
  if (found === null) return null;
  const [year = 0, month = 1, ...rest] = found.slice(1).map(Number);
  return Date.UTC(2000 + year, month - 1, ...rest);
}

function attributeOf(cms: SignedData, type: string): ArrayBuffer[] {
  const attributes = cms.signerInfos[0]?.signedAttrs?.attributes ?? [];
  return attributes.filter((attribute) => attribute.type === type).flatMap((attribute) => attribute.values.map((value) => value.toBER()));
}

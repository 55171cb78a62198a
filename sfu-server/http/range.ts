/** A part of a content, bytes. */
export interface Range {
  readonly start: number;
  /** The last byte, itself included. */
  readonly end: number;
}

/** One range (RFC 9110 §14.2); null where the whole is asked for, or several at once. @throws RangeRefused */
export function rangeOf(header: string | undefined, size: number): Range | null {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (found === null || (found[1] === '' && found[2] === '')) return null;
  const [, first = '', last = ''] = found;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end || start >= size) throw new RangeRefused(size);
  return { start, end };
}

/** Answered by 416 with the size. */
export class RangeRefused extends Error {
  readonly size: number;

  constructor(size: number) {
    super('The content has no such range.');
    this.size = size;
  }
}

/** RFC 6266: the name as it is, percent-encoded, and none in plain ASCII. */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  return `${kind}; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percent)}`;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

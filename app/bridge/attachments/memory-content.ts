import { MAX_ATTACHMENT_BYTES } from '../../../sfu-server/protocol/attachment.ts';
import { Refusal, type RefusalValue } from '../../../sfu-server/protocol/errors.ts';
import type { AnnouncedContent, ContentStore, StagedContent } from './content-store.ts';

/** Contents that live as long as their page: for pages that the server itself serves. Copies are not kept at all. */
export class MemoryContent implements ContentStore {
  readonly #pieces = new Map<string, Uint8Array<ArrayBuffer>[]>();
  readonly #staged = new Map<string, StagedContent & { bytes: Uint8Array }>();

  async stage(id: string, offset: number, bytes: Uint8Array): Promise<void> {
    const before = offset === 0 ? [] : (this.#pieces.get(id) ?? []);
    const there = before.reduce((sum, piece) => sum + piece.byteLength, 0);
    if (there !== offset) throw new Refusal('attachment.wrong_offset', `The next piece begins at ${there}.`);
    if (there + bytes.byteLength > MAX_ATTACHMENT_BYTES) throw new Refusal('attachment.too_large', 'The file is too large.');
    this.#pieces.set(id, [...before, new Uint8Array(bytes)]);
  }

  async seal(id: string): Promise<StagedContent> {
    const bytes = new Uint8Array(await new Blob(this.#pieces.get(id) ?? []).arrayBuffer());
    this.#pieces.delete(id);
    if (bytes.byteLength === 0) throw new Refusal('attachment.empty', 'The file is empty.');
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const sha256 = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const content = { id, size: bytes.byteLength, sha256, refusal: null };
    this.#staged.set(id, { ...content, bytes });
    return content;
  }

  staged(): Promise<StagedContent[]> {
    return Promise.resolve([...this.#staged.values()]);
  }

  heldPiece(id: string, from: number, length: number): Promise<Uint8Array | null> {
    return Promise.resolve(this.#staged.get(id)?.bytes.subarray(from, from + length) ?? null);
  }

  async refuse(id: string, refusal: RefusalValue | null): Promise<void> {
    const content = this.#staged.get(id);
    if (content !== undefined) this.#staged.set(id, { ...content, refusal });
  }

  sent(id: string): Promise<void> {
    return this.forget(id);
  }

  async forget(id: string): Promise<void> {
    this.#pieces.delete(id);
    this.#staged.delete(id);
  }

  async fetchedPiece(
    { size }: AnnouncedContent,
    from: number,
    length: number,
    more: (from: number, length?: number) => AsyncIterable<Uint8Array>,
  ): Promise<Uint8Array> {
    const wanted = Math.min(length, size - from);
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for await (const piece of more(from, wanted)) pieces.push(new Uint8Array(piece));
    return new Uint8Array(await new Blob(pieces).arrayBuffer());
  }

  close(): void {
    this.#pieces.clear();
    this.#staged.clear();
  }
}

import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { attachmentSchema } from '../../../sfu-server/protocol/entities/attachment.ts';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { TestServer } from '../../bridge/testing/test-server.ts';

/** The HTTP side of a test server: takes and gives contents as the real one does, and can be told to fail. */
export class ContentServer {
  readonly whole = new Map<string, Uint8Array>();
  /** Where each part began. */
  readonly offsets: number[] = [];
  readonly ranges: (string | undefined)[] = [];
  /** Parts that are still taken before the line breaks. */
  mostParts = Number.POSITIVE_INFINITY;
  /** Refuses every content when it is whole. */
  refuse: Refusal | null = null;
  /** Bytes of a download after which the line breaks. */
  cutDownloadAfter: number | null = null;
  readonly #server: TestServer;
  readonly #parts = new Map<string, Buffer>();

  constructor(server: TestServer) {
    this.#server = server;
  }

  get partsLeft(): number {
    return this.mostParts;
  }

  received(id: string): number {
    return this.#parts.get(id)?.byteLength ?? 0;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const [, id = '', what] = /^\/attachments\/([^/]+)\/(upload|content)$/.exec(request.url ?? '') ?? [];
      if (what === 'content') this.#download(id, request, response);
      else response.end(JSON.stringify(request.method === 'PATCH' ? await this.#take(id, request) : this.#state(id)));
    } catch (error) {
      if (!(error instanceof Refusal)) request.socket.destroy();
      else response.writeHead(400).end(JSON.stringify(Refusal.toValue(error)));
    }
  }

  #row(id: string) {
    const row = attachmentSchema.safeParse(this.#server.row('attachment', id));
    if (!row.success) throw new Refusal('row.unknown', 'No such attachment.');
    return row.data;
  }

  #state(id: string) {
    const { size, complete } = this.#row(id);
    return { offset: complete ? size : this.received(id), size, complete };
  }

  async #take(id: string, request: IncomingMessage) {
    const row = this.#row(id);
    if (this.mostParts <= 0) throw new Error('the line breaks');
    this.mostParts -= 1;
    const offset = Number(request.headers['upload-offset']);
    this.offsets.push(offset);
    if (offset !== this.received(id)) throw new Refusal('attachment.wrong_offset', 'Elsewhere.');
    const pieces: Buffer[] = [this.#parts.get(id) ?? Buffer.alloc(0)];
    for await (const piece of request) pieces.push(piece as Buffer);
    const bytes = Buffer.concat(pieces);
    this.#parts.set(id, bytes);
    if (bytes.byteLength < row.size) return this.#state(id);
    this.#parts.delete(id);
    if (this.refuse !== null) throw this.refuse;
    if (createHash('sha256').update(bytes).digest('hex') !== row.sha256) throw new Refusal('attachment.hash_mismatch', 'Damaged.');
    this.whole.set(id, bytes);
    this.#server.put('attachment', { ...row, complete: true });
    return this.#state(id);
  }

  #download(id: string, request: IncomingMessage, response: ServerResponse): void {
    const { size } = this.#row(id);
    const { range } = request.headers;
    this.ranges.push(range);
    const from = Number(/^bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0);
    const bytes = this.whole.get(id) ?? new Uint8Array();
    response.writeHead(206, { 'content-length': size - from });
    if (this.cutDownloadAfter === null) response.end(bytes.subarray(from));
    else response.write(bytes.subarray(from, from + this.cutDownloadAfter), () => setTimeout(() => request.socket.destroy(), 50));
  }
}

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type LinkSession, linkSessionSchema } from '../bridge/link/session.ts';
import type { Log } from '../bridge/log.ts';

/** The part of Electron's safeStorage that we use: the system's own key store. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean;
  /** Linux only: `basic_text` is a fixed key, which is no protection. */
  getSelectedStorageBackend?(): string;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
}

/**
 * Keeps a session over a restart, encrypted by the system's key store. Where there is none nothing is written:
 * one signs in again after a restart.
 */
export class SessionVault {
  readonly #path: string;
  readonly #storage: SafeStorage;
  readonly #log: Log;

  constructor(path: string, storage: SafeStorage, log: Log) {
    this.#path = path;
    this.#storage = storage;
    this.#log = log;
  }

  load(): LinkSession | null {
    if (!this.#available) return null;
    let encrypted: Buffer;
    try {
      encrypted = readFileSync(this.#path);
    } catch {
      return null;
    }
    try {
      return linkSessionSchema.parse(JSON.parse(this.#storage.decryptString(encrypted)));
    } catch (error) {
      this.#log('warn', 'the kept session cannot be read: sign in again', { error: String(error) });
      return null;
    }
  }

  save(session: LinkSession | null): void {
    if (session === null) rmSync(this.#path, { force: true });
    else if (this.#available) {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      writeFileSync(this.#path, this.#storage.encryptString(JSON.stringify(session)), { mode: 0o600 });
    }
  }

  get #available(): boolean {
    return this.#storage.isEncryptionAvailable() && this.#storage.getSelectedStorageBackend?.() !== 'basic_text';
  }
}

/** Where a seat's small things are kept (see the call `settings.get`). */
export interface Settings {
  get(key: string): string | null;
  /** null forgets the key. */
  set(key: string, value: string | null): void;
}

import { type ApplyDraft, applyDraftSchema } from './apply-draft.ts';

const NAME = 'shilian.applications';
const STORE = 'drafts';

/** Keeps one draft for each centre's code on the phone, with its pictures. */
export interface DraftStore {
  /** Null where nothing was kept, or by another version of this page. */
  load(code: string): Promise<ApplyDraft | null>;
  save(code: string, draft: ApplyDraft): Promise<void>;
  forget(code: string): Promise<void>;
}

/** In IndexedDB: pictures are too large for anything else. Rejects where the browser keeps nothing (a private window of some). */
export const draftStore: DraftStore = {
  async load(code) {
    const parsed = applyDraftSchema.safeParse(await inStore('readonly', (store) => store.get(code)));
    return parsed.success ? parsed.data : null;
  },
  async save(code, draft) {
    await inStore('readwrite', (store) => store.put(draft, code));
  },
  async forget(code) {
    await inStore('readwrite', (store) => store.delete(code));
  },
};

async function inStore(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const db = await opened();
  try {
    const transaction = db.transaction(STORE, mode);
    const asked = work(transaction.objectStore(STORE));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
    return asked.result;
  } finally {
    db.close();
  }
}

function opened(): Promise<IDBDatabase> {
  const asked = indexedDB.open(NAME, 1);
  return new Promise((resolve, reject) => {
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

/** What readers are given: the version of an entry that was approved last. Holds nothing that leads back to a case. */
export interface LibraryCaseTable {
  id: string;
  org_id: string;
  title: string;
  field: string;
  facts: string;
  course: string;
  result: string;
  lesson: string;
  version: number;
  published_at: number;
}

/** Which case an entry of the library was made from: for offices alone. Its id is not that of the published row. */
export interface LibraryEntryTable {
  id: string;
  case_id: string;
  /** Of the published row; null while nothing was approved. */
  published_id: string | null;
  created_at: number;
  created_by_id: string;
  created_by_name: string;
  /** When it was last taken away from everybody; null while it is published, or never was. */
  withdrawn_at: number | null;
  withdrawn_by_name: string | null;
  withdrawn_reason: string | null;
}

/** Every text of an entry, as it was written; approved or not. Grows only. */
export interface LibraryVersionTable {
  entry_id: string;
  number: number;
  /** JSON of `libraryWordsSchema`. */
  body: string;
  written_at: number;
  written_by_id: string;
  written_by_name: string;
  approved_at: number | null;
  approved_by_id: string | null;
  approved_by_name: string | null;
  /** Sent back with these words. */
  returned_words: string | null;
  returned_by_name: string | null;
  returned_at: number | null;
}

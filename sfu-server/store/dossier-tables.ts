/** What somebody has set about a dossier before it is filed; `arrangementSchema`. */
export interface DossierDraftTable {
  case_id: string;
  arrangement: string;
  updated_at: number;
  updated_by_name: string;
}

/** Filed dossiers and their supplements. What was filed does not change; when its time is over it may be destroyed, and its line stays. */
export interface DossierTable {
  id: string;
  case_id: string;
  org_id: string;
  committee: string;
  docket: string;
  year: number;
  /** Of the committee's series of that year. */
  number: number;
  volume: number;
  title: string;
  field: string | null;
  /** JSON of names. */
  parties: string;
  filed_at: number;
  filed_by_id: string;
  filed_by_name: string;
  checked_by_name: string | null;
  keep: string;
  keep_until: number | null;
  pages: number;
  sha256: string;
  bytes: number;
  /** JSON of `dossierLineSchema`. */
  lines: string;
  /** JSON of the manifest's lines: every file with its hash. */
  files: string;
  /** JSON: what each line was made of, by its hash. */
  sources: string;
  state: 'filed' | 'destroyed';
}

/** The register of uses (查阅登记). */
export interface DossierUseTable {
  id: string;
  dossier_id: string;
  kind: string;
  side: string | null;
  reason: string;
  at: number;
  by_id: string;
  by_name: string;
  org_name: string;
}

/** Proposals to destroy a dossier, and what came of them. */
export interface DossierDestructionTable {
  id: string;
  dossier_id: string;
  state: string;
  reason: string;
  proposed_at: number;
  proposed_by_id: string;
  proposed_by_name: string;
  decided_at: number | null;
  decided_by_id: string | null;
  decided_by_name: string | null;
}

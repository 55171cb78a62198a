/** The register of departments that come into a centre. */
export interface DepartmentTable {
  id: string;
  org_id: string;
  name: string;
  presence: string;
  /** JSON of weekdays (ISO 8601). */
  weekdays: string;
  phone: string | null;
  role: string | null;
  /** JSON of accounts with their names. */
  people: string;
  updated_at: number;
}

/** A department that was called to a case, with the last answer; never deleted. */
export interface JointCallTable {
  id: string;
  case_id: string;
  /** May be gone by now. */
  department_id: string;
  department_name: string;
  org_id: string;
  org_name: string;
  /** What the case was about when it was called. */
  field: string | null;
  session_id: string | null;
  words: string;
  answer_by: number;
  called_by_id: string;
  called_by_name: string;
  called_at: number;
  answer: string | null;
  answer_words: string | null;
  answered_by_id: string | null;
  answered_by_name: string | null;
  answered_by_phone: 0 | 1 | null;
  answered_at: number | null;
  ended_at: number | null;
  ended_by_name: string | null;
  end_reason: string | null;
  updated_at: number;
}

/** Who is called: the department's people as they were then. */
export interface JointCallPersonTable {
  call_id: string;
  account_id: string;
  name: string;
  /** The last answer says that they come. */
  comes: 0 | 1;
}

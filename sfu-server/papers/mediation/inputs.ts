/** A party as the forms of people's mediation name it; an entity `Party` fits as it is. */
export interface PaperParty {
  readonly side: 'applicant' | 'respondent' | 'third';
  readonly kind: 'person' | 'organisation';
  readonly name: string;
  readonly gender: 'female' | 'male' | null;
  /** 民族. */
  readonly nation: string | null;
  /** YYYY-MM-DD. */
  readonly birthDate: string | null;
  /** Years, where the day of birth is not said. */
  readonly age: number | null;
  /** Identity card, or credit code of an organisation. */
  readonly idNumber: string | null;
  readonly job: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly legalRepresentative: string | null;
  readonly guardian: { readonly name: string; readonly relation: string; readonly phone: string | null } | null;
  readonly representatives: readonly PaperRepresentative[];
}

export interface PaperRepresentative {
  readonly name: string;
  readonly phone: string | null;
  readonly relation: string | null;
  readonly authority: 'general' | 'special';
  readonly words: string | null;
}

/** A line to sign on, empty or with what was signed. */
export interface SignatureLine {
  /** 申请人, 调解员, 记录人 … */
  readonly role: string;
  /** Printed small beside the signature, so that a hand nobody can read has a name. */
  readonly name: string;
  /** The hand as a PNG or JPEG, `data:image/…;base64,…`; null where the line is empty. */
  readonly picture: string | null;
  /** UTC ms; null where the line is empty. */
  readonly signedAt: number | null;
  /** Why this one does not sign (拒签), instead of a hand. */
  readonly refusal?: string;
}

/** The round seal of a committee as a picture: it shows who seals, the certificate behind it proves it. */
export interface SealMark {
  /** As it stands around: 晶泉县人民调解委员会. */
  readonly name: string;
  /** The number below the star, as registered with the police; null where there is none. */
  readonly code: string | null;
}

/** What every paper of a case says of it. */
export interface CaseHead {
  /** 晶泉县人民调解委员会. */
  readonly committee: string;
  /** 卷号: (2026)晶人调字第1号; null before there is one. */
  readonly docket: string | null;
  /** Name of the dispute: 王某与李某相邻纠纷. */
  readonly title: string;
  /** 纠纷类型, in words. */
  readonly disputeKind: string;
}

/** A question, an answer, or what was said. */
export interface SpokenLine {
  /** 问, 答, or who speaks; empty: a heading, which nobody says. */
  readonly speaker: string;
  readonly text: string;
  /** Place in the recording, ms from its start; null where nothing was recorded. */
  readonly offsetMs: number | null;
  /** What stood there before, by whom and when it was set right (UTC ms); the oldest first. */
  readonly corrections: readonly { readonly was: string; readonly by: string; readonly at: number }[];
}

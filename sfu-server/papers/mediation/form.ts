import type { CaseHead, PaperParty, SealMark, SignatureLine, SpokenLine } from './inputs.ts';

/** 卷宗封面. */
export interface Cover extends CaseHead {
  readonly mediators: readonly string[];
  /** First and last day of the mediation, UTC ms. */
  readonly from: number;
  readonly to: number;
  readonly filedBy: string;
  readonly filedAt: number;
  /** 长期, 短期, 10年 … as the county's setting has it. */
  readonly keep: string;
  readonly remark: string | null;
}

/** 卷内目录. */
export interface Index extends CaseHead {
  readonly rows: readonly IndexRow[];
}
export interface IndexRow {
  readonly name: string;
  /** First and last page within the dossier. */
  readonly pages: readonly [number, number];
  readonly remark: string;
}

/** 人民调解申请书. */
export interface Application extends CaseHead {
  readonly parties: readonly PaperParty[];
  readonly facts: string;
  readonly requests: readonly string[];
  /** Words on how it was taken down where somebody helped: 申请人口述，由…代书. */
  readonly helped: string | null;
  readonly signatures: readonly SignatureLine[];
}

/** 人民调解受理登记表. */
export interface Acceptance extends CaseHead {
  readonly parties: readonly PaperParty[];
  /** 案件来源, in words. */
  readonly source: string;
  readonly facts: string;
  readonly amountFen: number | null;
  /** Null while nothing is decided. */
  readonly decision: { readonly accepted: boolean; readonly reason: string; readonly by: string; readonly at: number } | null;
  readonly signatures: readonly SignatureLine[];
  readonly seal: SealMark | null;
  readonly sealedAt: number | null;
}

/** 人民调解当事人权利义务告知书. */
export interface Notice extends CaseHead {
  /** What was read out, item by item, and who has confirmed it when (UTC ms). */
  readonly items: readonly { readonly text: string; readonly confirmed: readonly { readonly name: string; readonly at: number }[] }[];
  /** Who has confirmed the text as a whole and when (UTC ms); left out where each item is confirmed by itself. */
  readonly confirmedWhole?: readonly { readonly name: string; readonly at: number }[];
  readonly signatures: readonly SignatureLine[];
}

/** 当事人身份核验记录. */
export interface IdentityRecord extends CaseHead {
  readonly rows: readonly {
    readonly name: string;
    readonly role: string;
    /** 居民身份证, 户口簿, 营业执照 … */
    readonly document: string;
    readonly number: string | null;
    /** How it was seen: 视频比对证件与本人. */
    readonly method: string;
    readonly result: string;
    readonly by: string;
    readonly at: number;
    /** The document's picture, `data:image/…;base64,…`. */
    readonly picture: string | null;
    /** The face that it was compared with, as a picture of the same kind; papers that were made before this was kept have none. */
    readonly face?: string | null;
  }[];
  readonly signatures: readonly SignatureLine[];
}

/** 授权委托书. */
export interface Authority extends CaseHead {
  readonly principal: PaperParty;
  readonly representative: PaperRepresentativeDetail;
  readonly signatures: readonly SignatureLine[];
}
type PaperRepresentativeDetail = PaperParty['representatives'][number];

/** 人民调解调查记录. */
export interface Inquiry extends CaseHead {
  /** UTC ms. */
  readonly from: number;
  readonly to: number;
  readonly place: string;
  readonly askedBy: string;
  readonly recordedBy: string;
  readonly asked: string;
  readonly lines: readonly SpokenLine[];
  readonly signatures: readonly SignatureLine[];
}

/** 人民调解证据材料 (清单): what follows as scans. */
export interface Evidence extends CaseHead {
  readonly rows: readonly {
    readonly name: string;
    readonly broughtBy: string;
    /** 原件, 复印件, 照片 … */
    readonly form: string;
    readonly proves: string;
    readonly pages: number | null;
    readonly remark: string;
  }[];
  readonly signatures: readonly SignatureLine[];
}

/** 人民调解记录. */
export interface MediationRecord extends CaseHead {
  readonly from: number;
  readonly to: number;
  readonly place: string;
  readonly mediators: readonly string[];
  readonly recorder: string;
  readonly parties: readonly string[];
  readonly others: readonly string[];
  readonly lines: readonly SpokenLine[];
  /** 调解结果. */
  readonly result: string;
  /** When it was read back to those who sign, UTC ms. */
  readonly readBackAt: number | null;
  /** Names of the parties who then said that it is right; papers that were made before this was kept have none. */
  readonly confirmedBy?: readonly string[];
  readonly signatures: readonly SignatureLine[];
}

/** 人民调解协议书. */
export interface Agreement extends CaseHead {
  /** 编号, the docket's or one of its own. */
  readonly number: string;
  readonly parties: readonly PaperParty[];
  /** 纠纷主要事实、争议事项. */
  readonly facts: string;
  readonly terms: readonly string[];
  /** Sums that are owed, as a table; each in figures and in capital numerals. */
  readonly payments: readonly {
    readonly who: string;
    readonly toWhom: string;
    /** For what; papers that were made before this was kept have none. */
    readonly what?: string;
    readonly fen: number;
    readonly due: number;
    readonly how: string;
  }[];
  /** 履行方式、地点、期限. */
  readonly performance: string;
  /** 一式几份. */
  readonly copies: number;
  /** SHA-256 of what was signed, hex; null in a draft. */
  readonly contentHash: string | null;
  readonly version: number | null;
  readonly signatures: readonly SignatureLine[];
  readonly recorder: string | null;
  readonly mediatorSeals: readonly string[];
  readonly seal: SealMark | null;
  readonly sealedAt: number | null;
}

/** 履行凭证. */
export interface Performance extends CaseHead {
  readonly agreementNumber: string;
  readonly rows: readonly {
    readonly what: string;
    readonly fen: number | null;
    /** UTC ms. */
    readonly due: number;
    readonly doneAt: number | null;
    /** When this was printed. */
    readonly notDueYet?: boolean;
    readonly how: string;
  }[];
  readonly signatures: readonly SignatureLine[];
}

/** 人民调解回访记录. */
export interface FollowUp extends CaseHead {
  readonly parties: readonly string[];
  readonly agreementNumber: string;
  readonly reason: string;
  readonly situation: string;
  /** By telephone, in person, by video. */
  readonly how: string;
  readonly at: number;
  readonly signatures: readonly SignatureLine[];
}

/** 司法确认申请书. */
export interface Confirmation extends CaseHead {
  readonly court: string;
  readonly parties: readonly PaperParty[];
  readonly agreementNumber: string;
  readonly agreedAt: number;
  readonly facts: string;
  readonly attachments: readonly string[];
  readonly signatures: readonly SignatureLine[];
}

/** 移送函, with the list of what is handed over. */
export interface Handover extends CaseHead {
  readonly to: string;
  readonly letterNumber: string | null;
  readonly reason: string;
  readonly papers: readonly string[];
  readonly contact: string;
  readonly at: number;
  readonly seal: SealMark | null;
}

/** 送达回证. */
export interface ServiceReceipt extends CaseHead {
  readonly papers: readonly string[];
  readonly to: string;
  readonly place: string;
  readonly by: string;
  readonly receipt: { readonly number: string | null; readonly who: string; readonly at: number } | null;
  readonly seal: SealMark | null;
}

/** 卷宗情况说明. */
export interface Note extends CaseHead {
  readonly text: string;
  readonly by: string;
  readonly at: number;
}

/** 封底. */
export interface BackCover extends CaseHead {
  readonly pages: number;
  readonly filedBy: string;
  readonly checkedBy: string | null;
  readonly filedAt: number;
}

/** Each paper with what it is printed from. */
export interface Forms {
  readonly cover: Cover;
  readonly index: Index;
  readonly application: Application;
  readonly acceptance: Acceptance;
  readonly notice: Notice;
  readonly identity: IdentityRecord;
  readonly authority: Authority;
  readonly inquiry: Inquiry;
  readonly evidence: Evidence;
  readonly record: MediationRecord;
  readonly agreement: Agreement;
  readonly performance: Performance;
  readonly followUp: FollowUp;
  readonly confirmation: Confirmation;
  readonly handover: Handover;
  readonly receipt: ServiceReceipt;
  readonly note: Note;
  readonly backCover: BackCover;
}
export type FormName = keyof Forms;

/** A paper to be printed. */
export type Form = { readonly [N in FormName]: { readonly form: N } & Forms[N] }[FormName];

import type { Cover, Form, IndexRow } from '../mediation/form.ts';

interface DossierLine {
  /** As the index names it: 人民调解协议书. */
  readonly name: string;
  /** Files that belong to it and cannot be bound: they lie in the folder, and the manifest has their hash. */
  readonly beside?: readonly UnboundFile[];
  /** Files that belong to it and stay where they are: the manifest has their hash. */
  readonly elsewhere?: readonly FileElsewhere[];
}

export interface UnboundFile extends GivenFile {
  /** Why it has no pages, for the manifest. */
  readonly remark: string;
}

export interface FileElsewhere {
  readonly name: string;
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  readonly remark: string;
}

/** A paper that goes into a dossier as it is: a sealed paper of our own, a scan, a foreign PDF. */
export interface GivenPaper extends DossierLine {
  readonly kind: 'given';
  /** What goes behind one line of the index, in order: the paper, then what belongs to it. */
  readonly files: readonly GivenFile[];
  /** 备注 of the index. */
  readonly remark: string;
}

export interface GivenFile {
  /** For people, in messages and in the folder: 院墙裂缝照片.jpg. */
  readonly fileName: string;
  /** PDF, PNG or JPEG. */
  readonly bytes: Uint8Array;
}

/** A paper that is printed for the dossier, and what belongs to it. */
export interface PrintedPaper extends DossierLine {
  readonly kind: 'printed';
  readonly paper: Form;
  /** Scans and foreign papers behind it. */
  readonly files: readonly GivenFile[];
  readonly remark: string;
}

export type DossierPaper = GivenPaper | PrintedPaper;

/** Who takes a dossier out, set across each page of the copy. */
export interface Watermark {
  readonly who: string;
  /** UTC ms. */
  readonly when: number;
  readonly why: string;
}

export interface DossierOrder {
  readonly cover: Cover;
  /** In the order in which they lie; see `DOSSIER_ORDER`. */
  readonly papers: readonly DossierPaper[];
  readonly checkedBy: string | null;
  /** Null for the dossier that is kept. */
  readonly watermark: Watermark | null;
}

/** One line of the manifest. */
export interface ManifestLine {
  /** Null where it is not in the folder. */
  readonly file: string | null;
  readonly name: string;
  /** Null where it is not bound. */
  readonly pages: readonly [number, number] | null;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** Why it is not bound. */
  readonly remark?: string;
}

/** A dossier as it is made: one PDF, and each file by itself. */
export interface Dossier {
  readonly pdf: Uint8Array;
  /** Pages that bear a number: all but cover, index and back cover. */
  readonly pages: number;
  readonly files: readonly { readonly file: string; readonly bytes: Uint8Array }[];
  /** The index: one a paper, in their order. */
  readonly rows: readonly IndexRow[];
  readonly lines: readonly ManifestLine[];
}

/** More than this at once would hold the memory of a small server, bytes of all files together. */
export const MOST_BYTES = 400 * 1024 * 1024;
/** More pages lie in several volumes. */
export const MOST_PAGES = 2000;

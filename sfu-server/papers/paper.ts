import type { Meeting } from '../protocol/entities/meeting.ts';
import type { RefusalValue } from '../protocol/errors.ts';
import type { RollCall } from '../protocol/roll-call.ts';
import type { CopyOrder } from './dossier/copy.ts';
import type { Dossier, DossierOrder, GivenFile } from './dossier/dossier.ts';
import type { Form } from './mediation/form.ts';

export interface RollCallPaper {
  readonly sheet: RollCall;
  /** UTC ms. */
  readonly printedAt: number;
}

/** Minutes with what they name, by name. */
export interface MinutesPaper {
  readonly meeting: Meeting;
  readonly orgName: string;
  readonly sentTo: readonly string[];
  readonly decisions: readonly {
    readonly title: string;
    readonly detail: string;
    readonly owner: string;
    readonly personName: string | null;
    readonly dueAt: number;
    readonly number: string | null;
  }[];
  /** Names of the files that belong to the meeting, in the order in which they were added. */
  readonly papers: readonly string[];
  /** UTC ms. */
  readonly printedAt: number;
}

/** What can be printed, with what it is printed from. */
export type Paper =
  | ({ readonly kind: 'rollCall' } & RollCallPaper)
  | ({ readonly kind: 'minutes' } & MinutesPaper)
  | ({ readonly kind: 'mediation' } & Form);

/** From the server to the thread that prints. */
export type PrintOrder = { readonly id: number } & (
  | { readonly paper: Paper }
  | { readonly dossier: DossierOrder }
  | { readonly copy: CopyOrder }
  | { readonly bundle: readonly GivenFile[] }
  | { readonly counted: Uint8Array }
  | { readonly tried: GivenFile }
  | { readonly warm: true }
);

/** What came out, or why there is nothing. */
export type Printed = { readonly id: number } & (
  | { readonly pdf: Uint8Array }
  | { readonly dossier: Dossier }
  | { readonly pages: number }
  | { readonly warm: true }
  | { readonly refused: RefusalValue }
  | { readonly failed: string }
);

import type { RollCall } from '../protocol/roll-call.ts';

/** What can be printed, with what it is printed from. */
export type Paper = { readonly kind: 'rollCall'; readonly sheet: RollCall; readonly printedAt: number };

/** From the server to the thread that prints. */
export interface PrintOrder {
  readonly id: number;
  readonly paper: Paper;
}

/** From the thread: the file, or why there is none. */
export type Printed = { readonly id: number; readonly pdf: Uint8Array } | { readonly id: number; readonly failed: string };

import { z } from 'zod';
import { apartSchema, identityCheckSchema, noticeSchema, placeSchema, takenStepSchema } from '../protocol/mediation-room.ts';
import { idSchema, timestampSchema } from '../protocol/primitives.ts';

/** A person as `personKey` writes them: outlives seats, reloads and restarts. */
const person = z.string();

/** Where somebody sits, and which party of the case they are or speak for. */
const seatedSchema = placeSchema.extend({
  partyId: idSchema.nullable().default(null),
  /** Of an invitation: who it is for, by name. */
  name: z.string().nullable().default(null),
});
export type SeatedPlace = z.infer<typeof seatedSchema>;

/** A caucus or a break that is over. */
const divisionSchema = apartSchema
  .pick({ kind: true, side: true, since: true })
  .extend({ until: timestampSchema, insiders: z.array(person) });
export type Division = z.infer<typeof divisionSchema>;

/** What all in the room look at together: the same page, also after a restart. */
const tableSchema = z.object({
  /** The draft of the agreement; `since`: the division (`apart.since`) that it was shown in, null: the room was whole. */
  agreement: z.object({ highlightedId: idSchema.nullable(), since: timestampSchema.nullable() }).nullable(),
  /** Where the paper that is being signed is open; `free`: everybody turns pages by themselves. */
  paper: z.object({ paperId: idSchema, page: z.number().int().positive(), free: z.boolean() }).nullable(),
});
export type MediationTable = z.infer<typeof tableSchema>;
export const EMPTY_TABLE: MediationTable = { agreement: null, paper: null };

/** What of a mediation room outlives drops and restarts. Checks and confirmations are only added to: they are its record. */
export const keptMediationSchema = z.object({
  places: z.record(person, seatedSchema),
  checks: z.array(identityCheckSchema.extend({ person, name: z.string(), byId: idSchema })),
  notice: noticeSchema.nullable(),
  /** Every notice that was opened, the open one too. */
  notices: z.array(noticeSchema).default([]),
  /** Of which notice, by when it was opened. */
  confirmations: z.array(z.object({ person, name: z.string(), noticeOpenedAt: timestampSchema, at: timestampSchema })),
  apart: apartSchema
    .omit({ insiderIds: true })
    .extend({
      insiders: z.array(person),
      /** The board that was shown to all before. */
      boardId: idSchema.nullable(),
    })
    .nullable(),
  /** Who has shown a document, newest of each. */
  documents: z.record(person, timestampSchema).default({}),
  divisions: z.array(divisionSchema).default([]),
  procedure: z.array(takenStepSchema).default([]),
  /** Boards that were opened while the room was divided: for nobody afterwards. */
  boardsApart: z.array(idSchema).default([]),
  table: tableSchema.default(EMPTY_TABLE),
});
export type KeptMediation = z.infer<typeof keptMediationSchema>;

/** Whoever comes by an invitation, until the mediator says something else of one of them. */
export const invitationKey = (code: string): string => `invitation:${code}`;

/** Where those who come by an invitation sit; null where nothing was said. */
export function keptPlaceOf(kept: KeptMediation | null, code: string): SeatedPlace | null {
  return kept?.places[invitationKey(code)] ?? null;
}

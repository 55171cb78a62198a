import { z } from 'zod';
import { casePaperSchema } from '../case-paper.ts';
import { agreementTextSchema } from '../entities/agreement.ts';
import { idSchema, timestampSchema } from '../primitives.ts';

const caseId = idSchema;
const roomId = idSchema;

/** A draft as those in a room see it: no more than what it says. */
export const sharedAgreementSchema = z.object({
  text: agreementTextSchema,
  /** The clause or duty that the mediator points at. */
  highlightedId: idSchema.nullable(),
  finished: z.boolean(),
  updatedAt: timestampSchema,
});
export type SharedAgreement = z.infer<typeof sharedAgreementSchema>;

/** What of agreements needs the server at once; all else are mutations (see ../mutations.ts). */
export const agreementRequests = {
  /** The text of a version. Whoever reads the case. */
  'agreement.version': {
    params: z.object({ caseId, number: z.number().int().positive() }),
    result: z.object({ text: agreementTextSchema }),
    needs: 'account',
  },
  /** Prints the draft as a paper that can be signed, and keeps it as a version. Refused while something is to be filled in. */
  'agreement.finish': { params: z.object({ caseId }), result: z.object({ paper: casePaperSchema }), needs: 'account' },
  /** Prints what has come of it: 履行凭证, 回访记录 (the last visit), 司法确认申请书. */
  'agreement.print': {
    params: z.object({ caseId, form: z.enum(['performance', 'followUp', 'confirmation']) }),
    result: z.object({ paper: casePaperSchema }),
    needs: 'account',
  },
  /** Papers for the court as one ZIP with a manifest of hashes; `content` is base64. `confirmation`: 司法确认; `suit`: 调解不成，移送诉讼. */
  'agreement.packet': {
    params: z.object({ caseId, purpose: z.enum(['confirmation', 'suit']), reason: z.string().trim().min(1).max(200) }),
    result: z.object({ fileName: z.string(), mediaType: z.string(), content: z.base64(), papers: z.array(z.string()) }),
    needs: 'account',
  },
  /** Shows the draft of the case to everybody in its room, or puts it away; `highlightedId` points at a clause. Whoever handles the case and runs the room. */
  'agreement.share': {
    params: z.object({ roomId, shown: z.boolean(), highlightedId: idSchema.nullable() }),
    result: z.object({}),
    needs: 'account',
  },
  /** What is shown in the room, to whoever sits in it; null: nothing, or they are outside of a caucus. */
  'agreement.shared': { params: z.object({ roomId }), result: z.object({ agreement: sharedAgreementSchema.nullable() }), needs: 'anybody' },
} as const;

import { z } from 'zod';
import { idSchema, lineOfText } from '../primitives.ts';
import { expectedSchema, rollCallCandidateSchema, rollCallHeadSchema, rollCallSchema } from '../roll-call.ts';

const roomId = idSchema;
const sheetId = idSchema;
const nothing = z.object({});
const note = lineOfText(200).or(z.literal('')).default('');

/** Calling the roll (点名): run by host and cohosts, answered by every seat that is expected. */
export const rollCallRequests = {
  /**
   * Begins one; the room has none under way. Without `expected`: the invited organisations, or, for a room of the whole line,
   * the organisations directly below its own and those who sit there.
   */
  'rollCall.start': {
    params: z.object({ roomId, title: lineOfText(80).optional(), expected: z.array(expectedSchema).min(1).max(2000).optional() }),
    result: z.object({ sheetId }),
    needs: 'account',
  },
  /** Who can be called: those who are called without `expected`, and every account that sits in the room but the asker's own. */
  'rollCall.candidates': {
    params: z.object({ roomId }),
    result: z.object({ candidates: z.array(rollCallCandidateSchema) }),
    needs: 'account',
  },
  /** Answers for the own organisation and person; after the close it counts as late. */
  'rollCall.answer': {
    params: z.object({ roomId, answer: z.enum(['present', 'wrongSeat']), note }),
    result: nothing,
    needs: 'account',
  },
  'rollCall.mark': {
    params: z.object({ roomId, entryId: idSchema, state: z.enum(['present', 'wrongSeat', 'absent', 'late']), note }),
    result: nothing,
    needs: 'account',
  },
  /** Whoever has not answered is absent; whoever comes from now on is late. */
  'rollCall.close': { params: z.object({ roomId }), result: nothing, needs: 'account' },
  /** Signs the closed sheet off with name and time: from then on nothing in it changes. */
  'rollCall.sign': { params: z.object({ roomId }), result: nothing, needs: 'account' },
  /** Sheets of rooms of one's branch that one may run or sat at the head of, newest first. */
  'rollCall.list': {
    params: z.object({ roomId: roomId.nullable(), limit: z.number().int().min(1).max(200) }),
    result: z.object({ sheets: z.array(rollCallHeadSchema) }),
    needs: 'account',
  },
  'rollCall.get': { params: z.object({ sheetId }), result: z.object({ sheet: rollCallSchema }), needs: 'account' },
  /** The sheet as a file; CSV in UTF-8 with a byte order mark. `content` is base64. */
  'rollCall.export': {
    params: z.object({ sheetId, format: z.enum(['csv', 'pdf']) }),
    result: z.object({ fileName: z.string(), mediaType: z.string(), content: z.base64() }),
    needs: 'account',
  },
} as const;

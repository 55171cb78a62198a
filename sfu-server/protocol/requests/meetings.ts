import { z } from 'zod';
import { invitedPersonSchema } from '../entities/meeting.ts';
import { idSchema } from '../primitives.ts';
import { roomSummarySchema } from '../room.ts';

/** What of meetings needs the server at once; all else are mutations (see ../mutations.ts). */
export const meetingRequests = {
  /** Opens the room of the plan, or gives the one that is open. Whoever may run meetings of that organisation. */
  'meeting.open': { params: z.object({ id: idSchema }), result: z.object({ room: roomSummarySchema }), needs: 'account' },
  /** People who can be invited by name: accounts of the own line, by name or organisation. */
  'meeting.people': {
    params: z.object({ search: z.string().trim().max(40) }),
    result: z.object({ people: z.array(invitedPersonSchema.extend({ orgName: z.string() })).max(50) }),
    needs: 'account',
  },
  /** The minutes (会议纪要) as they are, as a PDF; `content` is base64. Whoever sees the meeting. */
  'meeting.export': {
    params: z.object({ id: idSchema }),
    result: z.object({ fileName: z.string(), mediaType: z.string(), content: z.base64() }),
    needs: 'account',
  },
} as const;

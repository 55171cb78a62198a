import { z } from 'zod';
import { idSchema } from '../primitives.ts';

/** More than a county has. */
export const MOST_OFFICERS = 500;

/** What of departments needs the server at once; all else are mutations (see ../mutations.ts). */
export const departmentRequests = {
  /** Accounts that can answer for a department of a centre: officers of it, of those below and of those above. Whoever keeps its register. */
  'department.officers': {
    params: z.object({ orgId: idSchema }),
    result: z.object({ officers: z.array(z.object({ accountId: idSchema, name: z.string(), orgName: z.string() })).max(MOST_OFFICERS) }),
    needs: 'account',
  },
} as const;

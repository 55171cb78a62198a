import type { GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import { type CaseDraft, emptyDraft } from '../cases/case-form.ts';

/** What is known of a dispute by the event that it comes from; who asks is still to be said. */
export function mediationDraftOf({ orgId, gridId, title, detail, number }: GovernanceEvent): CaseDraft {
  const source = {
    kind: 'referral',
    from: 'event',
    originNumber: number,
    originName: title.slice(0, 60).toWellFormed(),
    helped: 'none',
  } as const;
  return { ...emptyDraft(orgId), gridId, title, facts: detail, source };
}

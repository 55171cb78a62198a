import type { AnyRow, EntityName } from '../../../../sfu-server/protocol/entities/index.ts';
import { Refusal } from '../../../../sfu-server/protocol/errors.ts';
import { isMutationName, MUTATION_SCHEMAS, type MutationName } from '../../../../sfu-server/protocol/mutations.ts';
import {
  agreementDropClause,
  agreementDropDuty,
  agreementPutClause,
  agreementPutDuty,
  agreementRestore,
  agreementSave,
  agreementWrite,
} from './agreement.ts';
import {
  agreementApplyConfirmation,
  agreementCourtAnswer,
  agreementFollowUp,
  agreementPerform,
  agreementTakeEffect,
  agreementTakeUp,
} from './agreement-course.ts';
import { attachmentAdd, attachmentDrop } from './attachment.ts';
import { caseAdvance, caseEdit, caseNote, caseRegister } from './case.ts';
import { contactAdd, contactEdit, contactRemove } from './contact.ts';
import { documentEdit, documentIssue, documentShare, documentUnshare } from './document.ts';
import type { Effect, EffectContext } from './effect.ts';
import { eventAdvance, eventNote, eventReport } from './event.ts';
import { departmentAdd, departmentEdit, departmentRemove, jointCallAnswer, jointCallEnd, jointCallMake } from './joint.ts';
import {
  mediationAssign,
  mediationDeclare,
  mediationDropParty,
  mediationPutParty,
  mediationResume,
  mediationSuspend,
  mediationWrite,
} from './mediation.ts';
import {
  mediationAnswerEscalation,
  mediationCancelSession,
  mediationEscalate,
  mediationHandOver,
  mediationPlanSession,
  mediationReceipt,
} from './mediation-course.ts';
import { meetingAnswer, meetingCancel, meetingEdit, meetingMinutes, meetingPlan, meetingSignMinutes } from './meeting.ts';
import { outlineAdd, outlineEdit, outlineRemove } from './outline.ts';
import { recordConfirm, recordConfirmParty, recordLine, recordOpen, recordReadBack, recordResult, recordResume } from './record.ts';
import { meetingDecide, taskAdvance, taskNote } from './task.ts';
import { mediatorAdd, mediatorEdit, studioAdd, studioEdit } from './team.ts';

const EFFECTS: { readonly [N in MutationName]: Effect<N, EntityName> } = {
  // Each effect knows its own entity; the table is read through `localEffect` only, which pairs rows by that entity.
  'event.report': eventReport as Effect<'event.report', EntityName>,
  'event.advance': eventAdvance as Effect<'event.advance', EntityName>,
  'event.note': eventNote as Effect<'event.note', EntityName>,
  'case.register': caseRegister as Effect<'case.register', EntityName>,
  'case.edit': caseEdit as Effect<'case.edit', EntityName>,
  'case.advance': caseAdvance as Effect<'case.advance', EntityName>,
  'case.note': caseNote as Effect<'case.note', EntityName>,
  'mediation.write': mediationWrite as Effect<'mediation.write', EntityName>,
  'mediation.putParty': mediationPutParty as Effect<'mediation.putParty', EntityName>,
  'mediation.dropParty': mediationDropParty as Effect<'mediation.dropParty', EntityName>,
  'mediation.assign': mediationAssign as Effect<'mediation.assign', EntityName>,
  'mediation.declare': mediationDeclare as Effect<'mediation.declare', EntityName>,
  'mediation.suspend': mediationSuspend as Effect<'mediation.suspend', EntityName>,
  'mediation.resume': mediationResume as Effect<'mediation.resume', EntityName>,
  'mediation.escalate': mediationEscalate as Effect<'mediation.escalate', EntityName>,
  'mediation.answerEscalation': mediationAnswerEscalation as Effect<'mediation.answerEscalation', EntityName>,
  'mediation.handOver': mediationHandOver as Effect<'mediation.handOver', EntityName>,
  'mediation.receipt': mediationReceipt as Effect<'mediation.receipt', EntityName>,
  'mediation.planSession': mediationPlanSession as Effect<'mediation.planSession', EntityName>,
  'mediation.cancelSession': mediationCancelSession as Effect<'mediation.cancelSession', EntityName>,
  'agreement.write': agreementWrite as Effect<'agreement.write', EntityName>,
  'agreement.putClause': agreementPutClause as Effect<'agreement.putClause', EntityName>,
  'agreement.dropClause': agreementDropClause as Effect<'agreement.dropClause', EntityName>,
  'agreement.putDuty': agreementPutDuty as Effect<'agreement.putDuty', EntityName>,
  'agreement.dropDuty': agreementDropDuty as Effect<'agreement.dropDuty', EntityName>,
  'agreement.save': agreementSave as Effect<'agreement.save', EntityName>,
  'agreement.restore': agreementRestore as Effect<'agreement.restore', EntityName>,
  'agreement.takeEffect': agreementTakeEffect as Effect<'agreement.takeEffect', EntityName>,
  'agreement.takeUp': agreementTakeUp as Effect<'agreement.takeUp', EntityName>,
  'agreement.perform': agreementPerform as Effect<'agreement.perform', EntityName>,
  'agreement.followUp': agreementFollowUp as Effect<'agreement.followUp', EntityName>,
  'agreement.applyConfirmation': agreementApplyConfirmation as Effect<'agreement.applyConfirmation', EntityName>,
  'agreement.courtAnswer': agreementCourtAnswer as Effect<'agreement.courtAnswer', EntityName>,
  'record.open': recordOpen as Effect<'record.open', EntityName>,
  'record.line': recordLine as Effect<'record.line', EntityName>,
  'record.result': recordResult as Effect<'record.result', EntityName>,
  'record.readBack': recordReadBack as Effect<'record.readBack', EntityName>,
  'record.resume': recordResume as Effect<'record.resume', EntityName>,
  'record.confirmParty': recordConfirmParty as Effect<'record.confirmParty', EntityName>,
  'record.confirm': recordConfirm as Effect<'record.confirm', EntityName>,
  'mediator.add': mediatorAdd as Effect<'mediator.add', EntityName>,
  'mediator.edit': mediatorEdit as Effect<'mediator.edit', EntityName>,
  'studio.add': studioAdd as Effect<'studio.add', EntityName>,
  'studio.edit': studioEdit as Effect<'studio.edit', EntityName>,
  'outline.add': outlineAdd as Effect<'outline.add', EntityName>,
  'outline.edit': outlineEdit as Effect<'outline.edit', EntityName>,
  'outline.remove': outlineRemove as Effect<'outline.remove', EntityName>,
  'department.add': departmentAdd as Effect<'department.add', EntityName>,
  'department.edit': departmentEdit as Effect<'department.edit', EntityName>,
  'department.remove': departmentRemove as Effect<'department.remove', EntityName>,
  'jointCall.make': jointCallMake as Effect<'jointCall.make', EntityName>,
  'jointCall.answer': jointCallAnswer as Effect<'jointCall.answer', EntityName>,
  'jointCall.end': jointCallEnd as Effect<'jointCall.end', EntityName>,
  'contact.add': contactAdd as Effect<'contact.add', EntityName>,
  'contact.edit': contactEdit as Effect<'contact.edit', EntityName>,
  'contact.remove': contactRemove as Effect<'contact.remove', EntityName>,
  'document.issue': documentIssue as Effect<'document.issue', EntityName>,
  'document.edit': documentEdit as Effect<'document.edit', EntityName>,
  'document.share': documentShare as Effect<'document.share', EntityName>,
  'document.unshare': documentUnshare as Effect<'document.unshare', EntityName>,
  'meeting.plan': meetingPlan as Effect<'meeting.plan', EntityName>,
  'meeting.edit': meetingEdit as Effect<'meeting.edit', EntityName>,
  'meeting.cancel': meetingCancel as Effect<'meeting.cancel', EntityName>,
  'meeting.answer': meetingAnswer as Effect<'meeting.answer', EntityName>,
  'meeting.minutes': meetingMinutes as Effect<'meeting.minutes', EntityName>,
  'meeting.decide': meetingDecide as Effect<'meeting.decide', EntityName>,
  'meeting.signMinutes': meetingSignMinutes as Effect<'meeting.signMinutes', EntityName>,
  'task.advance': taskAdvance as Effect<'task.advance', EntityName>,
  'task.note': taskNote as Effect<'task.note', EntityName>,
  'attachment.add': attachmentAdd as Effect<'attachment.add', EntityName>,
  'attachment.drop': attachmentDrop as Effect<'attachment.drop', EntityName>,
};

/** A mutation's effect with its arguments filled in: which row, and what becomes of it. */
export interface LocalEffect {
  readonly entity: EntityName;
  readonly rowId: string;
  readonly args: unknown;
  apply(row: AnyRow | undefined, context: EffectContext): AnyRow | undefined;
}

/** Checks a mutation and binds its effect. Throws `mutation.unknown` or `mutation.malformed`. */
export function localEffect(name: string, args: unknown): LocalEffect {
  if (!isMutationName(name)) throw new Refusal('mutation.unknown', `There is no change called ${name.slice(0, 60)}.`);
  return bind(name, args);
}

function bind<N extends MutationName>(name: N, args: unknown): LocalEffect {
  const parsed = MUTATION_SCHEMAS[name].safeParse(args);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Refusal('mutation.malformed', `${name}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'malformed'}`.slice(0, 500));
  }
  const effect = EFFECTS[name];
  const checked = parsed.data as Parameters<typeof effect.rowId>[0];
  return {
    entity: effect.entity,
    rowId: effect.rowId(checked),
    args: checked,
    apply: (row, context) => effect.apply(row, checked, context),
  };
}

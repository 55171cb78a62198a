import { Refusal } from '../../protocol/errors.ts';
import { isMutationName, MUTATION_SCHEMAS, type MutationArgs, type MutationName } from '../../protocol/mutations.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import { applyConfirmation, courtAnswered, followUpAgreement, performDuty, takeEffect, takeUpAgreement } from './agreement-course.ts';
import { dropClause, dropDuty, putClause, putDuty, restoreAgreement, saveAgreement, writeAgreement } from './agreement-write.ts';
import { addAttachment } from './attachment-add.ts';
import { dropAttachment } from './attachment-drop.ts';
import { advanceCase } from './case-advance.ts';
import { editCase } from './case-edit.ts';
import { noteCase } from './case-note.ts';
import { registerCase } from './case-register.ts';
import { addContact, editContact, removeContact } from './contact-write.ts';
import { addDepartment, editDepartment, removeDepartment } from './department-write.ts';
import { editDocument } from './document-edit.ts';
import { issueDocument } from './document-issue.ts';
import { shareDocument, unshareDocument } from './document-share.ts';
import { advanceEvent } from './event-advance.ts';
import { noteEvent } from './event-note.ts';
import { reportEvent } from './event-report.ts';
import { answerCall } from './joint-answer.ts';
import { endCall, makeCall } from './joint-call.ts';
import { assignMediation, declareConflict } from './mediation-assign.ts';
import { answerEscalation, escalateMediation } from './mediation-escalate.ts';
import { dropParty, putParty } from './mediation-parties.ts';
import { cancelSession, planSession } from './mediation-session.ts';
import { resumeMediation, suspendMediation } from './mediation-suspend.ts';
import { handOverMediation, receiptOfHandover } from './mediation-transfer.ts';
import { writeMediation } from './mediation-write.ts';
import { answerMeeting } from './meeting-answer.ts';
import { decideInMeeting } from './meeting-decide.ts';
import { cancelMeeting, editMeeting } from './meeting-edit.ts';
import { signMinutes, writeMinutes } from './meeting-minutes.ts';
import { planMeeting } from './meeting-plan.ts';
import type { Mutation, MutationContext } from './mutation.ts';
import { addOutline, editOutline, removeOutline } from './outline-write.ts';
import { confirmParty, confirmRecord, readBackRecord, resumeRecord } from './record-course.ts';
import { openRecord, writeLine, writeResult } from './record-write.ts';
import { advanceTask, noteTask } from './task-change.ts';
import { addMediator, editMediator } from './team-mediator.ts';
import { addStudio, editStudio } from './team-studio.ts';

const MUTATIONS: { readonly [N in MutationName]: Mutation<N> } = {
  'event.report': reportEvent,
  'event.advance': advanceEvent,
  'event.note': noteEvent,
  'case.register': registerCase,
  'case.edit': editCase,
  'case.advance': advanceCase,
  'case.note': noteCase,
  'mediation.write': writeMediation,
  'mediation.putParty': putParty,
  'mediation.dropParty': dropParty,
  'mediation.assign': assignMediation,
  'mediation.declare': declareConflict,
  'mediation.suspend': suspendMediation,
  'mediation.resume': resumeMediation,
  'mediation.escalate': escalateMediation,
  'mediation.answerEscalation': answerEscalation,
  'mediation.handOver': handOverMediation,
  'mediation.receipt': receiptOfHandover,
  'mediation.planSession': planSession,
  'mediation.cancelSession': cancelSession,
  'agreement.write': writeAgreement,
  'agreement.putClause': putClause,
  'agreement.dropClause': dropClause,
  'agreement.putDuty': putDuty,
  'agreement.dropDuty': dropDuty,
  'agreement.save': saveAgreement,
  'agreement.restore': restoreAgreement,
  'agreement.takeEffect': takeEffect,
  'agreement.takeUp': takeUpAgreement,
  'agreement.perform': performDuty,
  'agreement.followUp': followUpAgreement,
  'agreement.applyConfirmation': applyConfirmation,
  'agreement.courtAnswer': courtAnswered,
  'record.open': openRecord,
  'record.line': writeLine,
  'record.result': writeResult,
  'record.readBack': readBackRecord,
  'record.resume': resumeRecord,
  'record.confirmParty': confirmParty,
  'record.confirm': confirmRecord,
  'mediator.add': addMediator,
  'mediator.edit': editMediator,
  'studio.add': addStudio,
  'studio.edit': editStudio,
  'outline.add': addOutline,
  'outline.edit': editOutline,
  'outline.remove': removeOutline,
  'department.add': addDepartment,
  'department.edit': editDepartment,
  'department.remove': removeDepartment,
  'jointCall.make': makeCall,
  'jointCall.answer': answerCall,
  'jointCall.end': endCall,
  'contact.add': addContact,
  'contact.edit': editContact,
  'contact.remove': removeContact,
  'document.issue': issueDocument,
  'document.edit': editDocument,
  'document.share': shareDocument,
  'document.unshare': unshareDocument,
  'meeting.plan': planMeeting,
  'meeting.edit': editMeeting,
  'meeting.cancel': cancelMeeting,
  'meeting.answer': answerMeeting,
  'meeting.minutes': writeMinutes,
  'meeting.decide': decideInMeeting,
  'meeting.signMinutes': signMinutes,
  'task.advance': advanceTask,
  'task.note': noteTask,
  'attachment.add': addAttachment,
  'attachment.drop': dropAttachment,
};

/** Applies a mutation by its name. @throws Refusal `mutation.unknown`, `mutation.malformed`, or its own */
export async function applyMutation(name: string, args: unknown, context: MutationContext): Promise<readonly TouchedRow[]> {
  if (!isMutationName(name)) throw new Refusal('mutation.unknown', 'There is no such change.');
  return applyKnown(name, args, context);
}

async function applyKnown<N extends MutationName>(name: N, args: unknown, context: MutationContext): Promise<readonly TouchedRow[]> {
  const parsed = MUTATION_SCHEMAS[name].safeParse(args);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Refusal('mutation.malformed', `The arguments of ${name} are malformed: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  // Parsed by this very name's schema.
  return MUTATIONS[name](parsed.data as MutationArgs<N>, context);
}

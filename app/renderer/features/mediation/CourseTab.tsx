import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { CASE_TRANSITIONS, type CaseState } from '../../../../sfu-server/protocol/entities/case.ts';
import { NextSteps } from '../../ui/NextSteps.tsx';
import { NoteList } from '../../ui/NoteList.tsx';
import { isStepBack } from '../cases/case-steps.ts';
import type { MediationWork } from './use-mediation.ts';

/** What was done and said, and what can be done next. */
export function CourseTab({ work: { one, mediation, mayHandle, send } }: { work: MediationWork }) {
  const { t } = useTranslation('cases');
  const { id, state, notes } = one;
  const next = mediation.suspension === null ? CASE_TRANSITIONS[state] : CASE_TRANSITIONS[state].filter((to) => to === 'withdrawn');
  const stepName = (to: CaseState) => {
    if (to === 'handling' && isStepBack(state, to)) return t('advance.again.mediation');
    return state === 'refused' && to === 'accepted' ? t('advance.reconsider') : t(`advance.mediation.${to}`);
  };
  return (
    <>
      {mayHandle && (
        <NextSteps
          testId="case"
          next={next}
          noAdvance={null}
          noNote={null}
          nameOf={stepName}
          onAdvance={(to, note) => send('case.advance', { id, to, noteId: uuidv7(), note })}
          onNote={(text) => send('case.note', { id, noteId: uuidv7(), text })}
        />
      )}
      <NoteList notes={notes} stepOf={(note) => (note.state === null ? null : t(`step.mediation.${note.state}`))} />
    </>
  );
}

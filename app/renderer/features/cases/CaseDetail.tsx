import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { CASE_TRANSITIONS, type Case, type CaseState } from '../../../../sfu-server/protocol/entities/case.ts';
import type { MutationArgs, MutationName } from '../../../../sfu-server/protocol/mutations.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import page from '../../ui/ListPage.module.css';
import { NextSteps } from '../../ui/NextSteps.tsx';
import { NoteList } from '../../ui/NoteList.tsx';
import { Steps } from '../../ui/Steps.tsx';
import { useNow } from '../../ui/use-now.ts';
import { Attachments } from '../attachments/Attachments.tsx';
import { mutate } from '../events/mutate.ts';
import { CaseEdit } from './CaseEdit.tsx';
import { CaseFacts } from './CaseFacts.tsx';
import { isOverdue } from './case-list.ts';
import { isStepBack, stepsOf } from './case-steps.ts';

/** A case with its way, what is written about it, its papers, and what can be done next. */
export function CaseDetail({ one }: { one: Case }) {
  const { t } = useTranslation(['cases', 'forms']);
  const bridge = useBridge();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const { role, organisation } = useAccount();
  const path = useTable('organisation').byId.get(one.orgId)?.path ?? '';
  const pending = useTable('case').pendingIds.has(one.id);
  const [editing, setEditing] = useState(false);
  const overdue = isOverdue(one, useNow(60_000));
  const { id, kind, state } = one;
  const mayHandle = isAllowed(role, `case.handle.${kind}`, organisation.path, path);
  const noEdit = !mayHandle ? t('edit.noRight') : state === 'closed' ? t('edit.closed') : null;
  if (editing && noEdit === null) return <CaseEdit one={one} onDone={() => setEditing(false)} />;

  const send = <N extends MutationName>(name: N, args: MutationArgs<N>) =>
    mutate(bridge, name, args).then(
      () => true,
      (error: unknown) => {
        void message.error(errorText(error));
        return false;
      },
    );
  const stepName = (to: CaseState) => {
    if (to === 'handling' && isStepBack(state, to)) return t(`advance.again.${kind}`);
    return state === 'refused' && to === 'accepted' ? t('advance.reconsider') : t(`advance.${kind}.${to}`);
  };
  return (
    <section className={page.detail} aria-label={t('detail.label')} data-testid="case-detail" data-case-id={id} data-state={state}>
      <header className={page.head}>
        <h3>{one.title}</h3>
        {pending && <span className={page.pending}>{t('forms:pending')}</span>}
        <Button
          size="small"
          data-testid="case-edit"
          disabled={noEdit !== null}
          title={noEdit ?? undefined}
          onClick={() => setEditing(true)}
        >
          {t('forms:edit')}
        </Button>
      </header>
      <div className={page.scroll}>
        <Steps label={t('detail.steps')} steps={stepsOf(one)} nameOf={(step) => t(`step.${kind}.${step}`)} />
        <CaseFacts one={one} overdue={overdue} />
        <Attachments owner={{ ownerEntity: 'case', ownerId: id }} refusal={mayHandle ? null : t('attachments.noRight')} />
        <NextSteps
          testId="case"
          next={CASE_TRANSITIONS[state]}
          noAdvance={mayHandle ? null : t('advance.noRight')}
          noNote={mayHandle ? null : t('note.noRight')}
          nameOf={stepName}
          onAdvance={(to, note) => send('case.advance', { id, to, noteId: uuidv7(), note })}
          onNote={(text) => send('case.note', { id, noteId: uuidv7(), text })}
        />
        <NoteList notes={one.notes} stepOf={(note) => (note.state === null ? null : t(`step.${kind}.${note.state}`))} />
      </div>
    </section>
  );
}

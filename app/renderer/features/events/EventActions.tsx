import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { EVENT_TRANSITIONS, type EventState, type GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { NextSteps } from '../../ui/NextSteps.tsx';
import { isStepBack } from './event-steps.ts';
import { mutate } from './mutate.ts';

/** A note, and the steps that the event can take next; greyed where the seat has no right to them. */
export function EventActions({ event }: { event: GovernanceEvent }) {
  const { t } = useTranslation('events');
  const bridge = useBridge();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const { role, organisation } = useAccount();
  const path = useTable('organisation').byId.get(event.orgId)?.path ?? '';
  const mayAdvance = isAllowed(role, 'event.advance', organisation.path, path);
  const mayNote = isAllowed(role, 'event.note', organisation.path, path);
  const { id, state } = event;
  const sent = (change: Promise<void>) =>
    change.then(
      () => true,
      (error: unknown) => {
        void message.error(errorText(error));
        return false;
      },
    );
  const nameOf = (to: EventState) =>
    t(isStepBack(state, to) && (to === 'accepted' || to === 'handling') ? `advance.back.${to}` : `advance.${to}`);
  return (
    <NextSteps
      testId="event"
      next={EVENT_TRANSITIONS[state]}
      noAdvance={mayAdvance ? null : t('advance.noRight')}
      noNote={mayNote ? null : t('note.noRight')}
      nameOf={nameOf}
      onAdvance={(to, note) => sent(mutate(bridge, 'event.advance', { id, to, noteId: uuidv7(), note }))}
      onNote={(text) => sent(mutate(bridge, 'event.note', { id, noteId: uuidv7(), text }))}
    />
  );
}

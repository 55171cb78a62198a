import { App, Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { EVENT_TRANSITIONS, type EventState, type GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import styles from './EventDetail.module.css';
import { isStepBack } from './event-steps.ts';
import { mutate } from './mutate.ts';
import { NOTE_MAX, noteProblem } from './report-form.ts';

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
  const [note, setNote] = useState('');
  const noteId = useId();
  const next = EVENT_TRANSITIONS[event.state];
  const problem = noteProblem(note);

  const send = (change: Promise<void>) => {
    change.then(() => setNote('')).catch((error: unknown) => void message.error(errorText(error)));
  };
  const advance = (to: EventState) => send(mutate(bridge, 'event.advance', { id: event.id, to, noteId: uuidv7(), note: note.trim() }));
  const addNote = () => send(mutate(bridge, 'event.note', { id: event.id, noteId: uuidv7(), text: oneLine(note) }));

  return (
    <div className={styles.actions}>
      <label className="visually-hidden" htmlFor={noteId}>
        {t('note.label')}
      </label>
      <Input.TextArea
        id={noteId}
        data-testid="event-note"
        value={note}
        onChange={(change) => setNote(change.target.value)}
        placeholder={t('note.placeholder')}
        autoSize={{ minRows: 1, maxRows: 4 }}
        maxLength={NOTE_MAX}
        disabled={!mayNote && !mayAdvance}
        status={problem === null ? '' : 'error'}
      />
      {problem !== null && <p role="alert">{t(problem)}</p>}
      <div className={styles.buttons}>
        {next.map((to, index) => (
          <Button
            key={to}
            size="small"
            type={index === 0 ? 'primary' : 'default'}
            data-testid="event-advance"
            data-to={to}
            disabled={!mayAdvance || problem !== null}
            title={mayAdvance ? undefined : t('advance.noRight')}
            onClick={() => advance(to)}
          >
            {t(isStepBack(event.state, to) && (to === 'accepted' || to === 'handling') ? `advance.back.${to}` : `advance.${to}`)}
          </Button>
        ))}
        <Button
          size="small"
          className={styles.addNote ?? ''}
          data-testid="event-note-submit"
          disabled={!mayNote || note.trim() === '' || problem !== null}
          title={mayNote ? undefined : t('note.noRight')}
          onClick={addNote}
        >
          {t('note.add')}
        </Button>
      </div>
    </div>
  );
}

/** Notes are lines: what was typed on several becomes one. */
function oneLine(text: string): string {
  return text
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('\t', ' ');
}

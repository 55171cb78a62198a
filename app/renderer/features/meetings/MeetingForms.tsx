import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import type { Meeting } from '../../../../sfu-server/protocol/entities/meeting.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount } from '../../store/context.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import page from '../../ui/ListPage.module.css';
import { ChosenFiles } from '../attachments/ChosenFiles.tsx';
import { handIn } from '../attachments/hand-in.ts';
import { mutate } from '../events/mutate.ts';
import { useAction } from '../rooms/use-action.ts';
import { MeetingFields } from './MeetingFields.tsx';
import styles from './Meetings.module.css';
import { changeOf, draftOf, emptyDraft, type MeetingDraft, planningOf } from './meeting-form.ts';

interface MeetingPlanFormProps {
  /** What was filled in before, or null. */
  readonly draft: MeetingDraft | null;
  onDraft(draft: MeetingDraft | null): void;
  onClose(): void;
  onDone(id: string): void;
}

/** The form for a new meeting. What is filled in stays when another module is opened meanwhile. */
export function MeetingPlanForm({ draft: kept, onDraft, onClose, onDone }: MeetingPlanFormProps) {
  const { t } = useTranslation(['meetings', 'forms']);
  const bridge = useBridge();
  const action = useAction();
  const { organisation } = useAccount();
  const [fresh] = useState(() => emptyDraft(organisation.id, Date.now()));
  const draft = kept ?? fresh;
  const [files, setFiles] = useState<readonly File[]>([]);
  /** Once planned: a file that failed does not plan it twice. */
  const [plannedId, setPlannedId] = useState<string | null>(null);
  const send = async (args: NonNullable<ReturnType<typeof planningOf>>) => {
    if (plannedId === null) await mutate(bridge, 'meeting.plan', args);
    const id = plannedId ?? args.id;
    setPlannedId(id);
    for (const file of files) {
      await handIn(bridge, { ownerEntity: 'meeting', ownerId: id }, file);
      setFiles((left) => left.filter((one) => one !== file));
    }
    onDone(id);
  };
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    const args = planningOf(draft, uuidv7(), Date.now());
    if (args !== null) await action.run(() => send(args));
  };
  return (
    <section className={page.detail} aria-label={t('plan')}>
      <form className={page.form} data-testid="meeting-form" onSubmit={(submitted) => void submit(submitted)}>
        <header className={page.head}>
          <h3>{t('plan')}</h3>
        </header>
        <div className={page.scroll}>
          <div className={styles.fields}>
            <MeetingFields draft={draft} fresh onChange={onDraft} />
            <FormRow label={t('papers')}>{() => <ChosenFiles files={files} camera={false} onChange={setFiles} />}</FormRow>
          </div>
        </div>
        <footer className={page.foot}>
          {action.problem !== null && <p role="alert">{action.problem}</p>}
          <Button
            onClick={() => {
              onDraft(null);
              if (plannedId === null) onClose();
              else onDone(plannedId);
            }}
          >
            {t('forms:cancel')}
          </Button>
          <Button
            type="primary"
            htmlType="submit"
            data-testid="meeting-submit"
            disabled={action.busy || planningOf(draft, uuidv7(), 0) === null}
          >
            {t('plan.submit')}
          </Button>
        </footer>
      </form>
    </section>
  );
}

/** The same for one that is planned; of a series this one alone, or all that follow. */
export function MeetingEdit({ meeting, onDone }: { meeting: Meeting; onDone(): void }) {
  const { t } = useTranslation(['meetings', 'forms']);
  const bridge = useBridge();
  const action = useAction();
  const [draft, setDraft] = useState(() => draftOf(meeting));
  const save = async (scope: 'this' | 'following') => {
    const args = changeOf(draft, meeting, scope);
    if (args === null || (await action.run(() => mutate(bridge, 'meeting.edit', args)))) onDone();
  };
  return (
    <section className={page.detail} aria-label={t('edit')}>
      <div className={page.form} data-testid="meeting-form">
        <header className={page.head}>
          <h3>{t('edit')}</h3>
        </header>
        <div className={page.scroll}>
          {meeting.seriesId !== null && <p className={styles.hint}>{t('scope.hint')}</p>}
          <MeetingFields draft={draft} fresh={false} onChange={setDraft} />
        </div>
        <footer className={page.foot}>
          {action.problem !== null && <p role="alert">{action.problem}</p>}
          <Button onClick={onDone}>{t('forms:cancel')}</Button>
          {meeting.seriesId !== null && (
            <Button data-testid="meeting-save-following" disabled={action.busy} onClick={() => void save('following')}>
              {t('scope.edit.following')}
            </Button>
          )}
          <Button type="primary" data-testid="meeting-save" disabled={action.busy} onClick={() => void save('this')}>
            {meeting.seriesId === null ? t('forms:save') : t('scope.edit.this')}
          </Button>
        </footer>
      </div>
    </section>
  );
}

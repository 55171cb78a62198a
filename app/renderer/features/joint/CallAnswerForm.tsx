import { App, Button, Checkbox, Input, Radio } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallAnswerWords, JointCall } from '../../../../sfu-server/protocol/entities/joint-call.ts';
import { saysWho } from '../../../../sfu-server/protocol/entities/joint-call.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount } from '../../store/context.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import { mutate } from '../events/mutate.ts';
import medi from '../mediation/Mediation.module.css';
import { useAction } from '../rooms/use-action.ts';

/** Says who comes. An office that notes what it was told by telephone names nobody who would read the case by it. */
export function CallAnswerForm({ call, onDone }: { call: JointCall; onDone: () => void }) {
  const { t } = useTranslation(['joint', 'forms']);
  const bridge = useBridge();
  const { modal } = App.useApp();
  const action = useAction();
  const { id: me } = useAccount();
  const byPhone = !call.people.some(({ accountId }) => accountId === me);
  const [draft, setDraft] = useState<CallAnswerWords>(() => ({
    result: call.answer?.result ?? 'comes',
    people: byPhone ? [] : (call.answer?.people ?? [me]),
    words: call.answer?.words ?? '',
  }));
  const [tried, setTried] = useState(false);
  const said = draft.result === 'declined' ? { ...draft, people: [] } : draft;
  const complete = saysWho(said) && (said.result === 'comes' || said.words.trim() !== '');
  const send = async () => {
    if (await action.run(() => mutate(bridge, 'jointCall.answer', { id: call.id, ...said, words: said.words.trim() }))) onDone();
  };
  /** Who has said themselves that they come, and would no longer by this note. */
  const lost = byPhone && said.result === 'declined' ? call.people.filter(({ accountId }) => call.answer?.people.includes(accountId)) : [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!complete) return;
    if (lost.length === 0) return void send();
    modal.confirm({
      title: t('answer.byPhone'),
      content: t('answer.overrides', { names: lost.map(({ name }) => name).join('、') }),
      okText: t('answer.note'),
      okButtonProps: { danger: true },
      cancelText: t('forms:cancel'),
      onOk: send,
    });
  };
  return (
    <form className={medi.form} data-testid="call-answer-form" onSubmit={submit}>
      <Radio.Group
        value={draft.result}
        onChange={(event) => setDraft({ ...draft, result: event.target.value === 'declined' ? 'declined' : 'comes' })}
      >
        <Radio value="comes" data-testid="call-comes">
          {t('answer.comes')}
        </Radio>
        <Radio value="declined" data-testid="call-declined">
          {t('answer.declined')}
        </Radio>
      </Radio.Group>
      {draft.result === 'comes' && !byPhone && (
        <FormRow label={t('answer.people')}>
          {(id) => (
            <Checkbox.Group
              aria-labelledby={id}
              options={call.people.map(({ accountId, name }) => ({ value: accountId, label: name }))}
              value={draft.people}
              onChange={(people: string[]) => setDraft({ ...draft, people })}
            />
          )}
        </FormRow>
      )}
      <FormRow
        label={t(draft.result === 'declined' ? 'answer.why' : byPhone ? 'answer.who' : 'answer.words')}
        required={draft.result === 'declined' || byPhone}
        problem={tried && !complete ? t(draft.result === 'declined' ? 'answer.whyMissing' : 'answer.whoMissing') : undefined}
      >
        {(id) => (
          <Input
            id={id}
            maxLength={200}
            data-testid="call-words"
            value={draft.words}
            onChange={(event) => setDraft({ ...draft, words: event.target.value })}
          />
        )}
      </FormRow>
      {action.problem !== null && (
        <p className={medi.problem} role="alert">
          {action.problem}
        </p>
      )}
      <div className={medi.buttons}>
        <Button type="primary" htmlType="submit" data-testid="call-answer-submit" disabled={action.busy}>
          {t(byPhone ? 'answer.note' : 'answer.send')}
        </Button>
        <Button onClick={onDone}>{t('forms:cancel')}</Button>
      </div>
    </form>
  );
}

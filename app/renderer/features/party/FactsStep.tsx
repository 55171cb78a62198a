import { useTranslation } from 'react-i18next';
import type { StepProps } from './ApplyForm.tsx';
import { factsWrongOf } from './apply-draft.ts';
import { withoutPicture, withPictures, withSpeech } from './draft-files.ts';
import { Field } from './Field.tsx';
import { Pictures } from './Pictures.tsx';
import { Speech } from './Speech.tsx';

/** What happened, in writing or spoken, what is asked for, and pictures of it. */
export function FactsStep({ draft, change, tried }: StepProps) {
  const { t } = useTranslation('party');
  const wrong = tried ? factsWrongOf(draft) : null;
  const speech = draft.files.find(({ kind }) => kind === 'speech') ?? null;
  const pictures = draft.files.filter(({ kind }) => kind === 'picture');
  const problem = (...of: readonly (typeof wrong)[]) => (wrong !== null && of.includes(wrong) ? t(`wrong.${wrong}`) : null);
  return (
    <>
      {draft.helped === 'spoken' && (
        <Speech
          speech={speech}
          problem={problem('speech')}
          onChange={(made) => change(({ files }) => ({ files: withSpeech(files, made) }))}
        />
      )}
      <Field label={t('facts')} required={draft.helped === 'none'} problem={problem('facts', 'long')}>
        {(id) => (
          <textarea
            id={id}
            data-testid="apply-facts"
            rows={7}
            maxLength={4000}
            placeholder={t('facts.hint')}
            value={draft.facts}
            onChange={(event) => change({ facts: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('request')}>
        {(id) => (
          <textarea
            id={id}
            data-testid="apply-request"
            rows={3}
            maxLength={4000}
            value={draft.request}
            onChange={(event) => change({ request: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('amount')} problem={problem('amount')}>
        {(id) => (
          <input
            id={id}
            data-testid="apply-amount"
            inputMode="decimal"
            maxLength={16}
            value={draft.amount}
            onChange={(event) => change({ amount: event.target.value })}
          />
        )}
      </Field>
      <Pictures
        pictures={pictures}
        onAdd={(added) => change(({ files }) => ({ files: withPictures(files, added) }))}
        onRemove={(id) => change(({ files }) => ({ files: withoutPicture(files, id) }))}
      />
    </>
  );
}

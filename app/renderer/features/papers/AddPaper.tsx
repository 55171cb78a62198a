import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PAPER_FORMS, type PaperAudience, paperAudienceSchema, paperFormSchema } from '../../../../sfu-server/protocol/case-paper.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useTable } from '../../store/context.tsx';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import styles from './Papers.module.css';

const AUDIENCES: readonly PaperAudience[] = ['all', 'applicant', 'respondent', 'third'];
const TAKEN: ReadonlySet<string> = new Set(['application/pdf', 'image/png', 'image/jpeg']);

/** Files of the case become a paper: a scan, a foreign PDF, photographs. */
export function AddPaper({ caseId, onDone }: { caseId: string; onDone: () => void }) {
  const { t } = useTranslation('papers');
  const bridge = useBridge();
  const action = useAction();
  const attachments = [...useTable('attachment').byId.values()].filter(
    ({ ownerId, ownerEntity, complete, mediaType }) => ownerEntity === 'case' && ownerId === caseId && complete && TAKEN.has(mediaType),
  );
  const [form, setForm] = useState<(typeof PAPER_FORMS)[number]>('evidence');
  const [title, setTitle] = useState('');
  const [audience, setAudience] = useState<PaperAudience>('all');
  const [signed, setSigned] = useState(false);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const name = title.trim();
  const send = async () => {
    const words = { caseId, form, subject: name.slice(0, 60), title: name, audience, signed, attachmentIds: [...chosen] };
    if (await action.run(() => request(bridge, 'casePaper.add', words))) onDone();
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label>
        {t('add.form')}
        <select className={buttons.input} value={form} onChange={(event) => setForm(paperFormSchema.parse(event.target.value))}>
          {PAPER_FORMS.map((one) => (
            <option key={one} value={one}>
              {t(`form.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('add.title')}
        <input
          className={buttons.input}
          value={title}
          maxLength={60}
          data-testid="paper-title"
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <label>
        {t('add.audience')}
        <select className={buttons.input} value={audience} onChange={(event) => setAudience(paperAudienceSchema.parse(event.target.value))}>
          {AUDIENCES.map((one) => (
            <option key={one} value={one}>
              {t(`audience.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.check}>
        <input type="checkbox" checked={signed} onChange={(event) => setSigned(event.target.checked)} /> {t('add.signed')}
      </label>
      <fieldset>
        <legend>{t('add.files')}</legend>
        {attachments.length === 0 && <p>{t('add.none')}</p>}
        {attachments.map(({ id, name: file }) => (
          <label key={id} className={styles.check}>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={() => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])}
            />{' '}
            {file}
          </label>
        ))}
      </fieldset>
      <div className={styles.buttons}>
        <button
          type="submit"
          className={buttons.primary}
          data-testid="paper-add-send"
          disabled={action.busy || name === '' || chosen.length === 0}
        >
          {t('add.send')}
        </button>
        <button type="button" className={buttons.quiet} onClick={onDone}>
          {t('cancel')}
        </button>
      </div>
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
    </form>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import buttons from '../rooms/controls.module.css';
import { OutlineDialog } from './OutlineDialog.tsx';
import { linesOfText } from './outlines.ts';
import { useOutlines } from './use-outlines.ts';

/** Value of the entry that opens the editor; no id looks like it. */
const EDIT = 'edit';

/** Inserts a question set of the centre into a record, or opens the sets to be changed. */
export function OutlineChoice({ onInsert }: { onInsert: (lines: readonly string[]) => void }) {
  const { t } = useTranslation('record');
  const outlines = useOutlines();
  const [edits, setEdits] = useState(false);
  return (
    <>
      <select
        className={buttons.input}
        aria-label={t('sets')}
        data-testid="record-set"
        value=""
        onChange={({ target }) => {
          const chosen = outlines.all.find(({ id }) => id === target.value);
          if (target.value === EDIT) setEdits(true);
          else if (chosen !== undefined) onInsert(linesOfText(chosen.lines));
        }}
      >
        <option value="">{t('sets')}</option>
        {outlines.all.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        {outlines.mayWrite && <option value={EDIT}>{t('sets.edit')}</option>}
      </select>
      {edits && <OutlineDialog outlines={outlines} onClose={() => setEdits(false)} />}
    </>
  );
}

import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { LONGEST_OUTLINE, outlineWordsSchema } from '../../../../sfu-server/protocol/entities/outline.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useTable } from '../../store/context.tsx';
import { mutate } from '../events/mutate.ts';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import styles from './Outlines.module.css';
import type { UsableOutline } from './outlines.ts';
import type { Outlines } from './use-outlines.ts';

const NEW = 'new';

/** The question sets of the own centre, to be changed. A shipped one that is changed is the centre's own from then on; taken out, it is as it was shipped. */
export function OutlineDialog({ outlines, onClose }: { outlines: Outlines; onClose: () => void }) {
  const { t } = useTranslation('record');
  const dialog = useRef<HTMLDialogElement>(null);
  const [chosen, setChosen] = useState<string>(outlines.all[0]?.id ?? NEW);
  const organisations = useTable('organisation').byId;
  useEffect(() => dialog.current?.showModal(), []);
  const one = outlines.all.find(({ id }) => id === chosen) ?? null;
  const whose = ({ row }: UsableOutline) => {
    if (row === null) return t('outline.shipped');
    return row.orgId === outlines.orgId ? t('outline.own') : (organisations.get(row.orgId)?.name ?? '');
  };
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby="outlines-title" data-testid="outlines" onClose={onClose}>
      <header>
        <h2 id="outlines-title">{t('outline.title')}</h2>
        <button type="button" className={buttons.button} data-testid="outlines-close" onClick={() => dialog.current?.close()}>
          {t('outline.close')}
        </button>
      </header>
      <div className={styles.body}>
        <ul>
          {outlines.all.map((outline) => (
            <li key={outline.id}>
              <button
                type="button"
                data-testid="outline"
                aria-current={outline.id === chosen || (one === null && outline.shipped === chosen)}
                onClick={() => setChosen(outline.id)}
              >
                {outline.name}
                <small>{whose(outline)}</small>
              </button>
            </li>
          ))}
          <li>
            <button type="button" data-testid="outline-new" aria-current={chosen === NEW} onClick={() => setChosen(NEW)}>
              {t('outline.new')}
            </button>
          </li>
        </ul>
        <OutlineForm key={chosen} one={one} outlines={outlines} onChoose={setChosen} />
      </div>
    </dialog>
  );
}

interface OutlineFormProps {
  /** Null: a new one. */
  readonly one: UsableOutline | null;
  readonly outlines: Outlines;
  onChoose(id: string): void;
}

function OutlineForm({ one, outlines, onChoose }: OutlineFormProps) {
  const { t } = useTranslation('record');
  const bridge = useBridge();
  const action = useAction();
  const [name, setName] = useState(one?.name ?? '');
  const [lines, setLines] = useState(one?.lines ?? '');
  const row = one?.row ?? null;
  const own = row !== null && row.orgId === outlines.orgId;
  const position = row?.position ?? Math.max(0, ...outlines.all.map((other) => other.row?.position ?? 0)) + 1;
  const words = outlineWordsSchema.safeParse({ name, lines, position });
  const changed = name !== (one?.name ?? '') || lines !== (one?.lines ?? '');
  const save = () =>
    action.run(async () => {
      if (!words.success) return;
      if (own) return mutate(bridge, 'outline.edit', { id: row.id, change: { name: words.data.name, lines: words.data.lines } });
      const id = uuidv7();
      await mutate(bridge, 'outline.add', { id, orgId: outlines.orgId, ...words.data, replaces: one?.shipped ?? null });
      onChoose(id);
    });
  const remove = () =>
    action.run(async () => {
      if (row === null) return;
      await mutate(bridge, 'outline.remove', { id: row.id });
      onChoose(row.replaces ?? outlines.all[0]?.id ?? NEW);
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label>
        {t('outline.name')}
        <input
          className={buttons.input}
          data-testid="outline-name"
          maxLength={20}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <label className={styles.lines}>
        {t('outline.lines')}
        <textarea
          data-testid="outline-lines"
          maxLength={LONGEST_OUTLINE}
          value={lines}
          onChange={(event) => setLines(event.target.value)}
        />
      </label>
      {one !== null && !own && <p>{t('outline.copies')}</p>}
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
      <footer>
        {own && (
          <button
            type="button"
            className={buttons.danger}
            data-testid="outline-remove"
            disabled={action.busy}
            onClick={() => void remove()}
          >
            {t(row.replaces === null ? 'outline.remove' : 'outline.restore')}
          </button>
        )}
        <button type="submit" className={buttons.primary} data-testid="outline-save" disabled={action.busy || !changed || !words.success}>
          {t('outline.save')}
        </button>
      </footer>
    </form>
  );
}

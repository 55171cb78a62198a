import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import type { Keeping, PartyView } from '../../../../sfu-server/protocol/party.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { momentText } from '../../ui/time.ts';
import { useAction } from '../rooms/use-action.ts';
import { MyCard } from './MyCard.tsx';
import type { MyProps } from './MyPage.tsx';
import styles from './Party.module.css';

const KEPT = ['yes', 'partly', 'no'] as const satisfies readonly Keeping['kept'][];
const SATISFIED = ['yes', 'no', 'unsaid'] as const satisfies readonly Keeping['satisfied'][];

/** How the agreement is being kept, by the party's own word (回访反馈). */
export function MyKeeping({ code, look, agreement }: MyProps & { agreement: NonNullable<PartyView['agreement']> }) {
  const { t } = useTranslation('party');
  const bridge = useBridge();
  const action = useAction();
  const [kept, setKept] = useState<Keeping['kept'] | null>(null);
  const [satisfied, setSatisfied] = useState<Keeping['satisfied']>('unsaid');
  const [words, setWords] = useState('');
  /** One that is sent again after a lost answer is taken once. */
  const [id, setId] = useState(() => uuidv7());
  const send = () =>
    void action.run(async () => {
      if (kept === null) return;
      await request(bridge, 'party.tell', { code, id, kept, satisfied, words: words.trim() });
      setId(uuidv7());
      setKept(null);
      setSatisfied('unsaid');
      setWords('');
      look();
    });
  if (agreement.answers.length === 0 && !agreement.mayAnswer) return null;
  return (
    <MyCard title={t('my.keeping')} problem={action.problem}>
      <ul className={styles.list}>
        {agreement.answers.map((one) => (
          <li key={one.id} data-testid="my-answer">
            <b>{t(`my.keeping.${one.kept}`)}</b>
            <span>{one.words}</span>
            <small>{momentText(one.at)}</small>
          </li>
        ))}
      </ul>
      {agreement.mayAnswer && (
        <>
          <Choice<Keeping['kept']>
            legend={t('my.keeping.ask')}
            name="kept"
            values={KEPT}
            chosen={kept}
            label={(one) => t(`my.keeping.${one}`)}
            onChoose={setKept}
          />
          <Choice<Keeping['satisfied']>
            legend={t('my.satisfied.ask')}
            name="satisfied"
            values={SATISFIED}
            chosen={satisfied}
            label={(one) => t(`my.satisfied.${one}`)}
            onChoose={setSatisfied}
          />
          <textarea
            rows={3}
            maxLength={500}
            aria-label={t('my.keeping.words')}
            placeholder={t('my.keeping.words')}
            data-testid="my-keeping-words"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <button type="button" className={styles.primary} data-testid="my-tell" disabled={kept === null || action.busy} onClick={send}>
            {t('my.keeping.submit')}
          </button>
        </>
      )}
    </MyCard>
  );
}

interface ChoiceProps<V extends string> {
  readonly legend: string;
  readonly name: string;
  readonly values: readonly V[];
  readonly chosen: V | null;
  label(value: V): string;
  onChoose(value: V): void;
}

function Choice<V extends string>({ legend, name, values, chosen, label, onChoose }: ChoiceProps<V>) {
  return (
    <fieldset className={styles.choice}>
      <legend>{legend}</legend>
      <div className={styles.segments}>
        {values.map((value) => (
          <label key={value} data-chosen={value === chosen}>
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              data-testid={`my-${name}-${value}`}
              checked={value === chosen}
              onChange={() => onChoose(value)}
            />
            {label(value)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

import { AutoComplete, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openSlots } from '../../../../sfu-server/protocol/entities/agreement.ts';
import type { Mediation } from '../../../../sfu-server/protocol/entities/mediation.ts';
import styles from './Agreement.module.css';
import { dayInWords, filled, slotKind, yuanText } from './slots.ts';

interface SlotFieldsProps {
  readonly text: string;
  readonly mediation: Pick<Mediation, 'parties' | 'amountFen'>;
  /** The text with one more slot filled. */
  readonly onFill: (text: string) => void;
}

/** What is still to be filled in of a clause, each with what the case knows of it: names of the parties, the amount in dispute. */
export function SlotFields({ text, mediation, onFill }: SlotFieldsProps) {
  const { t } = useTranslation('agreement');
  return (
    <div className={styles.slots} data-testid="clause-open">
      <span className={styles.open}>{t('clause.fill')}</span>
      {openSlots(text).map((slot) => (
        <SlotField key={slot} slot={slot} mediation={mediation} onFill={(value) => onFill(filled(text, slot, value))} />
      ))}
    </div>
  );
}

function SlotField({ slot, mediation, onFill }: Pick<SlotFieldsProps, 'mediation' | 'onFill'> & { readonly slot: string }) {
  const [value, setValue] = useState('');
  const kind = slotKind(slot);
  const fill = (words: string) => {
    if (words.trim() !== '') onFill(words.trim());
  };
  if (kind === 'day') {
    return (
      <label className={styles.slot}>
        {slot}
        <input
          type="date"
          data-testid="slot"
          data-slot={slot}
          onChange={(event) => event.target.value !== '' && fill(dayInWords(event.target.value))}
        />
      </label>
    );
  }
  const { parties, amountFen } = mediation;
  const known = kind === 'person' ? parties.map(({ name }) => name) : kind === 'money' && amountFen !== null ? [yuanText(amountFen)] : [];
  return (
    <AutoComplete
      className={styles.slot ?? ''}
      size="small"
      options={known.map((one) => ({ value: one }))}
      value={value}
      onChange={setValue}
      onSelect={fill}
    >
      <Input
        size="small"
        maxLength={60}
        aria-label={slot}
        placeholder={slot}
        data-testid="slot"
        data-slot={slot}
        onBlur={() => fill(value)}
        onPressEnter={() => fill(value)}
      />
    </AutoComplete>
  );
}

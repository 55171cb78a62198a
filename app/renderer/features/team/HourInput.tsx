import { useState } from 'react';
import styles from './Team.module.css';
import { hourText, minuteOfText } from './team-list.ts';

interface HourInputProps {
  readonly label: string;
  readonly testId: string;
  /** Minute of the day; 1,440 is its end. */
  readonly value: number;
  onChange(minute: number): void;
}

/** A time of the day as it is written here, `08:30`, whatever the machine's own habit is; also `830`. */
export function HourInput({ label, testId, value, onChange }: HourInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      className={styles.hour}
      inputMode="numeric"
      maxLength={5}
      autoComplete="off"
      data-testid={testId}
      aria-label={label}
      aria-invalid={typed !== null && minuteOfText(typed) === null}
      value={typed ?? hourText(value)}
      onChange={({ target }) => {
        setTyped(target.value);
        const minute = minuteOfText(target.value);
        if (minute !== null) onChange(minute);
      }}
      // What is no time is gone; what is one is written out.
      onBlur={() => setTyped(null)}
    />
  );
}

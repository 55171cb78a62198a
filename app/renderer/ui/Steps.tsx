import styles from './Steps.module.css';
import { shortMomentText } from './time.ts';
import { useNow } from './use-now.ts';

export interface Step<Key extends string> {
  readonly key: Key;
  readonly phase: 'done' | 'current' | 'ahead';
  /** When it was last reached, UTC ms; null where it was not, or passed over. */
  readonly at: number | null;
}

interface StepsProps<Key extends string> {
  readonly label: string;
  readonly steps: readonly Step<Key>[];
  nameOf(key: Key): string;
}

/** The way of something from its beginning to its end, and where it stands. */
export function Steps<Key extends string>({ label, steps, nameOf }: StepsProps<Key>) {
  const now = useNow(60_000);
  return (
    <ol className={styles.steps} aria-label={label}>
      {steps.map((step) => (
        <li key={step.key} data-phase={step.phase} aria-current={step.phase === 'current' ? 'step' : undefined}>
          <span>{nameOf(step.key)}</span>
          {step.at !== null && <time>{shortMomentText(step.at, now)}</time>}
        </li>
      ))}
    </ol>
  );
}

import { type ReactNode, useId } from 'react';
import styles from './Party.module.css';

interface FieldProps {
  readonly label: string;
  readonly required?: boolean;
  /** What is wrong with it, as a sentence. */
  readonly problem?: string | null;
  /** The control, which takes the id so that the label is its name. */
  children(id: string): ReactNode;
}

/** A field of a form on a phone: its name above, what is wrong below. */
export function Field({ label, required = false, problem = null, children }: FieldProps) {
  const id = useId();
  return (
    <div className={styles.field} data-wrong={problem !== null}>
      <label htmlFor={id} data-required={required}>
        {label}
      </label>
      {children(id)}
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

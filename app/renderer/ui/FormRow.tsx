import { type ReactNode, useId } from 'react';
import styles from './FormRow.module.css';

interface FormRowProps {
  readonly label: string;
  /** What is wrong with it, as a sentence. */
  readonly problem?: string | undefined;
  readonly required?: boolean;
  /** The control, which takes the id so that the label is its name. */
  children(id: string): ReactNode;
}

/** A line of a form: what it is, the control, and what is wrong with it. */
export function FormRow({ label, problem, required = false, children }: FormRowProps) {
  const id = useId();
  return (
    <div className={styles.row}>
      <label htmlFor={id} data-required={required}>
        {label}
      </label>
      <div>
        {children(id)}
        {problem !== undefined && <p role="alert">{problem}</p>}
      </div>
    </div>
  );
}

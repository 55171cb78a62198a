import type { ReactNode } from 'react';
import styles from './Party.module.css';

/** One matter of a party's page under its heading, with what kept the last step in it from being done. */
export function MyCard({ title, problem = null, children }: { title: string; problem?: string | null; children: ReactNode }) {
  return (
    <section className={styles.card} aria-label={title}>
      <h2>{title}</h2>
      {children}
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

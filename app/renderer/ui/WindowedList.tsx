import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { choiceFrom, KEY_STEPS } from './list-keys.ts';
import { useWindow } from './use-window.ts';
import styles from './WindowedList.module.css';

export interface WindowedListProps<Row> {
  /** What a screen reader says. */
  readonly label: string;
  readonly rows: readonly Row[];
  /** Of every row, px. */
  readonly rowHeight: number;
  readonly chosenKey: string | null;
  readonly testId?: string;
  keyOf(row: Row): string;
  /** False for headings, which the keys pass over. Left out, every row can be chosen. */
  isChoice?(row: Row): boolean;
  /** Attributes of the row's element: `data-…`. */
  attributesOf?(row: Row): Readonly<Record<`data-${string}`, string | boolean>>;
  onChoose(row: Row): void;
  /** A click, Enter or Space on a row, which is chosen then; moving through the list by keys only chooses. */
  onPress?(row: Row): void;
  /** A key that the list itself has no use for, with the chosen row. */
  onKey?(event: KeyboardEvent, row: Row): void;
  children(row: Row): ReactNode;
}

/** A list to choose one row from. Only the rows in sight are drawn, so that 100,000 are no more work than 100. */
export function WindowedList<Row>(props: WindowedListProps<Row>) {
  const { rows, rowHeight, chosenKey, keyOf } = props;
  const isChoice = props.isChoice ?? everyRow;
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const { from, to } = useWindow(list, rows.length, rowHeight);
  const chosenAt = chosenKey === null ? -1 : rows.findIndex((row) => keyOf(row) === chosenKey);

  // When another row is chosen, by keys or from elsewhere; not when rows move under the reader's eyes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (list.current !== null && chosenAt >= 0) bringIntoSight(list.current, chosenAt * rowHeight, rowHeight);
  }, [chosenKey]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = KEY_STEPS[event.key]?.(Math.max(1, Math.floor(event.currentTarget.clientHeight / rowHeight) - 1));
    const chosen = rows[chosenAt];
    if (step === undefined) {
      if (chosen === undefined) return;
      if (props.onPress !== undefined && (event.key === 'Enter' || event.key === ' ')) {
        event.preventDefault();
        props.onPress(chosen);
      } else props.onKey?.(event, chosen);
      return;
    }
    event.preventDefault();
    const next = choiceFrom(rows, isChoice, chosenAt, step);
    if (next !== undefined) props.onChoose(next);
  };
  return (
    <div
      ref={list}
      className={styles.list}
      role="listbox"
      tabIndex={0}
      aria-label={props.label}
      aria-activedescendant={chosenAt >= from && chosenAt < to ? `${id}-${chosenAt}` : undefined}
      data-testid={props.testId}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: from * rowHeight }} />
      {rows.slice(from, to).map((row, offset) => {
        const key = keyOf(row);
        if (!isChoice(row)) {
          return (
            <div key={key} role="presentation" className={styles.heading} style={{ height: rowHeight }}>
              {props.children(row)}
            </div>
          );
        }
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the list itself has the focus, and says which row is active
          <div
            key={key}
            id={`${id}-${from + offset}`}
            role="option"
            aria-selected={key === chosenKey}
            aria-setsize={rows.length}
            aria-posinset={from + offset + 1}
            className={styles.row}
            style={{ height: rowHeight }}
            {...props.attributesOf?.(row)}
            onClick={() => {
              props.onChoose(row);
              props.onPress?.(row);
            }}
          >
            {props.children(row)}
          </div>
        );
      })}
      <div style={{ height: (rows.length - to) * rowHeight }} />
    </div>
  );
}

const everyRow = () => true;

function bringIntoSight(list: HTMLElement, top: number, height: number): void {
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + height > list.scrollTop + list.clientHeight) list.scrollTop = top + height - list.clientHeight;
}

/** Rows that the keys step by: one, a page, all. */
export const KEY_STEPS: { readonly [key: string]: (page: number) => number } = {
  ArrowDown: () => 1,
  ArrowUp: () => -1,
  PageDown: (page) => page,
  PageUp: (page) => -page,
  End: () => Number.POSITIVE_INFINITY,
  Home: () => Number.NEGATIVE_INFINITY,
};

/** The choice that lies `step` rows from `at`, or the nearest one before the end; undefined where there is none that way. */
export function choiceFrom<Row>(rows: readonly Row[], isChoice: (row: Row) => boolean, at: number, step: number): Row | undefined {
  const direction = Math.sign(step);
  const target = Math.max(0, Math.min(rows.length - 1, at < 0 ? (direction > 0 ? step - 1 : 0) : at + step));
  const ahead = scan(rows, isChoice, target, direction);
  return ahead ?? scan(rows, isChoice, target, -direction);
}

function scan<Row>(rows: readonly Row[], isChoice: (row: Row) => boolean, from: number, direction: number): Row | undefined {
  for (let at = from; at >= 0 && at < rows.length; at += direction) {
    const row = rows[at];
    if (row !== undefined && isChoice(row)) return row;
  }
  return undefined;
}

/** What of `after` is not as it was in `before`, compared by content; null where all is. Others may set the rest right meanwhile. */
export function changedFields<Row extends object>(before: Row, after: Row): Partial<Row> | null {
  const change: Partial<Row> = {};
  for (const field in after) if (JSON.stringify(after[field]) !== JSON.stringify(before[field])) change[field] = after[field];
  return Object.keys(change).length === 0 ? null : change;
}

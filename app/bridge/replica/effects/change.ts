/** Fields of `Row`, each of which may be missing. */
type ChangeOf<Row> = { readonly [K in keyof Row]?: Row[K] | undefined };

/** The row with the fields that a change names; what it leaves out stays. */
export function withChange<Row extends object>(row: Row, change: ChangeOf<Row>): Row {
  const named = Object.entries(change).filter(([, value]) => value !== undefined);
  return { ...row, ...Object.fromEntries(named) };
}

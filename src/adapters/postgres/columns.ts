/** Rows as statements take many of them: each column as one list. */
export const columns = <Row, Column extends keyof Row>(rows: readonly Row[], names: readonly Column[]): Row[Column][][] =>
  names.map((name) => rows.map((row) => row[name]));

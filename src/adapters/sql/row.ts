/** A row as either driver gives it. */
export type Row = Readonly<Record<string, unknown>>;

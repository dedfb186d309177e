/**
 * One step of the schema, with one meaning in both dialects. Steps run forward only and are never changed once released. A
 * step must let processes of the release before it go on, which run while a new one starts: it adds, and takes nothing away.
 */
export interface Migration {
  readonly version: number;
  readonly sqlite: string;
  readonly postgres: string;
}

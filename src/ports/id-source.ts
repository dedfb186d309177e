/** New names and secrets. */
export interface IdSource {
  /** A unique id; later ones sort after earlier ones. */
  id(): string;
  /** An unguessable token of at least 128 bits, safe in a URL (ACT-04). */
  token(): string;
  /** A number in [0, 1), for jitter. */
  fraction(): number;
}

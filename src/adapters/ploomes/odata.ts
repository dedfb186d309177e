/** A condition as text, already quoted. */
export type Condition = string;

/** A text literal; a quote within it is doubled (`'O''Hara'`). */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const eq = (field: string, value: string | number): Condition =>
  `${field} eq ${typeof value === 'number' ? value : quoted(value)}`;

export const contains = (field: string, text: string): Condition => `contains(${field},${quoted(text)})`;

/** Case never counts; whether accents do is the account's affair. */
export const containsIgnoringCase = (field: string, text: string): Condition => contains(`tolower(${field})`, text.toLowerCase());

/** All of the conditions; absent ones are left out. */
export const allOf = (...conditions: readonly (Condition | undefined)[]): Condition => present(conditions).join(' and ');

/** At least one of the conditions; absent ones are left out. Several are put in brackets, since `and` binds tighter. */
export function oneOf(...conditions: readonly (Condition | undefined)[]): Condition {
  const given = present(conditions);
  return given.length > 1 ? `(${given.join(' or ')})` : given.join('');
}

/** Some row of a child collection meets the condition; the row is called `variable` in it. */
export const someChild = (collection: string, variable: string, condition: Condition): Condition =>
  `${collection}/any(${variable}: ${condition})`;

const present = (conditions: readonly (Condition | undefined)[]): readonly Condition[] =>
  conditions.filter((each): each is Condition => each !== undefined && each !== '');

/** What is asked of a list. */
export interface Query {
  readonly filter?: Condition | undefined;
  readonly select?: string;
  readonly expand?: string;
  readonly orderby?: string;
  readonly top?: number;
  readonly count?: true;
}

/** The query as it goes into an address; empty without any part. */
export function queryText(query: Query): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => `$${key}=${encodeURIComponent(String(value).toWellFormed())}`);
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

import type { Migration } from './migration.ts';

// While nobody has looked at a delivery, what it is about stands beside it and in no index: an index over texts in no order is what
// an accept would spend most of its time on.
const COLUMN = `
alter table delivery add column about text;
create index delivery_about on delivery (position) where about is not null;
`;

/**
 * What an open delivery is about, until it is first tried. A process of the release before, which may go on for a while beside one of
 * this, ends deliveries without taking this away: it counts wherever it stands.
 */
export const about: Migration = { version: 8, sqlite: COLUMN, postgres: COLUMN };

import type { Migration } from './migration.ts';

const INDEX = 'create index delivery_cause on delivery (cause) where cause is not null;';

/** What came of a delivery is found by its cause. */
export const causes: Migration = { version: 2, sqlite: INDEX, postgres: INDEX };

import type { Migration } from './migration.ts';

/**
 * Which deliveries are bulk. Absent: live, as all are that a process of the release before accepts. In PostgreSQL a lane remembers that
 * bulk ever came into it: only then may its wake-up have to be raised, and what is open in it looked at.
 */
export const urgency: Migration = {
  version: 11,
  sqlite: 'alter table delivery add column urgency text;',
  postgres: `
alter table delivery add column urgency text;
alter table lane add column had_bulk boolean not null default false;
`,
};

import type { Migration } from './migration.ts';

const COLUMNS = `
-- Why there is no payload: expired, or erased with the person it was about.
alter table delivery add column payload_gone text;
create index delivery_expiring on delivery (connection, ended_at) where ended_at is not null and payload_gone is null;
`;

/** Who was erased, so that nobody brings them back; and what is known of the database itself: its backup, its move. */
export const privacy: Migration = {
  version: 6,
  sqlite: `${COLUMNS}
create table suppression (
  connection text not null,
  mark text not null,
  erased_at text not null,
  primary key (connection, mark)
) strict, without rowid;

create table installation (
  name text primary key,
  value text not null
) strict, without rowid;
`,
  postgres: `${COLUMNS}
create table suppression (
  connection text not null,
  mark text not null,
  erased_at text not null,
  primary key (connection, mark)
);

create table installation (
  name text primary key,
  value text not null
);
`,
};

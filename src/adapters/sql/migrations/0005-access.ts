import type { Migration } from './migration.ts';

/** Hook addresses that end, and keys of the people who look after the hub. */
export const access: Migration = {
  version: 5,
  sqlite: `
alter table hook add column until text;
alter table hook add column received_at text;
create index hook_connection on hook (connection, system);

create table access_key (
  id text primary key,
  hash text not null unique,
  name text not null,
  -- Connections as a JSON list; null is every one of them.
  scope text,
  role text not null check (role in ('see', 'operate')),
  created_at text not null,
  used_at text,
  withdrawn_at text
) strict, without rowid;
`,
  postgres: `
alter table hook add column until text;
alter table hook add column received_at text;
create index hook_connection on hook (connection, system);

create table access_key (
  id text primary key,
  hash text not null unique,
  name text not null,
  -- Connections as a JSON list; null is every one of them.
  scope text,
  role text not null check (role in ('see', 'operate')),
  created_at text not null,
  used_at text,
  withdrawn_at text
);
`,
};

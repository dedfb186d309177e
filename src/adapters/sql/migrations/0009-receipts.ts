import type { Migration } from './migration.ts';

/** When each kind of webhook last came in at a hook, and what the doctor found last. */
export const receipts: Migration = {
  version: 9,
  sqlite: `
create table hook_receipt (
  token_hash text not null,
  kind text not null,
  received_at text not null,
  primary key (token_hash, kind)
) strict, without rowid;

create table diagnosis (
  connection text primary key,
  at text not null,
  value text not null
) strict, without rowid;
`,
  postgres: `
create table hook_receipt (
  token_hash text not null,
  kind text not null,
  received_at text not null,
  primary key (token_hash, kind)
);

create table diagnosis (
  connection text primary key,
  at text not null,
  value text not null
);
`,
};

import type { Migration } from './migration.ts';

/** What may be sent to remote accounts, who waits for it, and who does alone what only one may do. */
export const budgets: Migration = {
  version: 4,
  sqlite: `
create table budget (
  account text primary key,
  capacity integer not null,
  per_second real not null,
  -- Calls that were earned and not sent, claimed ones included, as they stood at that moment.
  tokens real not null,
  at text not null,
  blocked_until text
) strict, without rowid;

create table budget_claim (
  account text not null,
  holder text not null,
  urgency text not null check (urgency in ('live', 'bulk')),
  state text not null check (state in ('granted', 'waiting')),
  -- Granted: how many are left. Waiting: how many are wanted.
  calls integer not null,
  spent integer not null,
  since text not null,
  ends_at text not null,
  primary key (account, holder)
) strict, without rowid;

create table lease (
  name text primary key,
  holder text not null,
  ends_at text not null
) strict, without rowid;
`,
  postgres: `
create table budget (
  account text primary key,
  capacity integer not null,
  per_second double precision not null,
  -- Calls that were earned and not sent, claimed ones included, as they stood at that moment.
  tokens double precision not null,
  at text not null,
  blocked_until text
) with (fillfactor = 50);

create table budget_claim (
  account text not null,
  holder text not null,
  urgency text not null check (urgency in ('live', 'bulk')),
  state text not null check (state in ('granted', 'waiting')),
  -- Granted: how many are left. Waiting: how many are wanted.
  calls integer not null,
  spent integer not null,
  since text not null,
  ends_at text not null,
  primary key (account, holder)
) with (fillfactor = 70);

create table lease (
  name text primary key,
  holder text not null,
  ends_at text not null
);
`,
};

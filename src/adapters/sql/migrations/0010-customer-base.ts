import type { Migration } from './migration.ts';

/** Both sides of the customer base as the hub knows them, the runs that compare them, and what people have to look at (SYN). */
export const customerBase: Migration = {
  version: 10,
  sqlite: `
create table base_contact (
  connection text not null,
  id text not null,
  read_at text not null,
  run integer not null,
  phones_valid integer not null,
  phones_invalid integer not null,
  entry text not null,
  portfolio text,
  echoes text,
  outcome text,
  outcome_run integer,
  primary key (connection, id)
) strict, without rowid;
create index base_contact_run on base_contact (connection, run, id);
create index base_contact_outcome on base_contact (connection, outcome_run, outcome);

create table base_client (
  connection text not null,
  id text not null,
  read_at text not null,
  run integer not null,
  external_code text,
  entry text not null,
  written text,
  echoes text,
  primary key (connection, id)
) strict, without rowid;
create index base_client_linked on base_client (connection, external_code, id) where external_code is not null;

create table base_client_agent (
  connection text not null,
  client text not null,
  agent text not null,
  run integer not null,
  primary key (connection, client, agent)
) strict, without rowid;

create table base_key (
  connection text not null,
  kind text not null,
  value text not null,
  side text not null,
  id text not null,
  primary key (connection, kind, value, side, id)
) strict, without rowid;
create index base_key_of on base_key (connection, side, id);

create table sync_run (
  connection text not null,
  number integer not null,
  version integer not null,
  state text not null,
  value text not null,
  primary key (connection, number)
) strict, without rowid;

create table sync_plan (
  connection text not null,
  run integer not null,
  contact text not null,
  client text not null,
  doubt text,
  value text not null,
  primary key (connection, run, contact, client)
) strict, without rowid;
create index sync_plan_doubt on sync_plan (connection, run, doubt, contact) where doubt is not null;

create table sync_problem (
  connection text not null,
  contact text not null,
  code text not null,
  at text not null,
  detail text,
  primary key (connection, contact)
) strict, without rowid;

create table phone_conflict (
  connection text not null,
  id text not null,
  kept text not null,
  other text not null,
  state text not null,
  seen_at text not null,
  settled_by text,
  value text not null,
  primary key (connection, id)
) strict, without rowid;
create index phone_conflict_kept on phone_conflict (connection, kept);
create index phone_conflict_other on phone_conflict (connection, other);

create table contact_merge (
  connection text not null,
  id text not null,
  into_id text not null,
  from_id text not null,
  reason text not null,
  at text not null,
  decided_by text,
  undone_at text,
  undone_by text,
  primary key (connection, id)
) strict, without rowid;
create index contact_merge_into on contact_merge (connection, into_id);
create index contact_merge_from on contact_merge (connection, from_id);
`,
  postgres: `
create table base_contact (
  connection text not null,
  id text collate "C" not null,
  read_at text collate "C" not null,
  run integer not null,
  phones_valid integer not null,
  phones_invalid integer not null,
  entry text not null,
  portfolio text,
  echoes text,
  outcome text,
  outcome_run integer,
  primary key (connection, id)
);
create index base_contact_run on base_contact (connection, run, id);
create index base_contact_outcome on base_contact (connection, outcome_run, outcome);

create table base_client (
  connection text not null,
  id text collate "C" not null,
  read_at text collate "C" not null,
  run integer not null,
  external_code text collate "C",
  entry text not null,
  written text,
  echoes text,
  primary key (connection, id)
);
create index base_client_linked on base_client (connection, external_code, id) where external_code is not null;

create table base_client_agent (
  connection text not null,
  client text collate "C" not null,
  agent text collate "C" not null,
  run integer not null,
  primary key (connection, client, agent)
);

create table base_key (
  connection text not null,
  kind text not null,
  value text not null,
  side text not null,
  id text collate "C" not null,
  primary key (connection, kind, value, side, id)
);
create index base_key_of on base_key (connection, side, id);

create table sync_run (
  connection text not null,
  number integer not null,
  version integer not null,
  state text not null,
  value text not null,
  primary key (connection, number)
);

create table sync_plan (
  connection text not null,
  run integer not null,
  contact text collate "C" not null,
  client text collate "C" not null,
  doubt text,
  value text not null,
  primary key (connection, run, contact, client)
);
create index sync_plan_doubt on sync_plan (connection, run, doubt, contact) where doubt is not null;

create table sync_problem (
  connection text not null,
  contact text collate "C" not null,
  code text not null,
  at text not null,
  detail text,
  primary key (connection, contact)
);

create table phone_conflict (
  connection text not null,
  id text collate "C" not null,
  kept text not null,
  other text not null,
  state text not null,
  seen_at text not null,
  settled_by text,
  value text not null,
  primary key (connection, id)
);
create index phone_conflict_kept on phone_conflict (connection, kept);
create index phone_conflict_other on phone_conflict (connection, other);

create table contact_merge (
  connection text not null,
  id text collate "C" not null,
  into_id text not null,
  from_id text not null,
  reason text not null,
  at text not null,
  decided_by text,
  undone_at text,
  undone_by text,
  primary key (connection, id)
);
create index contact_merge_into on contact_merge (connection, into_id);
create index contact_merge_from on contact_merge (connection, from_id);
`,
};

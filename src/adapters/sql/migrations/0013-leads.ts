import type { Migration } from './migration.ts';

/** What integrations keep: their versions, the structure of what they received, and leads (WHK). */
export const leads: Migration = {
  version: 13,
  sqlite: `
-- Of a hook of the system webhook.
alter table hook add column integration text;

create table integration_version (
  connection text not null,
  id text not null,
  version integer not null,
  valid_from text not null,
  value text not null,
  primary key (connection, id, version)
) strict, without rowid;

create table integration_structure (
  connection text not null,
  id text not null,
  deliveries integer not null,
  value text not null,
  primary key (connection, id)
) strict, without rowid;

create table lead (
  connection text not null,
  key text not null,
  contact_id text,
  value text not null,
  primary key (connection, key)
) strict;
create index lead_contact on lead (connection, contact_id) where contact_id is not null;

-- What a person is found by.
create table lead_key (
  connection text not null,
  kind text not null,
  value text not null,
  lead text not null,
  primary key (connection, kind, value, lead)
) strict, without rowid;
create index lead_key_lead on lead_key (connection, lead);

-- What leads are listed and searched by, in the order in which they are shown: short rows, since a search may have to look at all of them.
create table lead_place (
  connection text not null,
  at text not null,
  lead text not null,
  words text not null,
  marks text not null,
  primary key (connection, at, lead)
) strict, without rowid;
create index lead_place_lead on lead_place (connection, lead);
`,
  postgres: `
-- Of a hook of the system webhook.
alter table hook add column integration text;

create table integration_version (
  connection text not null,
  id text collate "C" not null,
  version integer not null,
  valid_from text collate "C" not null,
  value text not null,
  primary key (connection, id, version)
);

create table integration_structure (
  connection text not null,
  id text collate "C" not null,
  deliveries integer not null,
  value text not null,
  primary key (connection, id)
);

create table lead (
  connection text not null,
  key text collate "C" not null,
  contact_id text,
  value text not null,
  primary key (connection, key)
);
create index lead_contact on lead (connection, contact_id) where contact_id is not null;

-- What a person is found by.
create table lead_key (
  connection text not null,
  kind text not null,
  value text not null,
  lead text collate "C" not null,
  primary key (connection, kind, value, lead)
);
create index lead_key_lead on lead_key (connection, lead);

-- What leads are listed and searched by, in the order in which they are shown: short rows, since a search may have to look at all of them.
create table lead_place (
  connection text not null,
  at text collate "C" not null,
  lead text collate "C" not null,
  words text not null,
  marks text not null,
  primary key (connection, at, lead)
);
create index lead_place_lead on lead_place (connection, lead);
`,
};

import type { Migration } from './migration.ts';

const COLUMNS = `
alter table delivery add column settings_at text;
alter table delivery add column replay_of text;
alter table delivery add column asked_by text;
create index delivery_replay on delivery (replay_of) where replay_of is not null;
create index delivery_received on delivery (received_at);
create index delivery_reason on delivery (reason, position) where reason is not null;
create index delivery_connection_set_aside on delivery (connection, position) where state = 'set-aside';
`;

/** What a delivery is about, which settings decide it, what it plays again; and answers to requests that may be sent twice. */
export const subjects: Migration = {
  version: 3,
  sqlite: `${COLUMNS}
create table delivery_subject (
  position integer not null,
  subject text not null,
  connection text not null,
  primary key (position, subject)
) strict, without rowid;
create index delivery_subject_value on delivery_subject (subject, connection, position);

create table answer (
  sender text not null,
  key text not null,
  fingerprint text not null,
  begun_at text not null,
  answer text,
  primary key (sender, key)
) strict;
create index answer_begun on answer (begun_at);
`,
  postgres: `${COLUMNS}
create table delivery_subject (
  position bigint not null,
  subject text not null,
  connection text not null,
  primary key (position, subject)
);
create index delivery_subject_value on delivery_subject (subject, connection, position);

create table answer (
  sender text not null,
  key text not null,
  fingerprint text not null,
  begun_at text not null,
  answer text,
  primary key (sender, key)
);
create index answer_begun on answer (begun_at);
`,
};

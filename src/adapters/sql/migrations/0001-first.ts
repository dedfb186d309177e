import type { Migration } from './migration.ts';

/** What one hub keeps: deliveries in lanes, effects, who is who, sessions, settings. */
export const first: Migration = {
  version: 1,
  sqlite: `
create table lane (
  id integer primary key,
  connection text not null,
  key text not null,
  last_seq integer not null,
  unique (key, connection)
) strict;

-- Inbox and history in one: a delivery is pending until ended_at says otherwise.
create table delivery (
  position integer primary key,
  id text not null unique,
  connection text not null,
  lane integer not null,
  seq integer not null,
  source text not null,
  kind text not null,
  state text not null check (state in ('pending', 'later', 'awaiting', 'done', 'set-aside')),
  reason text,
  attempts integer not null default 0,
  due_at text,
  received_at text not null,
  first_tried_at text,
  ended_at text,
  cause text,
  repeats integer not null default 0,
  repeat_key text,
  body text not null,
  headers text not null,
  decision text,
  calls text
) strict;
create index delivery_pending on delivery (position) where ended_at is null;
create index delivery_lane on delivery (lane, position);
create index delivery_set_aside on delivery (position) where state = 'set-aside';

create table seen (
  connection text not null,
  repeat_key text not null,
  delivery text not null,
  primary key (connection, repeat_key)
) strict, without rowid;

create table timer (
  connection text not null,
  key text not null,
  due_at text not null,
  delivery text not null,
  primary key (connection, key)
) strict;
create index timer_due on timer (due_at);

create table plan (
  connection text not null,
  key text not null,
  plan text,
  primary key (connection, key)
) strict;

create table effect (
  connection text not null,
  key text not null,
  state text not null check (state in ('intended', 'done')),
  intended_at text not null,
  misses text not null,
  result text,
  primary key (connection, key)
) strict;

create table contact (
  connection text not null,
  id text not null,
  company_id text,
  read_at text not null,
  entry text not null,
  primary key (connection, id)
) strict;
create index contact_company on contact (connection, company_id) where company_id is not null;

create table identity (
  connection text not null,
  kind text not null,
  value text not null,
  contact_id text not null,
  primary key (connection, kind, value, contact_id)
) strict, without rowid;
create index identity_contact on identity (connection, contact_id);

create table reservation (
  connection text not null,
  kind text not null,
  value text not null,
  name text not null,
  primary key (connection, kind, value)
) strict, without rowid;
create index reservation_name on reservation (connection, name);

create table session (
  id integer primary key,
  connection text not null,
  protocol text not null,
  version integer not null,
  state text,
  started_at text not null,
  phase text not null check (phase in ('running', 'ended')),
  client_is text not null check (client_is in ('known', 'waiting')),
  unique (connection, protocol)
) strict;

-- What a session is looked up by. place keeps the order in which the session names them.
create table session_part (
  session integer not null,
  place integer not null,
  connection text not null,
  part text not null,
  primary key (session, place)
) strict, without rowid;
create index session_part_value on session_part (connection, part);

create table session_key (
  session integer not null,
  place integer not null,
  connection text not null,
  kind text not null,
  value text not null,
  primary key (session, place)
) strict, without rowid;
create index session_key_value on session_key (connection, kind, value);

create table session_contact (
  session integer not null,
  place integer not null,
  connection text not null,
  contact text not null,
  primary key (session, place)
) strict, without rowid;
create index session_contact_value on session_contact (connection, contact);

create table session_card (
  session integer not null,
  place integer not null,
  connection text not null,
  card text not null,
  primary key (session, place)
) strict, without rowid;
create index session_card_value on session_card (connection, card);

create table settings_version (
  connection text not null,
  version integer not null,
  valid_from text not null,
  value text,
  primary key (connection, version)
) strict;

create table hook (
  token_hash text primary key,
  connection text not null,
  system text not null
) strict, without rowid;

create table secret (
  connection text not null,
  name text not null,
  sealed text not null,
  primary key (connection, name)
) strict, without rowid;
`,
  postgres: `
create table lane (
  id bigint generated always as identity primary key,
  connection text not null,
  key text not null,
  last_seq bigint not null,
  -- The lane rests until then.
  due_at text,
  -- Grows with each claim; who holds an older one has lost the lane.
  epoch bigint not null default 0,
  unique (connection, key)
) with (fillfactor = 70);
create index lane_due on lane (due_at) where due_at is not null;

-- Inbox and history in one: a delivery is pending until ended_at says otherwise.
create table delivery (
  position bigint generated always as identity primary key,
  id text not null unique,
  connection text not null,
  lane bigint not null,
  seq bigint not null,
  source text not null,
  kind text not null,
  state text not null check (state in ('pending', 'later', 'awaiting', 'done', 'set-aside')),
  reason text,
  attempts integer not null default 0,
  due_at text,
  received_at text not null,
  first_tried_at text,
  ended_at text,
  cause text,
  repeats integer not null default 0,
  repeat_key text,
  -- UTF-8. A body may hold a zero character, which PostgreSQL takes in no text.
  body bytea not null,
  headers text not null,
  decision text,
  calls text
);
create index delivery_pending on delivery (position) where ended_at is null;
create index delivery_open on delivery (lane, seq) where ended_at is null;
create index delivery_lane on delivery (lane, position);
create index delivery_set_aside on delivery (position) where state = 'set-aside';

create table seen (
  connection text not null,
  repeat_key text not null,
  delivery text not null,
  primary key (connection, repeat_key)
);

create table timer (
  id bigint generated always as identity primary key,
  connection text not null,
  key text not null,
  due_at text not null,
  delivery text not null,
  unique (connection, key)
);
create index timer_due on timer (due_at);

create table plan (
  connection text not null,
  key text not null,
  plan text,
  primary key (connection, key)
);

create table effect (
  connection text not null,
  key text not null,
  state text not null check (state in ('intended', 'done')),
  intended_at text not null,
  misses text not null,
  result text,
  primary key (connection, key)
);

create table contact (
  connection text not null,
  id text not null,
  company_id text,
  read_at text not null,
  entry text not null,
  primary key (connection, id)
);
create index contact_company on contact (connection, company_id) where company_id is not null;

create table identity (
  connection text not null,
  kind text not null,
  value text not null,
  contact_id text not null,
  primary key (connection, kind, value, contact_id)
);
create index identity_contact on identity (connection, contact_id);

create table reservation (
  connection text not null,
  kind text not null,
  value text not null,
  name text not null,
  primary key (connection, kind, value)
);
create index reservation_name on reservation (connection, name);

create table session (
  id bigint generated always as identity primary key,
  connection text not null,
  protocol text not null,
  version integer not null,
  state text,
  started_at text not null,
  phase text not null check (phase in ('running', 'ended')),
  client_is text not null check (client_is in ('known', 'waiting')),
  unique (connection, protocol)
);

-- What a session is looked up by. place keeps the order in which the session names them.
create table session_part (
  session bigint not null,
  place integer not null,
  connection text not null,
  part text not null,
  primary key (session, place)
);
create index session_part_value on session_part (connection, part);

create table session_key (
  session bigint not null,
  place integer not null,
  connection text not null,
  kind text not null,
  value text not null,
  primary key (session, place)
);
create index session_key_value on session_key (connection, kind, value);

create table session_contact (
  session bigint not null,
  place integer not null,
  connection text not null,
  contact text not null,
  primary key (session, place)
);
create index session_contact_value on session_contact (connection, contact);

create table session_card (
  session bigint not null,
  place integer not null,
  connection text not null,
  card text not null,
  primary key (session, place)
);
create index session_card_value on session_card (connection, card);

create table settings_version (
  connection text not null,
  version integer not null,
  valid_from text not null,
  value text,
  primary key (connection, version)
);

create table hook (
  token_hash text primary key,
  connection text not null,
  system text not null
);

create table secret (
  connection text not null,
  name text not null,
  sealed text not null,
  primary key (connection, name)
);
`,
};

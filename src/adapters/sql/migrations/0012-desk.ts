import type { Migration } from './migration.ts';

/** What the agents' desk keeps: streams, conversations, lists, sends, and the tokens of agents (SES, PAN, SND). */
export const desk: Migration = {
  version: 12,
  sqlite: `
create table stream_head (
  connection text not null,
  agent text not null,
  last_seq integer not null,
  primary key (connection, agent)
) strict, without rowid;

create table stream_event (
  connection text not null,
  agent text not null,
  seq integer not null,
  at text not null,
  type text not null,
  data text,
  primary key (connection, agent, seq)
) strict;

create table message (
  connection text not null,
  id text not null,
  protocol text not null,
  part text not null,
  at text not null,
  client_key text,
  value text not null,
  -- What was said, and by whom; taken out when payloads are.
  content text,
  primary key (connection, id)
) strict;
create index message_place on message (connection, protocol, at, id);
create index message_part on message (connection, part, at, id);
create index message_client_key on message (connection, protocol, client_key) where client_key is not null;
create index message_content on message (connection, at) where content is not null;

-- Both halves of what agents see of a session. Each half is written by a lane of its own; both lock this row first.
create table desk_session (
  connection text not null,
  protocol text not null,
  phase text,
  started_at text,
  entry text,
  entry_at text,
  name text not null default '',
  digits text not null default '',
  talk text,
  talk_at text,
  unread integer not null default 0,
  at text not null,
  primary key (connection, protocol)
) strict;
create index desk_session_talk on desk_session (connection, talk_at) where talk is not null;

-- The lists of agents, in the order in which they are shown.
create table desk_place (
  connection text not null,
  agent text not null,
  phase text not null,
  at text not null,
  protocol text not null,
  name text not null,
  digits text not null,
  unread integer not null,
  primary key (connection, agent, phase, at, protocol)
) strict, without rowid;
create index desk_place_session on desk_place (connection, protocol);

create table active_send (
  connection text not null,
  id text not null,
  phone_key text not null,
  name text not null,
  digits text not null,
  agent text,
  state text not null,
  created_at text not null,
  seen_at text not null,
  chat_send_id text,
  protocol text,
  value text not null,
  primary key (connection, id)
) strict;
create index active_send_newest on active_send (connection, created_at, id);
create index active_send_agent on active_send (connection, agent, created_at, id);
create index active_send_phone on active_send (connection, phone_key, created_at);
create index active_send_chat on active_send (connection, chat_send_id) where chat_send_id is not null;
create index active_send_protocol on active_send (connection, protocol) where protocol is not null;
create index active_send_unsettled on active_send (connection, seen_at, id) where state in ('queued', 'sent', 'delivered', 'unknown');

create table opt_out (
  connection text not null,
  mark text not null,
  at text not null,
  primary key (connection, mark)
) strict, without rowid;

-- A launch token until it is exchanged, and then the bearer that it was exchanged for.
create table agent_pass (
  launch_hash text primary key,
  bearer_hash text unique,
  connection text not null,
  agent text not null,
  origin text not null,
  expires_at text not null
) strict, without rowid;
create index agent_pass_agent on agent_pass (connection, agent);
`,
  postgres: `
create table stream_head (
  connection text not null,
  agent text collate "C" not null,
  last_seq bigint not null,
  primary key (connection, agent)
) with (fillfactor = 70);

create table stream_event (
  connection text not null,
  agent text collate "C" not null,
  seq bigint not null,
  at text collate "C" not null,
  type text not null,
  data text,
  primary key (connection, agent, seq)
);

create table message (
  connection text not null,
  id text collate "C" not null,
  protocol text collate "C" not null,
  part text collate "C" not null,
  at text collate "C" not null,
  client_key text collate "C",
  value text not null,
  -- What was said, and by whom; taken out when payloads are.
  content text,
  primary key (connection, id)
);
create index message_place on message (connection, protocol, at, id);
create index message_part on message (connection, part, at, id);
create index message_client_key on message (connection, protocol, client_key) where client_key is not null;
create index message_content on message (connection, at) where content is not null;

-- Both halves of what agents see of a session. Each half is written by a lane of its own; both lock this row first.
create table desk_session (
  connection text not null,
  protocol text collate "C" not null,
  phase text,
  started_at text collate "C",
  entry text,
  entry_at text collate "C",
  name text not null default '',
  digits text not null default '',
  talk text,
  talk_at text collate "C",
  unread integer not null default 0,
  at text collate "C" not null,
  primary key (connection, protocol)
);
create index desk_session_talk on desk_session (connection, talk_at) where talk is not null;

-- The lists of agents, in the order in which they are shown.
create table desk_place (
  connection text not null,
  agent text collate "C" not null,
  phase text not null,
  at text collate "C" not null,
  protocol text collate "C" not null,
  name text not null,
  digits text not null,
  unread integer not null,
  primary key (connection, agent, phase, at, protocol)
);
create index desk_place_session on desk_place (connection, protocol);

create table active_send (
  connection text not null,
  id text collate "C" not null,
  phone_key text not null,
  name text not null,
  digits text not null,
  agent text collate "C",
  state text not null,
  created_at text collate "C" not null,
  seen_at text collate "C" not null,
  chat_send_id text,
  protocol text collate "C",
  value text not null,
  primary key (connection, id)
);
create index active_send_newest on active_send (connection, created_at, id);
create index active_send_agent on active_send (connection, agent, created_at, id);
create index active_send_phone on active_send (connection, phone_key, created_at);
create index active_send_chat on active_send (connection, chat_send_id) where chat_send_id is not null;
create index active_send_protocol on active_send (connection, protocol) where protocol is not null;
create index active_send_unsettled on active_send (connection, seen_at, id) where state in ('queued', 'sent', 'delivered', 'unknown');

create table opt_out (
  connection text not null,
  mark text not null,
  at text collate "C" not null,
  primary key (connection, mark)
);

-- A launch token until it is exchanged, and then the bearer that it was exchanged for.
create table agent_pass (
  launch_hash text primary key,
  bearer_hash text unique,
  connection text not null,
  agent text collate "C" not null,
  origin text not null,
  expires_at text not null
);
create index agent_pass_agent on agent_pass (connection, agent);
`,
};

import type { Migration } from './migration.ts';

// What the store notes by itself is noted by triggers, so that nothing that writes can forget it; but for replays in SQLite, where the mere
// presence of a trigger doubles what it costs to accept a delivery, and the table of deliveries notes them. Rows that are brought in whole
// from another database come with their chain: what is in it already is not noted again.
const NOT_YET = (kind: string, subject: string): string => `
  not exists (select 1 from audit_entry e where e.connection = new.connection and e.subject = ${subject} and e.kind = '${kind}')
  and not exists (select 1 from audit_fact f where f.connection = new.connection and f.subject = ${subject} and f.kind = '${kind}')`;

// An index of PostgreSQL takes no text of any length, and no subject may be shortened: its hash would not fit it any more.
const NOT_YET_HASHED = (kind: string, subject: string): string => `
  not exists (select 1 from audit_entry e where e.connection = new.connection and hashtext(e.subject) = hashtext(${subject})
    and e.subject = ${subject} and e.kind = '${kind}')
  and not exists (select 1 from audit_fact f where f.connection = new.connection and hashtext(f.subject) = hashtext(${subject})
    and f.subject = ${subject} and f.kind = '${kind}')`;

const EFFECT_VALUE = (row: string): string => `'{"result":' || coalesce(${row}.result, 'null') || ',"plan":' ||
  coalesce((select p.plan from plan p where p.connection = ${row}.connection and p.key = ${row}.key), 'null') || '}'`;

/** What was there before there was a chain, oldest first. */
const WHAT_WAS_BEFORE = `
insert into audit_fact (connection, at, kind, subject, value)
  select connection, at, kind, subject, value from (
    select v.connection, v.valid_from as at, 'settings-changed' as kind, 'settings:' || v.version as subject, v.value from settings_version v
    union all
    select h.connection, null, 'hook-added', 'hook:' || h.system || ':' || substr(h.token_hash, 1, 12), null from hook h
    union all
    select e.connection, e.intended_at, 'effect-made', e.key, ${EFFECT_VALUE('e')} from effect e where e.state = 'done'
    union all
    select d.connection, d.received_at, 'replayed', 'delivery:' || d.id, null from delivery d where d.replay_of is not null
  ) as before order by coalesce(at, ''), subject;
`;

// Who watches the hub asks every few seconds how much is open and set aside: from the index alone, whatever the bodies weigh.
const DEAD_LETTERS = "create index delivery_dead_letters on delivery (connection, reason, id) where state = 'set-aside';";

/** What was done and changed, as chains that nobody can change unseen, and what stands beside them. */
export const audit: Migration = {
  version: 7,
  sqlite: `
${DEAD_LETTERS}
drop index delivery_pending;
create index delivery_pending on delivery (position, connection, lane, source, due_at, received_at) where ended_at is null;

-- Noted, and not chained yet.
create table audit_fact (
  position integer primary key,
  connection text not null,
  -- Absent: when it is chained.
  at text,
  kind text not null,
  subject text not null,
  value text
) strict;
create index audit_fact_subject on audit_fact (connection, subject);

create table audit_entry (
  connection text not null,
  seq integer not null,
  at text not null,
  kind text not null,
  subject text not null,
  value_hash text,
  previous text not null,
  hash text not null,
  primary key (connection, seq)
) strict, without rowid;
create index audit_entry_subject on audit_entry (connection, subject);

-- Beside the chain, and all that is ever erased of it.
create table audit_value (
  connection text not null,
  seq integer not null,
  salt text not null,
  value text not null,
  primary key (connection, seq)
) strict, without rowid;

-- Where each chain ends, kept apart from it.
create table audit_head (
  connection text primary key,
  seq integer not null,
  hash text not null
) strict, without rowid;

create trigger audit_entry_stays before update on audit_entry begin select raise(abort, 'audit_entry is append-only'); end;
create trigger audit_entry_is_kept before delete on audit_entry begin select raise(abort, 'audit_entry is append-only'); end;
${WHAT_WAS_BEFORE}
create trigger audit_settings after insert on settings_version
when ${NOT_YET('settings-changed', "'settings:' || new.version")}
begin
  insert into audit_fact (connection, at, kind, subject, value)
    values (new.connection, new.valid_from, 'settings-changed', 'settings:' || new.version, new.value);
end;
create trigger audit_effect after update of state on effect
when new.state = 'done' and old.state <> 'done'
begin
  insert into audit_fact (connection, at, kind, subject, value)
    values (new.connection, new.intended_at, 'effect-made', new.key, ${EFFECT_VALUE('new')});
end;
create trigger audit_effect_withdrawn after delete on effect
when old.state = 'intended'
begin
  insert into audit_fact (connection, at, kind, subject) values (old.connection, null, 'effect-withdrawn', old.key);
end;
create trigger audit_secret after update of sealed on secret
when new.name in ('crm', 'chat', 'validation-key') and new.sealed <> old.sealed
begin
  insert into audit_fact (connection, at, kind, subject) values (new.connection, null, 'secret-changed', 'secret:' || new.name);
end;
create trigger audit_hook after insert on hook
when ${NOT_YET('hook-added', "'hook:' || new.system || ':' || substr(new.token_hash, 1, 12)")}
begin
  insert into audit_fact (connection, at, kind, subject)
    values (new.connection, null, 'hook-added', 'hook:' || new.system || ':' || substr(new.token_hash, 1, 12));
end;
create trigger audit_hook_ended after update of until on hook
when new.until is not old.until
begin
  insert into audit_fact (connection, at, kind, subject)
    values (new.connection, null, 'hook-ended', 'hook:' || new.system || ':' || substr(new.token_hash, 1, 12));
end;
`,
  postgres: `
${DEAD_LETTERS}

-- Noted, and not chained yet.
create table audit_fact (
  position bigint generated always as identity primary key,
  connection text not null,
  -- Absent: when it is chained.
  at text,
  kind text not null,
  subject text not null,
  value text
);
create index audit_fact_chain on audit_fact (connection, position);
create index audit_fact_subject on audit_fact (connection, hashtext(subject));

create table audit_entry (
  connection text not null,
  seq bigint not null,
  at text not null,
  kind text not null,
  subject text not null,
  value_hash text,
  previous text not null,
  hash text not null,
  primary key (connection, seq)
);
create index audit_entry_subject on audit_entry (connection, hashtext(subject));

-- Beside the chain, and all that is ever erased of it.
create table audit_value (
  connection text not null,
  seq bigint not null,
  salt text not null,
  value text not null,
  primary key (connection, seq)
);

-- Where each chain ends, kept apart from it.
create table audit_head (
  connection text primary key,
  seq bigint not null,
  hash text not null
);

create function audit_entry_stays() returns trigger language plpgsql as $stays$
begin
  raise exception 'audit_entry is append-only';
end $stays$;
create trigger audit_entry_stays before update or delete on audit_entry for each row execute function audit_entry_stays();
create trigger audit_entry_is_kept before truncate on audit_entry for each statement execute function audit_entry_stays();
${WHAT_WAS_BEFORE}
create function audit_settings() returns trigger language plpgsql set search_path from current as $note$
begin
  if ${NOT_YET_HASHED('settings-changed', "'settings:' || new.version")} then
    insert into audit_fact (connection, at, kind, subject, value)
      values (new.connection, new.valid_from, 'settings-changed', 'settings:' || new.version, new.value);
  end if;
  return null;
end $note$;
create trigger audit_settings after insert on settings_version for each row execute function audit_settings();

create function audit_effect() returns trigger language plpgsql set search_path from current as $note$
begin
  insert into audit_fact (connection, at, kind, subject, value)
    values (new.connection, new.intended_at, 'effect-made', new.key, ${EFFECT_VALUE('new')});
  return null;
end $note$;
create trigger audit_effect after update of state on effect for each row
  when (new.state = 'done' and old.state <> 'done') execute function audit_effect();

create function audit_effect_withdrawn() returns trigger language plpgsql set search_path from current as $note$
begin
  insert into audit_fact (connection, kind, subject) values (old.connection, 'effect-withdrawn', old.key);
  return null;
end $note$;
create trigger audit_effect_withdrawn after delete on effect for each row
  when (old.state = 'intended') execute function audit_effect_withdrawn();

create function audit_secret() returns trigger language plpgsql set search_path from current as $note$
begin
  insert into audit_fact (connection, kind, subject) values (new.connection, 'secret-changed', 'secret:' || new.name);
  return null;
end $note$;
create trigger audit_secret after update of sealed on secret for each row
  when (new.name in ('crm', 'chat', 'validation-key') and new.sealed <> old.sealed) execute function audit_secret();

create function audit_replay() returns trigger language plpgsql set search_path from current as $note$
begin
  if ${NOT_YET_HASHED('replayed', "'delivery:' || new.id")} then
    insert into audit_fact (connection, at, kind, subject, value) values (new.connection, new.received_at, 'replayed', 'delivery:' || new.id,
      json_build_object('replayOf', new.replay_of, 'askedBy', new.asked_by)::text);
  end if;
  return null;
end $note$;
create trigger audit_replay after insert on delivery for each row when (new.replay_of is not null) execute function audit_replay();

create function audit_hook() returns trigger language plpgsql set search_path from current as $note$
begin
  if ${NOT_YET_HASHED('hook-added', "'hook:' || new.system || ':' || left(new.token_hash, 12)")} then
    insert into audit_fact (connection, kind, subject)
      values (new.connection, 'hook-added', 'hook:' || new.system || ':' || left(new.token_hash, 12));
  end if;
  return null;
end $note$;
create trigger audit_hook after insert on hook for each row execute function audit_hook();

create function audit_hook_ended() returns trigger language plpgsql set search_path from current as $note$
begin
  insert into audit_fact (connection, kind, subject)
    values (new.connection, 'hook-ended', 'hook:' || new.system || ':' || left(new.token_hash, 12));
  return null;
end $note$;
create trigger audit_hook_ended after update of until on hook for each row
  when (new.until is distinct from old.until) execute function audit_hook_ended();
`,
};

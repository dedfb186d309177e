import { sql, type RawBuilder } from 'kysely';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { ErasureCounts, PersonToErase, PersonTraces } from '../../ports/erasure.ts';
import type { IdentityKey } from '../../domain/contact/identity-key.ts';
import { anyKeyOf, anyOf, containing, listOf, type TableNames } from './conditions.ts';
import { leadErasure } from './leads/erasing-leads.ts';
import { isAbout } from './open-subjects.ts';
import { translateKey } from './translate-identity.ts';

/** One statement of an erasure, and which count the rows belong to that it changes. */
export interface ErasingStatement {
  readonly counts?: keyof ErasureCounts;
  readonly query: RawBuilder<unknown>;
}

/** Everything that has to go for a person, in this order and in one transaction. */
export function erasingStatements(table: TableNames, connection: ConnectionId, person: PersonToErase, at: Instant): readonly ErasingStatement[] {
  const { contactIds, protocols, lanes, marks } = person;
  const keys = person.keys.map(translateKey);
  const theirs = deliveriesOf(table, connection, person);
  const sessions = sql`select id from ${table('session')} where connection = ${connection} and protocol in ${listOf(protocols)}`;
  return [
    {
      counts: 'deliveries',
      query: sql`${theirs} update ${table('delivery')} set body = '', headers = '{}', decision = null, about = null, payload_gone = 'erased',
        state = case when ended_at is null then 'done' else state end, due_at = null, ended_at = coalesce(ended_at, ${at})
        where id in (select id from theirs) and (payload_gone is null or payload_gone <> 'erased')`,
    },
    // Only now: it is by these that the deliveries were found.
    {
      query: sql`${theirs} delete from ${table('delivery_subject')} where connection = ${connection}
        and position in (select position from ${table('delivery')} where id in (select id from theirs))`,
    },
    ...lanes.map((lane): ErasingStatement => ({
      counts: 'timers',
      query: sql`delete from ${table('timer')} where connection = ${connection} and delivery like ${containing(`"lane":${JSON.stringify(lane)}`)} escape '!'`,
    })),
    ...protocols.map((protocol): ErasingStatement => ({
      counts: 'plans',
      query: sql`delete from ${table('plan')} where connection = ${connection} and key like ${containing(`:${protocol}:`)} escape '!'`,
    })),
    ...protocols.flatMap((protocol): readonly ErasingStatement[] => [
      {
        query: sql`delete from ${table('audit_value')} where connection = ${connection} and seq in (
          select seq from ${table('audit_entry')} where connection = ${connection} and subject like ${containing(`:${protocol}:`)} escape '!')`,
      },
      {
        query: sql`update ${table('audit_fact')} set value = null
          where connection = ${connection} and subject like ${containing(`:${protocol}:`)} escape '!'`,
      },
    ]),
    ...['session_part', 'session_key', 'session_contact', 'session_card'].map((links): ErasingStatement => ({
      query: sql`delete from ${table(links)} where session in (${sessions})`,
    })),
    ...deskOf(table, connection, keys, protocols),
    ...leadErasure(table, connection, { keys, contactIds }),
    { counts: 'sessions', query: sql`delete from ${table('session')} where connection = ${connection} and protocol in ${listOf(protocols)}` },
    { query: sql`delete from ${table('identity')} where connection = ${connection} and contact_id in ${listOf(contactIds)}` },
    ...keys.flatMap(([kind, value]): readonly ErasingStatement[] => ['identity', 'reservation'].map((name) => ({
      query: sql`delete from ${table(name)} where connection = ${connection} and kind = ${kind} and value = ${value}`,
    }))),
    ...customerBaseOf(table, connection, keys, contactIds),
    { counts: 'contacts', query: sql`delete from ${table('contact')} where connection = ${connection} and id in ${listOf(contactIds)}` },
    ...marks.map((mark): ErasingStatement => ({
      query: sql`insert into ${table('suppression')} (connection, mark, erased_at) values (${connection}, ${mark}, ${at})
        on conflict (connection, mark) do update set erased_at = excluded.erased_at`,
    })),
  ];
}

/**
 * What agents see of the person. Their streams may name it anywhere, and live for minutes: all of the connection's go, and whoever
 * reads on is told of a gap. That somebody wants no active sends stays, without the number.
 */
function deskOf(table: TableNames, connection: ConnectionId, keys: readonly (readonly [string, string])[], protocols: readonly string[]): readonly ErasingStatement[] {
  const theirs = sql`protocol in ${listOf(protocols)}`;
  const phones = keys.flatMap(([kind, value]) => (kind === 'phone' ? [value] : []));
  const without = (name: string): RawBuilder<unknown> => sql`delete from ${table(name)} where connection = ${connection} and ${theirs}`;
  return [
    { counts: 'messages', query: without('message') },
    { query: without('desk_place') },
    { query: without('desk_session') },
    { counts: 'sends', query: sql`delete from ${table('active_send')} where connection = ${connection} and (phone_key in ${listOf(phones)} or ${theirs})` },
    { query: sql`delete from ${table('stream_event')} where connection = ${connection}` },
  ];
}

/** The person on both sides of the customer base, and everything that names either. */
function customerBaseOf(table: TableNames, connection: ConnectionId, keys: readonly (readonly [string, string])[], contactIds: readonly string[]): readonly ErasingStatement[] {
  const theirKey = anyKeyOf(keys);
  const clients = sql`select id from ${table('base_key')} where connection = ${connection} and side = 'client' and (${theirKey})
    union select id from ${table('base_client')} where connection = ${connection} and external_code in ${listOf(contactIds)}`;
  const ids = listOf(contactIds);
  return [
    sql`delete from ${table('base_client_agent')} where connection = ${connection} and client in (${clients})`,
    sql`delete from ${table('base_client')} where connection = ${connection} and id in (${clients})`,
    sql`delete from ${table('base_contact')} where connection = ${connection} and id in ${ids}`,
    sql`delete from ${table('base_key')} where connection = ${connection} and side = 'contact' and id in ${ids}`,
    sql`delete from ${table('base_key')} where connection = ${connection} and side = 'client'
      and id not in (select id from ${table('base_client')} where connection = ${connection})`,
    sql`delete from ${table('sync_plan')} where connection = ${connection} and contact in ${ids}`,
    sql`delete from ${table('sync_problem')} where connection = ${connection} and contact in ${ids}`,
    sql`delete from ${table('phone_conflict')} where connection = ${connection} and (kept in ${ids} or other in ${ids})`,
    sql`delete from ${table('contact_merge')} where connection = ${connection} and (into_id in ${ids} or from_id in ${ids})`,
  ].map((query) => ({ query }));
}

/** The deliveries of a person's lanes and subjects, what led to them, and what came of them. */
const deliveriesOf = (table: TableNames, connection: ConnectionId, { lanes, subjects }: PersonToErase): RawBuilder<unknown> => sql`
  with recursive known (id) as (
    select d.id from ${table('delivery')} d join ${table('lane')} l on l.id = d.lane
      where l.connection = ${connection} and l.key in ${listOf(lanes)}
    union
    select d.id from ${table('delivery')} d join ${table('delivery_subject')} s on s.position = d.position
      where s.connection = ${connection} and s.subject in ${listOf(subjects)}
    union
    select d.id from ${table('delivery')} d
      where d.connection = ${connection} and d.about is not null and (${anyOf(subjects.map((subject) => isAbout('d', subject)))})
  ), causes (id) as (
    select id from known
    union
    select d.cause from ${table('delivery')} d join causes c on c.id = d.id where d.cause is not null
  ), theirs (id) as (
    select id from causes
    union
    select d.id from ${table('delivery')} d join known k on d.cause = k.id
  )`;

/** Takes out what is kept as long as payloads, so many at most of what is left to take: deliveries, messages, talks. */
export const expiringStatements: readonly ((table: TableNames, connection: ConnectionId, before: Instant, limit: number) => RawBuilder<unknown>)[] = [
  (table, connection, before, limit) => sql`
    update ${table('delivery')} set body = '', headers = '{}', decision = null, payload_gone = 'expired'
    where position in (
      select position from ${table('delivery')}
      where connection = ${connection} and payload_gone is null and ended_at is not null and ended_at < ${before}
      order by ended_at limit ${limit}
    )`,
  (table, connection, before, limit) => sql`
    update ${table('message')} set content = null where connection = ${connection} and id in (
      select id from ${table('message')} where connection = ${connection} and content is not null and at < ${before} order by at limit ${limit}
    )`,
  (table, connection, before, limit) => sql`
    update ${table('desk_session')} set talk = null where connection = ${connection} and protocol in (
      select protocol from ${table('desk_session')} where connection = ${connection} and talk is not null and talk_at < ${before} order by talk_at limit ${limit}
    )`,
];

/** Events quote messages. A stream of which not so much was written in the last minutes may be as old as these. */
export const expiringStream = (table: TableNames, connection: ConnectionId, before: Instant): RawBuilder<unknown> =>
  sql`delete from ${table('stream_event')} where connection = ${connection} and at < ${before}`;

/** Contacts that carry one of the keys. */
export const contactsOfKeys = (table: TableNames, connection: ConnectionId, keys: readonly IdentityKey[]): RawBuilder<{ id: string }> => sql`
  select contact_id as id from ${table('identity')} where connection = ${connection} and (${anyKey(keys)})
  union select id from ${table('base_key')} where connection = ${connection} and side = 'contact' and (${anyKey(keys)}) order by id`;

/**
 * The keys of these contacts and leads that nobody else has: an address that a whole company uses is no one person's. A lead without a
 * number is nobody else: its address is all that it is known by.
 */
export const keysOfPerson = (table: TableNames, connection: ConnectionId, contactIds: readonly string[], leads: readonly string[]): RawBuilder<{ kind: string; value: string }> => sql`
  select distinct i.kind, i.value from (
    select k.connection, k.kind, k.value from (${allKeys(table)}) k where k.connection = ${connection} and k.contact_id in ${listOf(contactIds)}
    union all select connection, kind, value from ${table('lead_key')} where connection = ${connection} and lead in ${listOf(leads)}
  ) i
  where not exists (select 1 from (${allKeys(table)}) o where o.connection = i.connection and o.kind = i.kind and o.value = i.value
      and o.contact_id not in ${listOf(contactIds)})
    and not exists (select 1 from ${table('lead_key')} o join ${table('lead_key')} p on p.connection = o.connection and p.lead = o.lead and p.kind = 'phone'
      where o.connection = i.connection and o.kind = i.kind and o.value = i.value and o.lead not in ${listOf(leads)})
  order by i.kind, i.value`;

const allKeys = (table: TableNames): RawBuilder<unknown> => sql`select connection, kind, value, contact_id from ${table('identity')}
  union all select connection, kind, value, id from ${table('base_key')} where side = 'contact'`;

/** Sessions whose client is one of these contacts or carries one of these keys. */
export const sessionsOf = (table: TableNames, connection: ConnectionId, { keys, contactIds }: Pick<PersonTraces, 'keys' | 'contactIds'>): RawBuilder<{ protocol: string }> => sql`
  select distinct s.protocol from ${table('session')} s
  left join ${table('session_key')} k on k.session = s.id
  left join ${table('session_contact')} c on c.session = s.id
  where s.connection = ${connection} and (c.contact in ${listOf(contactIds)} or ${anyKey(keys)}) order by s.protocol`;

/** Cards that these sessions were ever linked to. */
export const cardsOf = (table: TableNames, connection: ConnectionId, protocols: readonly string[]): RawBuilder<{ card: string }> => sql`
  select distinct c.card from ${table('session_card')} c join ${table('session')} s on s.id = c.session
  where s.connection = ${connection} and s.protocol in ${listOf(protocols)} order by c.card`;

/** When the last of these was erased. */
export const lastErasure = (table: TableNames, connection: ConnectionId, marks: readonly string[]): RawBuilder<{ at: string | null }> => sql`
  select max(erased_at) as at from ${table('suppression')} where connection = ${connection} and mark in ${listOf(marks)}`;

const anyKey = (keys: readonly IdentityKey[]): RawBuilder<unknown> => anyKeyOf(keys.map(translateKey));

export const NOTHING_ERASED: ErasureCounts = { deliveries: 0, timers: 0, contacts: 0, sessions: 0, plans: 0, messages: 0, sends: 0, leads: 0 };

export const parseErasedAt = (at: unknown): Instant | undefined => (at ?? undefined) as Instant | undefined;

/** The keys that were asked for and those that were found, each once. */
export const joinedKeys = (...keys: PersonTraces['keys']): PersonTraces['keys'] =>
  [...new Map(keys.map((key) => [JSON.stringify(translateKey(key)), key])).values()];

/** Ids that were found in two ways, each once. */
export const eachOnce = (found: readonly string[], alsoFound: readonly string[]): readonly string[] => [...new Set([...found, ...alsoFound])];

export const parseContactIds = (ids: readonly string[]): PersonTraces['contactIds'] => ids as PersonTraces['contactIds'];
export const parseProtocols = (protocols: readonly string[]): PersonTraces['protocols'] => protocols as PersonTraces['protocols'];
export const parseCardIds = (ids: readonly string[]): PersonTraces['cardIds'] => ids as PersonTraces['cardIds'];

import type { Ending } from '../sql/settling.ts';
import { columns } from './columns.ts';
import type { Database } from './database.ts';
import { createGathering, type Gathering } from './gathering.ts';
import { keyText } from './key-text.ts';

/** The end or the pause of a delivery whose lane we claimed, with nothing else that would have to be written with it. */
export interface PlainEnd {
  readonly lane: number;
  readonly epoch: number;
  readonly position: number;
  readonly connection: string;
  readonly ending: Ending;
}

const WAYS = 2;
const MOST = 200;

/** What became of an end: written; not written, since the lane is no longer ours; not written, since somebody is at the lane just now. */
export type PlainOutcome = 'written' | 'lost' | 'busy';

/** Writes the ends of many lanes together. Nobody waits for the lane of another. */
export function createPlainEnds(database: Database): Gathering<PlainEnd, PlainOutcome> {
  const { schema } = database;
  const write = `with given as (
      select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::integer[], $9::text[],
        $10::text[], $11::text[])
      as given (lane, epoch, position, state, reason, decision, calls, attempts, first_tried_at, due_at, ended_at)
    ), held as materialized (
      select id, epoch from ${schema}.lane where id = any ($1::bigint[]) order by connection, key for update skip locked
    ), ours as materialized (
      select given.* from given join held on held.id = given.lane and held.epoch = given.epoch
    ), resting as (
      update ${schema}.lane set due_at = ours.due_at from ours where lane.id = ours.lane and ours.due_at is not null
    ), ended as (
      update ${schema}.delivery d set state = ours.state, reason = ours.reason, decision = ours.decision, calls = ours.calls,
        attempts = ours.attempts, first_tried_at = ours.first_tried_at, due_at = ours.due_at, ended_at = ours.ended_at, about = null
      from ours where d.position = ours.position and d.ended_at is null
    ), noted as (
      insert into ${schema}.delivery_subject (position, subject, connection)
      select position, subject, connection from unnest($12::bigint[], $13::text[], $14::text[]) as about (position, subject, connection)
      where position in (select position from ours) on conflict do nothing
    )
    select held.id as lane, ours.position from held left join ours on ours.lane = held.id`;

  return createGathering({
    ways: WAYS,
    most: MOST,
    way: async (ends) => {
      const values = [...columns(ends.map(rowOf), COLUMNS), ...columns(ends.flatMap(subjectsOf), ['position', 'subject', 'connection'])];
      const { rows } = await database.write('end deliveries', write, values);
      const outcomes = new Map<number, PlainOutcome>(rows.map(({ lane, position }) => [Number(lane), position === null ? 'lost' : 'written']));
      return ends.map(({ lane }) => outcomes.get(lane) ?? 'busy');
    },
  });
}

const COLUMNS = ['lane', 'epoch', 'position', 'state', 'reason', 'decision', 'calls', 'attempts', 'firstTriedAt', 'dueAt', 'endedAt'] as const;

const rowOf = ({ lane, epoch, position, ending }: PlainEnd) => ({ lane, epoch, position, ...ending });

const subjectsOf = ({ position, connection, ending: { subjects } }: PlainEnd) =>
  subjects.map((subject) => ({ position, subject: keyText(subject), connection }));

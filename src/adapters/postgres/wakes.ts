import { PgBoss, type Db, type Job } from 'pg-boss';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Urgency } from '../../ports/budgets.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { Database } from './database.ts';
import type { Conversation } from './conversation.ts';
import type { AnswerLike, PostgresLike } from './postgres-like.ts';
import { wakeSchemaOf } from './wake-schema.ts';

/** A lane, and whose it is. */
export interface WokenLane {
  readonly id: number;
  readonly connection: ConnectionId;
}

/** A lane that has something to do. */
export interface WakingLane extends WokenLane {
  readonly urgency: Urgency;
  /** Whether anything bulk ever came into it: only then may it have been woken as bulk. */
  readonly hadBulk: boolean;
}

/** A lane's wake-up in the hands of this process. `retryCount` tells it apart from the same one in other hands. */
export interface Wake {
  readonly id: string;
  readonly retryCount: number;
  readonly lane: WokenLane;
}

/**
 * Wake-ups of lanes, which pg-boss carries: a lane has one at most, waiting or in somebody's hands, and whoever is silent for the
 * length of a lease has it taken out of its hands.
 */
export interface Wakes {
  /** Wakes lanes when the transaction of `db` is committed. One that is awake stays so; as live, if it was bulk and is live now. */
  wake(db: Conversation, lanes: readonly WakingLane[]): Promise<void>;
  /** Takes the oldest into the hands of this process, live ones before bulk ones, those of some connections left out. */
  take(most: number, except: readonly ConnectionId[]): Promise<readonly Wake[]>;
  /** Ends them when the transaction of `db` is committed; gives those that were still in our hands. */
  end(db: PostgresLike, wakes: readonly Wake[]): Promise<readonly Wake[]>;
  /** Says that we are well; gives those that are still in our hands. */
  renew(wakes: readonly Wake[]): Promise<readonly Wake[]>;
  /** Lets the engine end what it is about. What is in our hands stays there. */
  stop(): Promise<void>;
}

export interface WakesParts {
  readonly database: Database;
  /** Whoever has not been heard of for so long has its wakes taken away. At least 10. */
  readonly leaseSeconds: number;
  readonly telemetry: Telemetry | undefined;
}

const QUEUE = 'lanes';
const DAY_SECONDS = 24 * 3600;

/** Nobody knows when somebody comes to work, and a wake that was lost is a lane that stands still. */
const FOR_EVER = { retryLimit: 2 ** 31 - 1, retentionSeconds: 10 * 365 * DAY_SECONDS };

/** Whoever is well renews its wakes; one that it still has after so long is a handler that hangs, and gets another try elsewhere. */
const LONGEST_TURN_SECONDS = 3600;

/** Opens the engine, and makes or brings forward its tables. It looks after wake-ups of the silent until it is stopped. */
export async function openWakes({ database, leaseSeconds, telemetry }: WakesParts): Promise<Wakes> {
  const boss = await startedEngine(database, telemetry);
  const settings = { ...FOR_EVER, retryDelay: 0, heartbeatSeconds: leaseSeconds, expireInSeconds: LONGEST_TURN_SECONDS };
  await boss.createQueue(QUEUE, { policy: 'exclusive', ...settings });
  await boss.updateQueue(QUEUE, settings);
  // From here on its cache knows the queue: a transaction that had to ask for it would need a second connection.
  await boss.insert(QUEUE, []);
  const raise = raising(wakeSchemaOf(database.schema));

  return {
    async wake(db, lanes) {
      if (lanes.length === 0) return;
      await boss.insert(QUEUE, lanes.toSorted((a, b) => a.id - b.id).map(asJob), { db: unheard(db) });
      const raised = lanes.filter(({ urgency, hadBulk }) => urgency === 'live' && hadBulk).map(({ id }) => String(id));
      if (raised.length > 0) db.send(raise, [raised]);
    },
    async take(most, except) {
      const jobs = await boss.fetch<JobData>(QUEUE, { batchSize: most, ...(except.length > 0 && { ignoreGroups: [...except] }) });
      return jobs.map(translateJob);
    },
    end: async (db, wakes) =>
      wakes.length === 0 ? [] : stillOurs(wakes, await boss.deleteJob(QUEUE, wakes.map(asAttempt), { db: within(db) })),
    renew: async (wakes) => (wakes.length === 0 ? [] : stillOurs(wakes, await boss.touch(QUEUE, wakes.map(asAttempt)))),
    stop: async () => await boss.stop({ graceful: false, close: false }),
  };
}

async function startedEngine(database: Database, telemetry: Telemetry | undefined): Promise<PgBoss> {
  const schema = wakeSchemaOf(database.schema);
  const { rows } = await database.read('look for its wake-ups', async (db) => await db.query('select to_regnamespace($1) as name', [schema]));
  const boss = new PgBoss({
    schema,
    // Making one needs a right that whoever made it for us may have kept.
    createSchema: rows[0]?.['name'] === null,
    db: { executeSql: async (text, values) => await database.read('look after its wake-ups', async (db) => await within(db).executeSql(text, values)) },
    useListenNotify: false,
    schedule: false,
    persistWarnings: false,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 2,
    maintenanceIntervalSeconds: 3600,
    flowIntervalSeconds: DAY_SECONDS,
  });
  boss.on('error', (error) => telemetry?.log('warn', 'wake-engine-failed', { error: error.name }));
  return await boss.start();
}

interface JobData {
  readonly lane: number;
}

/** Live ones have the engine's own default, which is what the releases gave to all that knew no other. */
const PRIORITY: Readonly<Record<Urgency, number>> = { live: 0, bulk: -1 };

const asJob = ({ id, connection, urgency }: WakingLane) =>
  ({ singletonKey: String(id), data: { lane: id }, group: { id: connection }, ...(urgency === 'bulk' && { priority: PRIORITY.bulk }) });

/**
 * Nobody is waited for: a wake that is locked is just being taken. One in somebody's hands is left alone, since whoever has it says
 * that it is well while transactions that came here may be long; when it comes back, its lane is looked at. (As a list: joined, all
 * wakes were read for it.)
 *
 * @param schema - of the engine, quoted.
 */
const raising = (schema: string): string => `update ${schema}.job set priority = ${PRIORITY.live} where name = '${QUEUE}' and id = any (array(
    select id from ${schema}.job where name = '${QUEUE}' and coalesce(singleton_key, '') = any ($1::text[]) and policy = 'exclusive' and state < 'active'
      and priority < ${PRIORITY.live} for update skip locked))`;

const asAttempt = ({ id, retryCount }: Wake) => ({ id, retryCount });

type FetchedJob = Job<JobData> & { readonly retryCount?: number; readonly groupId?: string | null };

const translateJob = ({ id, data, retryCount, groupId }: FetchedJob): Wake => ({
  id,
  retryCount: retryCount ?? 0,
  lane: { id: data.lane, connection: (groupId ?? '') as ConnectionId },
});

/** @param answer - names what the statement found as we had it. */
function stillOurs(wakes: readonly Wake[], answer: object): readonly Wake[] {
  const settled = 'settled' in answer && Array.isArray(answer.settled) ? answer.settled : [];
  const ours = new Set<unknown>(settled);
  return wakes.filter(({ id }) => ours.has(id));
}

const within = (db: PostgresLike): Db => ({
  executeSql: async (text, values) => translateAnswer(await db.query(text, ...(values === undefined ? [] : [values]))),
});

/** Nobody needs to know which of them were awake already. */
const unheard = (db: Conversation): Db => ({
  async executeSql(text, values) {
    db.send(text, values);
    return { rows: [] };
  },
});

/** Handed on as it is, since several statements in one text have several answers. */
const translateAnswer = (answer: AnswerLike): Awaited<ReturnType<Db['executeSql']>> => answer as never;

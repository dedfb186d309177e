import type * as z from 'zod';
import { epochMsOf } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountLimits } from '../../ports/budgets.ts';
import type { CallGate, CallListener } from '../../ports/crm.ts';
import { isPortFailure, type AccountKey } from '../../ports/failures.ts';
import { accountLimits, createHttpClient } from '../ky/index.ts';
import { emptyUnderLoad, senseless } from './failures.ts';
import { allOf, queryText, quoted, type Condition, type Query } from './odata.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import { createUnfinishedLists } from './unfinished-lists.ts';
import { changedRow, countOnly, created, listOf, type ChangedRow } from './wire/envelope.ts';

/** What the adapter needs besides its settings. */
export interface PloomesSurroundings {
  readonly clock: Pick<Clock, 'now'>;
  readonly onCall?: CallListener | undefined;
  /** Keeps calls within the account's limits. @defaultValue nothing does */
  readonly gate?: CallGate | undefined;
  /** Sends the requests. @defaultValue the platform's own `fetch` */
  readonly fetch?: typeof fetch | undefined;
}

/** Ploomes' API in the few shapes that the ports use. Failures: `PortFailure`. */
export interface PloomesClient {
  /** One call; an empty answer may be a lie. */
  page<Row>(entity: string, query: Query, row: z.ZodType<Row>): Promise<readonly Row[]>;
  /** One call, and one more that confirms an empty answer. */
  list<Row>(entity: string, query: Query, row: z.ZodType<Row>): Promise<readonly Row[]>;
  /** One call, and one more that confirms an empty answer, with the number of all rows that there are. */
  counted<Row>(entity: string, query: Query, row: z.ZodType<Row>): Promise<{ readonly rows: readonly Row[]; readonly total: number }>;
  /** Every row, lowest id first. */
  listAll<Row extends { readonly Id: number }>(entity: string, query: ListAll, row: z.ZodType<Row>): Promise<readonly Row[]>;
  count(entity: string, filter: Condition | undefined): Promise<number>;
  create<Row>(entity: string, body: object, row: z.ZodType<Row>, query?: Query): Promise<Row>;
  /** The row as it stands then, where the account answers with it. */
  change(entity: string, id: number, body: object): Promise<ChangedRow | undefined>;
  /** Fields are removed by their key, all else by id. */
  remove(entity: string, id: number | string): Promise<void>;
}

type ListAll = Pick<Query, 'filter' | 'select' | 'expand'>;

/** The only place that sends anything to Ploomes. */
export function createPloomesClient(config: PloomesConfig, account: AccountKey, around: PloomesSurroundings): PloomesClient {
  const unfinished = createUnfinishedLists();
  const limits = limitsOf(config);
  const http = createHttpClient({
    baseUrl: config.baseUrl,
    account,
    headers: { 'User-Key': config.userKey },
    totalTimeoutMs: config.timeoutMs,
    onCall: around.onCall,
    budget: around.gate === undefined || limits === undefined ? undefined : { gate: around.gate, limits },
    fetch: around.fetch,
    now: () => epochMsOf(around.clock.now()),
  });

  const get = async <Answer>(entity: string, query: Query, schema: z.ZodType<Answer>): Promise<Answer> =>
    await http.ask({ method: 'GET', path: `${entity}${queryText(query)}` }, schema);

  const count = async (entity: string, filter: Condition | undefined): Promise<number> =>
    (await get(entity, { filter, count: true, top: 0 }, countOnly))['@odata.count'];

  const page = async <Row>(entity: string, query: Query, row: z.ZodType<Row>): Promise<readonly Row[]> =>
    (await get(entity, query, listOf(row))).value;

  async function confirmEmpty(entity: string, filter: Condition | undefined): Promise<void> {
    if ((await count(entity, filter)) > 0) throw emptyUnderLoad(entity, account);
  }

  /** By key and not by `$skip`, so that rows that come and go between two pages hide no others. */
  async function listAll<Row extends { readonly Id: number }>(entity: string, query: ListAll, row: z.ZodType<Row>): Promise<readonly Row[]> {
    const { rows: before, keep } = unfinished.take(`${entity} ${JSON.stringify(query)}`, row, around.clock.now());
    const rows: Row[] = [...before];
    for (;;) {
      const last = rows.at(-1)?.Id;
      const filter = allOf(query.filter, last === undefined ? undefined : `Id gt ${last}`);
      const { value, '@odata.count': left } = await get(
        entity, { ...query, filter, orderby: 'Id', top: config.pageSize, count: true }, listOf(row),
      ).catch((failure: unknown) => {
        if (isPortFailure(failure) && failure.code === 'port.throttled') keep(rows);
        throw failure;
      });
      if (value.length === 0) await confirmEmpty(entity, filter);
      // Asked for what follows, it told the same again: without this, a list that does not heed where it is to go on has no end.
      if (last !== undefined && value.some(({ Id }) => Id <= last)) throw senseless(`GET ${entity}, other rows than those asked for`);
      rows.push(...value);
      // A page may be cut below what was asked for, so only the count tells that it was the last one.
      if (value.length === 0 || left === value.length) return rows;
    }
  }

  return {
    page, count, listAll,
    async counted(entity, query, row) {
      const { value, '@odata.count': total } = await get(entity, { ...query, count: true }, listOf(row));
      if (value.length === 0) await confirmEmpty(entity, query.filter);
      return { rows: value, total: total ?? await count(entity, query.filter) };
    },
    async list(entity, query, row) {
      const rows = await page(entity, query, row);
      if (rows.length === 0) await confirmEmpty(entity, query.filter);
      return rows;
    },
    create: async (entity, body, row, query = {}) =>
      await http.ask({ method: 'POST', path: `${entity}${queryText(query)}`, json: body }, created(row)),
    change: async (entity, id, body) => await http.ask({ method: 'PATCH', path: `${entity}(${id})`, json: body }, changedRow).catch(doneAllTheSame),
    remove: async (entity, id) => await http.tell({ method: 'DELETE', path: `${entity}(${typeof id === 'number' ? id : encodeURIComponent(quoted(id))})` }),
  };
}

/** A change that was accepted is made, whatever can be made of what was said to it. */
function doneAllTheSame(failure: unknown): undefined {
  if (!isPortFailure(failure) || failure.code !== 'port.drifted' || failure.mayHaveHappened === 'no') throw failure;
}

/** What the account takes of us (HUB-03); `undefined` where its limit is lifted. */
export const limitsOf = ({ budget }: PloomesConfig): AccountLimits | undefined => accountLimits(budget, 'all');

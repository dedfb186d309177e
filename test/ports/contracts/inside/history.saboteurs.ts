import { addMs } from '../../../../src/domain/kernel/instant.ts';
import type { DeliveryFilter, DeliveryRecord, DeliverySummary, History, Page, PageWish, Scope } from '../../../../src/ports/index.ts';
import { tallySaboteurs } from './history-tally.saboteurs.ts';
import type { Saboteur } from './saboteur.ts';

const historyWith = (change: (history: History) => Partial<History>): Saboteur => ({ history }) => ({ history: { ...history, ...change(history) } });

const listing = (change: (page: Page<DeliverySummary>, asked: PageWish) => Page<DeliverySummary>): Saboteur =>
  historyWith((history) => ({ list: async (scope, filter, page) => change(await history.list(scope, filter, page), page) }));

const withoutFilter = (name: keyof DeliveryFilter): Saboteur =>
  historyWith((history) => ({
    list: (scope, filter, page) => history.list(scope, Object.fromEntries(Object.entries(filter).filter(([key]) => key !== name)), page),
  }));

const finding = (change: (record: DeliveryRecord | undefined) => DeliveryRecord | undefined): Saboteur =>
  historyWith((history) => ({ find: async (...asked) => change(await history.find(...asked)) }));

const EVERYTHING = { limit: 1_000 };

const filtering = (change: (filter: DeliveryFilter) => DeliveryFilter): Saboteur =>
  historyWith((history) => ({ list: (scope, filter, page) => history.list(scope, change(filter), page) }));

const readings = (change: (page: Page<DeliveryRecord>, asked: PageWish) => Page<DeliveryRecord>): Saboteur =>
  historyWith((history) => ({ records: async (scope, filter, page) => change(await history.records(scope, filter, page), page) }));

const isEmpty = (scope: Scope): boolean => scope !== 'every-connection' && scope.only.length === 0;

export const historySaboteurs: Readonly<Record<string, Saboteur>> = {
  'lists the newest delivery first': historyWith((history) => ({
    async list(scope, filter, page) {
      const listed = await history.list(scope, filter, page);
      const isWhole = Object.keys(filter).length === 0 && listed.next === undefined && page.after === undefined;
      return isWhole ? { rows: listed.rows.toReversed() } : listed;
    },
  })),
  'shows in a list what an operator needs': listing((page) => ({ ...page, rows: page.rows.map(({ cause: _cause, ...row }) => row) })),
  'gives pages that join without a gap, and no next page after the last': listing((page, { after }) =>
    after === undefined ? page : { ...page, next: page.next ?? after },
  ),
  'names no next page when a page is just filled': listing((page, { after, limit }) =>
    after === undefined && page.rows.length === limit ? { ...page, next: page.next ?? '0' } : page,
  ),
  'keeps pages joined while new deliveries arrive': historyWith((history) => ({
    async list(scope, filter, { limit, after = '0' }) {
      if (!/^\d+$/.test(after)) return history.list(scope, filter, { limit, after });
      const { rows } = await history.list(scope, filter, EVERYTHING);
      const end = Number(after) + limit;
      return { rows: rows.slice(Number(after), end), ...(rows.length > end && { next: String(end) }) };
    },
  })),
  'refuses a cursor that no page gave': historyWith((history) => ({
    list: (scope, filter, page) => history.list(scope, filter, page).catch(() => ({ rows: [] })),
  })),
  'knows the effects that came to a result, the oldest first, and those of this connection alone': historyWith((history) => ({
    effects: async (connection, result) => (await history.effects(connection, result)).toReversed(),
  })),
  'lists no delivery outside of the scope': historyWith((history) => ({ list: (_scope, filter, page) => history.list('every-connection', filter, page) })),
  'finds no delivery outside of the scope': historyWith((history) => ({ find: (_scope, id) => history.find('every-connection', id) })),
  'counts no delivery outside of the scope': historyWith((history) => ({
    count: (scope, filter) => history.count(isEmpty(scope) ? scope : 'every-connection', filter),
  })),
  'reads no whole delivery outside of the scope': historyWith((history) => ({
    records: (scope, filter, page) => history.records(filter.connection === undefined ? 'every-connection' : scope, filter, page),
  })),
  'has nothing for a scope of no connection': historyWith((history) => ({
    count: (scope, filter) => history.count(isEmpty(scope) ? 'every-connection' : scope, filter),
  })),
  'never widens the scope by a filter': historyWith((history) => ({
    records: (scope, filter, page) => history.records(filter.connection === undefined ? scope : 'every-connection', filter, page),
  })),
  'lists those that are named': withoutFilter('ids'),
  'lists those that are about somebody': filtering(({ subjects = [], ...filter }) => (subjects.length > 1 ? { ...filter, subjects } : filter)),
  'goes on listing what was known at the door to be about somebody, once it was tried': historyWith((history) => ({
    async list(scope, filter, page) {
      const listed = await history.list(scope, filter, page);
      if (filter.subjects === undefined) return listed;
      const found = await Promise.all(listed.rows.map(async ({ id }) => await history.find(scope, id)));
      return { ...listed, rows: listed.rows.filter(({ endedAt }, nth) => endedAt === undefined || found[nth]?.subjects.length === 1) };
    },
  })),
  'lists those that are about all of several': filtering(({ subjects = [], ...filter }) => ({ ...filter, subjects: subjects.slice(0, 1) })),
  'lists what was received from a moment on': filtering(({ from, ...filter }) => (from === undefined ? filter : { ...filter, from: addMs(from, 1) })),
  'lists what was received before a moment': filtering(({ until, ...filter }) => (until === undefined ? filter : { ...filter, until: addMs(until, 1) })),
  'lists what was played again, or what was not': withoutFilter('replayed'),
  'tells as which delivery one was played again': listing((page) => ({ ...page, rows: page.rows.map(({ replayedAs: _as, ...row }) => row) })),
  'reads whole deliveries, the oldest first': readings((page, { after }) =>
    page.next === undefined && after === undefined ? { rows: page.rows.toReversed() } : page,
  ),
  'gives pages of whole deliveries that join without a gap, while new ones arrive': readings((page, { after }) =>
    after === undefined ? page : { ...page, next: page.next ?? after },
  ),
  'lists one connection': withoutFilter('connection'),
  'lists one source': withoutFilter('source'),
  'lists one kind': withoutFilter('kind'),
  'lists one lane': withoutFilter('lane'),
  'lists what one delivery led to': withoutFilter('cause'),
  'lists one state': withoutFilter('state'),
  'lists one reason': withoutFilter('reason'),
  'counts what the same filter lists': historyWith((history) => ({ count: (scope) => history.count(scope, {}) })),
  'has nothing for an id that was never accepted': historyWith((history) => ({
    find: async (scope, id) => (await history.find(scope, id)) ?? (scope === 'every-connection' ? ({ id, state: 'done' } as DeliveryRecord) : undefined),
  })),
  'tells when a waiting delivery is due, and why it waits': finding((record) => record && (({ dueAt: _dueAt, ...rest }) => rest)(record)),
  ...tallySaboteurs,
};

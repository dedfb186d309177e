import type { DeliveryFilter, DeliveryRecord, DeliverySummary, History, Page } from '../../../../src/ports/index.ts';
import type { Saboteur } from './saboteur.ts';

type Asked = Parameters<History['list']>;

const historyWith = (change: (history: History) => Partial<History>): Saboteur => ({ history }) => ({ history: { ...history, ...change(history) } });

const listing = (change: (page: Page<DeliverySummary>, asked: Asked[1]) => Page<DeliverySummary>): Saboteur =>
  historyWith((history) => ({ list: async (filter, page) => change(await history.list(filter, page), page) }));

const withoutFilter = (name: keyof DeliveryFilter): Saboteur =>
  historyWith((history) => ({
    list: (filter, page) => history.list(Object.fromEntries(Object.entries(filter).filter(([key]) => key !== name)), page),
  }));

const finding = (change: (record: DeliveryRecord | undefined) => DeliveryRecord | undefined): Saboteur =>
  historyWith((history) => ({ find: async (id) => change(await history.find(id)) }));

const EVERYTHING = { limit: 1_000 };

export const historySaboteurs: Readonly<Record<string, Saboteur>> = {
  'lists the newest delivery first': listing((page, { after }) =>
    page.next === undefined && after === undefined ? { rows: page.rows.toReversed() } : page,
  ),
  'shows in a list what an operator needs': listing((page) => ({ ...page, rows: page.rows.map(({ cause: _cause, ...row }) => row) })),
  'gives pages that join without a gap, and no next page after the last': listing((page, { after }) =>
    after === undefined ? page : { ...page, next: page.next ?? after },
  ),
  'names no next page when a page is just filled': listing((page, { after, limit }) =>
    after === undefined && page.rows.length === limit ? { ...page, next: page.next ?? '0' } : page,
  ),
  'keeps pages joined while new deliveries arrive': historyWith((history) => ({
    async list(filter, { limit, after = '0' }) {
      const { rows } = await history.list(filter, EVERYTHING);
      const end = Number(after) + limit;
      return { rows: rows.slice(Number(after), end), ...(rows.length > end && { next: String(end) }) };
    },
  })),
  'lists one connection': withoutFilter('connection'),
  'lists one source': withoutFilter('source'),
  'lists one kind': withoutFilter('kind'),
  'lists one lane': withoutFilter('lane'),
  'lists what one delivery led to': withoutFilter('cause'),
  'lists one state': withoutFilter('state'),
  'lists one reason': withoutFilter('reason'),
  'counts what the same filter lists': historyWith((history) => ({ count: () => history.count({}) })),
  'has nothing for an id that was never accepted': historyWith((history) => ({
    find: async (id) => (await history.find(id)) ?? ({ id, state: 'done' } as DeliveryRecord),
  })),
  'tells when a waiting delivery is due, and why it waits': finding((record) => record && (({ dueAt: _dueAt, ...rest }) => rest)(record)),
};

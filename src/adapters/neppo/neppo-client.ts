import { createHash } from 'node:crypto';
import * as z from 'zod';
import { epochMsOf } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountLimits } from '../../ports/budgets.ts';
import type { CallGate, CallListener } from '../../ports/crm.ts';
import { isPortFailure, type AccountKey } from '../../ports/failures.ts';
import { accountLimits, createHttpClient, createStreamClient, type AnswerOrRefusal, type HttpCall, type HttpClient } from '../ky/index.ts';
import { createFileOpener, type OpenFile } from './file-opener.ts';
import { contradiction, credentialRefused } from './failures.ts';
import { behind, type ListPage } from './list-cursor.ts';
import type { NeppoConfig, NeppoCredentials, NeppoOperation } from './neppo-config.ts';
import type { TokenKeeper } from './token-keeper.ts';
import { createTokenSource, type MintedToken, type TokenSource } from './token-source.ts';
import { PAGE_SIZE, wireCountedPage, wirePage, wireRows, type WireCondition } from './wire/list.ts';
import { wireToken } from './wire/token.ts';

/** What the adapter is given beside the account: clock, the holder of the one live token, and who listens to its calls. */
export interface NeppoClientOptions {
  readonly onCall?: CallListener | undefined;
  /** Keeps calls within the account's limits. @defaultValue nothing does */
  readonly gate?: CallGate | undefined;
  readonly clock: Clock;
  readonly tokens: TokenKeeper;
  /** Sends the requests, where the host guards what may be reached. @defaultValue the platform's own */
  readonly fetch?: typeof fetch | undefined;
}

/** The only door to Neppo. Rows are checked by their schema. */
export interface NeppoClient {
  readonly account: AccountKey;
  readonly limits: AccountLimits | undefined;
  /** Every row of a list. */
  listAll<Row extends { readonly id: string }>(operation: NeppoOperation, row: z.ZodType<Row>): Promise<readonly Row[]>;
  /** One page of a list, to go on behind which there is a text; a row that went away meanwhile hides no other. */
  listPage<Row extends { readonly id: string }>(operation: NeppoOperation, row: z.ZodType<Row>, next: string | undefined): Promise<ListPage<Row>>;
  /** Every row that meets the conditions and is wanted; a full page without any shows that the conditions were not heeded. */
  listWanted<Row extends { readonly id: string }>(
    operation: NeppoOperation, row: z.ZodType<Row>, wanted: { readonly where: readonly WireCondition[]; readonly is: (row: Row) => boolean },
  ): Promise<readonly Row[]>;
  /** The youngest rows, at most a page of them, that meet the condition where there is one. */
  listNewest<Row>(operation: NeppoOperation, row: z.ZodType<Row>, where?: WireCondition): Promise<readonly Row[]>;
  /** What there is under an id; empty where Neppo knows none. */
  rowsOf<Row>(operation: NeppoOperation, row: z.ZodType<Row>, id: string): Promise<readonly Row[]>;
  /** Writes something; what a refusal says is for the caller to read. */
  save<Row>(operation: NeppoOperation, body: object, row: z.ZodType<Row>): Promise<AnswerOrRefusal<Row>>;
  /** Reads what is no list of rows. */
  read<Answer>(operation: NeppoOperation, values: RouteValues, answer: z.ZodType<Answer>): Promise<Answer>;
  /** Does something; what a refusal says is for the caller to read. Its answer is the caller's to make sense of. */
  act(operation: NeppoOperation, deed: Deed): Promise<AnswerOrRefusal<unknown>>;
  /** The youngest rows but `page` pages of them, with the count of all where it is told. */
  listBack<Row>(operation: NeppoOperation, row: z.ZodType<Row>, question: { readonly where: WireCondition; readonly page: number }): Promise<{ readonly rows: readonly Row[]; readonly total: number | undefined }>;
  /** Opens a file of a conversation. */
  readonly openFile: OpenFile;
  /** Makes one small call that needs the credential (ACT-02). */
  tryCredential(): Promise<void>;
}

/** What is filled into a route. */
export type RouteValues = Readonly<Record<string, string>>;

/** What is sent along with an act. */
export interface Deed extends Pick<HttpCall, 'json' | 'file'> {
  readonly values?: RouteValues;
  readonly query?: Readonly<Record<string, string>>;
}

type NeppoCall = Pick<HttpCall, 'method' | 'effect'> & Deed & { readonly operation: NeppoOperation };

interface ListQuestion {
  readonly conditions?: readonly WireCondition[];
  readonly page?: number;
  readonly size?: number;
  readonly direction?: 'ASC' | 'DESC';
}

/** In order of id, so that rows that come meanwhile do not move the pages. */
const WHOLE_LIST = { conditions: [], page: 0, size: PAGE_SIZE, sort: true, sortColumn: 'id', direction: 'ASC' } as const;

/** Calls that work which nobody waits for may send at once. One is earned in a second: so late it may come for its turn and lose nothing. */
const BURST = 2;

/** Names the account in logs and limits without telling the credential. */
const accountOf = ({ consumerKey, username }: NeppoCredentials): AccountKey =>
  `neppo:${createHash('sha256').update(JSON.stringify([consumerKey, username])).digest('hex').slice(0, 16)}`;

export function createNeppoClient(config: NeppoConfig, { onCall, gate, clock, tokens, fetch }: NeppoClientOptions): NeppoClient {
  const account = accountOf(config.credentials);
  const limits = accountLimits({ ...config.budget, share: 1, burst: BURST }, 'bulk');
  const clientOf = (baseUrl: string, isCounted: 'counted' | 'not-counted'): HttpClient =>
    createHttpClient({
      baseUrl, account, onCall, fetch, totalTimeoutMs: config.timeoutMs, now: () => epochMsOf(clock.now()),
      budget: isCounted === 'not-counted' || gate === undefined || limits === undefined ? undefined : { gate, limits },
    });
  const source = createTokenSource(tokens, createMint((baseUrl) => clientOf(baseUrl, 'not-counted'), config, account), clock, account);
  const hosts = { gateway: clientOf(config.gatewayUrl, 'counted'), tenant: clientOf(config.tenantUrl, 'counted') };

  const withHost = <Answer>(call: NeppoCall, send: (host: HttpClient, whole: HttpCall) => Promise<Answer>): Promise<Answer> => {
    const { operation, values = {}, query, ...rest } = call;
    const { host, path } = config.routes[operation];
    const whole = { ...rest, route: `${call.method} ${path}`, path: filled(path, values, query) };
    return withToken(source, (token) => send(hosts[host], { ...whole, headers: { authorization: `Bearer ${token}` } }));
  };

  const ask = <Answer>(call: NeppoCall, schema: z.ZodType<Answer>): Promise<Answer> =>
    withHost(call, (host, whole) => host.ask(whole, schema));

  const page = <Row>(operation: NeppoOperation, row: z.ZodType<Row>, question: ListQuestion): Promise<readonly Row[]> =>
    ask({ operation, method: 'POST', effect: 'reads', json: { ...WHOLE_LIST, ...question } }, wirePage(row));

  return {
    account,
    limits,
    listAll: async (operation, row) => {
      const rows = new Map<string, z.output<typeof row>>();
      for (let number = 0; ; number += 1) {
        const found = await page(operation, row, { page: number });
        const before = rows.size;
        for (const each of found) rows.set(each.id, each);
        if (found.length < PAGE_SIZE) return [...rows.values()];
        // Asked for more, it told the same again: without this, a list that ignores its page number has no end.
        if (rows.size === before) throw contradiction(`POST ${config.routes[operation].path}`, 'page (the one before again)');
      }
    },
    listPage: (operation, row, next) =>
      behind(next, `POST ${config.routes[operation].path}`, (number) =>
        ask({ operation, method: 'POST', effect: 'reads', json: { ...WHOLE_LIST, page: number } }, wireCountedPage(row))),
    listWanted: async (operation, row, { where, is }) => {
      const rows = new Map<string, z.output<typeof row>>();
      for (let number = 0; ; number += 1) {
        const found = await page(operation, row, { conditions: where, page: number });
        const wanted = found.filter((each) => is(each) && !rows.has(each.id));
        if (found.length === PAGE_SIZE && wanted.length === 0) throw contradiction(`POST ${config.routes[operation].path}`, 'results (other rows than those asked for)');
        for (const each of wanted) rows.set(each.id, each);
        if (found.length < PAGE_SIZE) return [...rows.values()];
      }
    },
    save: (operation, body, row) =>
      withHost({ operation, method: 'POST', effect: 'writes', json: body }, (host, whole) => host.askOrRefusal(whole, row)),
    listNewest: (operation, row, where) => page(operation, row, { conditions: where === undefined ? [] : [where], direction: 'DESC' }),
    rowsOf: (operation, row, id) => ask({ operation, method: 'GET', values: { id } }, wireRows(row)).catch(noneWhereMissing),
    read: (operation, values, answer) => ask({ operation, method: 'GET', values }, answer),
    act: (operation, deed) => withHost({ operation, method: 'POST', effect: 'writes', ...deed }, (host, whole) => host.askOrRefusal(whole, z.unknown())),
    listBack: (operation, row, { where, page: number }) =>
      ask({ operation, method: 'POST', effect: 'reads', json: { ...WHOLE_LIST, conditions: [where], page: number, direction: 'DESC' } }, wireCountedPage(row)),
    openFile: createFileOpener(config, {
      files: createStreamClient({ account, onCall, fetch, totalTimeoutMs: config.timeoutMs, now: () => epochMsOf(clock.now()), budget: gate && limits && { gate, limits } }),
      withToken: (call) => withToken(source, call),
    }),
    tryCredential: async () => void (await page('agents', z.unknown(), { size: 1 })),
  };
}

function filled(path: string, values: RouteValues, query: Readonly<Record<string, string>> | undefined): string {
  const whole = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  return query === undefined ? whole : `${whole}?${new URLSearchParams(query).toString()}`;
}

/** A 401 means that the token was renewed elsewhere, or ended: it is replaced, and the call made once more. */
async function withToken<Answer>(source: TokenSource, call: (token: string) => Promise<Answer>): Promise<Answer> {
  const token = await source.take();
  try {
    return await call(token);
  } catch (failure) {
    if (!isPortFailure(failure) || failure.code !== 'port.unauthorized') throw failure;
    return call(await source.take(token));
  }
}

function createMint(
  clientOf: (baseUrl: string) => HttpClient,
  { tokenUrl, credentials }: NeppoConfig,
  account: AccountKey,
): () => Promise<MintedToken> {
  const { origin, pathname, search } = new URL(tokenUrl);
  const client = clientOf(origin);
  const { consumerKey, consumerSecret, username, password } = credentials;
  const call: HttpCall = {
    method: 'POST',
    path: `${pathname}${search}`,
    route: `POST ${pathname}`,
    effect: 'reads',
    form: { grant_type: 'password', username, password },
    headers: { authorization: `Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')}` },
  };
  return async () => {
    const { access_token, expires_in } = await client.ask(call, wireToken).catch((failure: unknown) => {
      const refused = isPortFailure(failure) && (failure.code === 'port.unauthorized' || failure.code === 'port.refused');
      throw refused ? credentialRefused(account, failure) : failure;
    });
    return { token: access_token, lifetimeMs: expires_in * 1000 };
  };
}

function noneWhereMissing(failure: unknown): readonly never[] {
  if (isPortFailure(failure) && failure.code === 'port.missing') return [];
  throw failure;
}

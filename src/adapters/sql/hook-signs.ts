import { sql, type RawBuilder } from 'kysely';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import { MOST_ASTRAY, type AstrayHour, type HookSigns, type RefusedDeliveries, type RefusingIntegration } from '../../ports/hook-signs.ts';
import type { HookAddress } from '../../ports/hooks.ts';
import type { Row } from './row.ts';
import type { SqlRunner } from './sql-runner.ts';

const SYSTEMS: readonly HookAddress['system'][] = ['neppo', 'ploomes', 'automation', 'webhook'];
const KEPT_MS = 7 * 24 * 60 * 60_000;

/**
 * In the table of receipts, under names that no token is hashed to: a receipt is a name, a kind and one text. For what goes astray the
 * kind is the hour and the text a number; for what is refused the kind is the hour with the reason, or the reason alone with its last moment.
 */
export function createHookSigns(runner: SqlRunner): HookSigns {
  const receipts = runner.table('hook_receipt');
  const rowsOf = async (doing: string, where: RawBuilder<unknown>): Promise<readonly Row[]> =>
    await runner.rows(doing, sql`select token_hash, kind, received_at from ${receipts} where ${where} order by token_hash, kind`);

  const noting = (name: string, kind: string, at: Instant): RawBuilder<unknown> => sql`
    insert into ${receipts} as known (token_hash, kind, received_at) values (${name}, ${runner.text(kind)}, ${at})
    on conflict (token_hash, kind) do update set received_at = excluded.received_at where known.received_at < excluded.received_at`;
  const adding = (name: string, kind: string, count: number): RawBuilder<unknown> => sql`
    insert into ${receipts} as known (token_hash, kind, received_at) values (${name}, ${runner.text(kind)}, ${String(capped(count))})
    on conflict (token_hash, kind) do update set received_at = cast(case
      when cast(known.received_at as integer) + cast(excluded.received_at as integer) > ${sql.lit(MOST_ASTRAY)} then ${sql.lit(MOST_ASTRAY)}
      else cast(known.received_at as integer) + cast(excluded.received_at as integer) end as text)`;
  const forgetting = (name: string, at: Instant): RawBuilder<unknown> => sql`delete from ${receipts} where token_hash = ${name} and kind < ${hourOf(addMs(at, -KEPT_MS))}`;

  return {
    noteSeen: async (connection, kind, since) => void (await runner.write('note what no webhook told of', [noting(seenOf(connection), kind, since)])),
    seen: async (connection) =>
      translateSeen(await rowsOf('read what no webhook told of', sql`token_hash = ${seenOf(connection)}`)),
    noteAstray: async ({ system, connection }, at, count) =>
      void (await runner.write('count webhooks that go astray', [forgetting(astrayOf(system, connection), at), adding(astrayOf(system, connection), hourOf(at), count)])),
    async astray(connection, since) {
      const hours: AstrayHour[] = [];
      for (const system of SYSTEMS) {
        const rows = await rowsOf('read which webhooks went astray', sql`token_hash = ${astrayOf(system, connection)} and kind >= ${hourOf(since)}`);
        hours.push(...rows.map((row) => translateHour(system, row)));
      }
      return hours;
    },
    noteRefused: async (integration, { why, lastAt, count }) =>
      void (await runner.write('count what an integration refuses', [
        forgetting(refusedOf(integration), lastAt), adding(refusedOf(integration), `${hourOf(lastAt)} ${why}`, count), noting(refusedOf(integration), `${LAST}${why}`, lastAt),
      ])),
    refused: async (integration, since) =>
      translateRefused(await rowsOf('read what an integration refused', sql`token_hash = ${refusedOf(integration)} and kind >= ${hourOf(since)}`)),
  };
}

// A hash of a token holds neither of these marks.
const seenOf = (connection: ConnectionId): string => `seen:${connection}`;
const astrayOf = (system: HookAddress['system'], connection: ConnectionId | undefined): string => `astray:${system}:${connection ?? ''}`;
const refusedOf = ({ connection, integration }: RefusingIntegration): string => `refused:${connection}:${integration}`;

/** Behind all hours, so that what is older than a week goes without it. */
const LAST = 'last ';

const capped = (count: number): number => Math.min(count, MOST_ASTRAY);
/** `2026-05-04T12`: texts of hours are in their order. */
const hourOf = (at: Instant): string => at.slice(0, 13);

const translateSeen = (rows: readonly Row[]): Readonly<Record<string, Instant>> =>
  Object.fromEntries(rows.map(({ kind, received_at: since }) => [String(kind), since as Instant]));

const translateHour = (system: HookAddress['system'], { kind, received_at: count }: Row): AstrayHour =>
  ({ system, from: `${String(kind)}:00:00.000Z` as Instant, count: Number(count) });

function translateRefused(rows: readonly Row[]): readonly RefusedDeliveries[] {
  const counts = rows.filter(({ kind }) => !String(kind).startsWith(LAST)).map(({ kind, received_at: count }) => ({ why: String(kind).slice('2026-05-04T12 '.length), count: Number(count) }));
  return rows.filter(({ kind }) => String(kind).startsWith(LAST)).map(({ kind, received_at: lastAt }) => {
    const why = String(kind).slice(LAST.length);
    return { why, count: counts.filter((each) => each.why === why).reduce((sum, { count }) => sum + count, 0), lastAt: lastAt as Instant };
  }).filter(({ count }) => count > 0).toSorted((one, other) => (one.lastAt < other.lastAt ? 1 : -1));
}

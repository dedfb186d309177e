import * as z from 'zod';
import { parseInstant } from '../../../domain/index.ts';
import type { HubDoor } from './hub-door.ts';

const instant = z.string().transform((text, context) => {
  const read = parseInstant(text);
  if (read.ok) return read.value;
  context.addIssue({ code: 'custom', message: read.reason });
  return z.NEVER;
});

const summary = z.looseObject({
  id: z.string(),
  connection: z.string(),
  source: z.enum(['neppo', 'ploomes', 'library', 'internal']),
  kind: z.string(),
  lane: z.string(),
  state: z.enum(['pending', 'later', 'awaiting', 'done', 'set-aside']),
  reason: z.string().optional(),
  receivedAt: instant,
  endedAt: instant.optional(),
  attempts: z.number(),
  repeats: z.number(),
  cause: z.string().optional(),
});

const record = summary.extend({
  body: z.string(),
  headers: z.record(z.string(), z.string()),
  decision: z.unknown(),
  calls: z.array(z.object({ route: z.string(), outcome: z.string(), ms: z.number() })),
  dueAt: instant.optional(),
});

const page = z.object({ rows: z.array(summary), next: z.string().optional() });
const replay = z.object({ replayed: z.array(z.string()), notFound: z.array(z.string()) });

/** A delivery as `/v1` tells of it. */
export type DeliveryRow = z.infer<typeof summary>;
export type DeliveryWhole = z.infer<typeof record>;

/** What a list is narrowed by; the names are those of `/v1/deliveries`. */
export interface DeliveryQuery {
  readonly state?: string;
  readonly kind?: string;
  readonly source?: string;
  readonly connection?: string;
  readonly reason?: string;
  readonly lane?: string;
  readonly cause?: string;
  readonly limit?: number;
  readonly after?: string;
}

/** The largest page, and the most ids, that a hub takes at once. */
const MOST = 200;

export const readPage = async (door: HubDoor, query: DeliveryQuery): Promise<z.infer<typeof page>> =>
  await door.get(`/v1/deliveries?${queryText(query)}`, page);

const queryText = (query: DeliveryQuery): string =>
  new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))).toString();

export const findDelivery = async (door: HubDoor, id: string): Promise<DeliveryWhole | undefined> =>
  await door.find(`/v1/deliveries/${encodeURIComponent(id)}`, record);

/** A delivery, and what came of it in turn. */
export interface Descendant {
  readonly delivery: DeliveryWhole;
  readonly depth: number;
}

/** More are not followed: a replayed one may have led to many. */
const MOST_DESCENDANTS = 50;

/** What came of a delivery, each followed by what came of it, in the order in which they came. */
export async function findDescendants(door: HubDoor, id: string): Promise<readonly Descendant[]> {
  const found: Descendant[] = [];
  const follow = async (cause: string, depth: number): Promise<void> => {
    const { rows } = await readPage(door, { cause, limit: MOST_DESCENDANTS });
    for (const row of rows.toReversed()) {
      const delivery = found.length < MOST_DESCENDANTS ? await findDelivery(door, row.id) : undefined;
      if (delivery === undefined) continue;
      found.push({ delivery, depth });
      await follow(delivery.id, depth + 1);
    }
  };
  await follow(id, 0);
  return found;
}

/** The ids of all that pass, newest first. Read whole before anything is replayed, since a replay adds to the list. */
export async function readAllIds(door: HubDoor, query: DeliveryQuery): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const { rows, next } = await readPage(door, { ...query, limit: MOST, ...(after === undefined ? {} : { after }) });
    ids.push(...rows.map(({ id }) => id));
    after = next;
  } while (after !== undefined);
  return ids;
}

/** Plays them again, oldest first, as many at once as a hub takes. */
export async function replayAll(door: HubDoor, ids: readonly string[], progress: (done: number) => void): Promise<z.infer<typeof replay>> {
  const replayed: string[] = [];
  const notFound: string[] = [];
  for (let at = 0; at < ids.length; at += MOST) {
    const answer = await door.post('/v1/deliveries/replay', { ids: ids.slice(at, at + MOST) }, replay);
    replayed.push(...answer.replayed);
    notFound.push(...answer.notFound);
    progress(Math.min(at + MOST, ids.length));
  }
  return { replayed, notFound };
}

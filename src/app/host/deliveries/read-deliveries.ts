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
  source: z.string(),
  kind: z.string(),
  lane: z.string(),
  state: z.enum(['pending', 'later', 'awaiting', 'done', 'set-aside']),
  reason: z.string().optional(),
  receivedAt: instant,
  endedAt: instant.optional(),
  attempts: z.number(),
  repeats: z.number(),
  cause: z.string().optional(),
  replayOf: z.string().optional(),
  replayedAs: z.string().optional(),
  askedBy: z.string().optional(),
  settingsAt: instant.optional(),
});

const record = summary.extend({
  body: z.string(),
  headers: z.record(z.string(), z.string()),
  decision: z.unknown().optional(),
  calls: z.array(z.object({ route: z.string(), outcome: z.string(), ms: z.number() })),
  dueAt: instant.optional(),
  subjects: z.array(z.string()).default([]),
  settings: z.looseObject({ version: z.number(), validFrom: instant }).optional(),
});

const page = z.object({ rows: z.array(summary), next: z.string().optional() });

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
  readonly phone?: string;
  readonly email?: string;
  readonly session?: string;
  readonly contact?: string;
  readonly card?: string;
  readonly record?: string;
  readonly integration?: string;
  readonly from?: string;
  readonly until?: string;
  readonly replayed?: string;
}

interface PageQuery {
  readonly limit?: number;
  readonly after?: string;
}

/** Asked with a body: addresses are written into logs on their way, and a phone does not belong there. */
export const readPage = async (door: HubDoor, filter: DeliveryQuery, wish: PageQuery = {}): Promise<z.infer<typeof page>> =>
  await door.post('/v1/deliveries/search', { filter, ...wish }, page);

export const countDeliveries = async (door: HubDoor, filter: DeliveryQuery): Promise<number> =>
  (await door.post('/v1/deliveries/count', { filter }, z.object({ count: z.number() }))).count;

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
    const { rows } = await readPage(door, { cause }, { limit: MOST_DESCENDANTS });
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

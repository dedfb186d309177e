import * as z from 'zod';
import type { HubDoor } from './hub-door.ts';
import type { DeliveryQuery } from './read-deliveries.ts';

const replayedAs = z.object({ id: z.string(), as: z.string() });
const replay = z.object({
  replayed: z.array(replayedAs),
  already: z.array(replayedAs),
  refused: z.array(z.object({ id: z.string(), because: z.string() })),
  notFound: z.array(z.string()),
});
const bulk = z.object({
  count: z.number(),
  runs: z.array(z.object({ connection: z.string(), id: z.string(), count: z.number() })),
  skipped: z.array(z.object({ connection: z.string(), count: z.number() })),
});
const edited = z.object({ as: z.string() });

/** What became of deliveries that were to be played again. */
export type Replayed = z.infer<typeof replay>;
export type BulkReplayed = z.infer<typeof bulk>;

/** The most ids that a hub takes at once. */
const MOST = 200;

/** Plays the named ones again, as many at once as a hub takes. */
export async function replayNamed(door: HubDoor, ids: readonly string[], settings: string): Promise<Replayed> {
  const all: Replayed = { replayed: [], already: [], refused: [], notFound: [] };
  for (let at = 0; at < ids.length; at += MOST) {
    const answer = await door.post('/v1/deliveries/replay', { ids: ids.slice(at, at + MOST), settings }, replay);
    all.replayed.push(...answer.replayed);
    all.already.push(...answer.already);
    all.refused.push(...answer.refused);
    all.notFound.push(...answer.notFound);
  }
  return all;
}

/** Begins to play again all that pass, unless there are more than were shown. */
export const replayAll = async (
  door: HubDoor, { filter, expected, settings }: { readonly filter: DeliveryQuery; readonly expected: number; readonly settings: string },
): Promise<BulkReplayed> => await door.post('/v1/deliveries/replay', { filter, expected, settings }, bulk);

/** Plays one again with another body; gives the id of the delivery that does. */
export const replayEdited = async (door: HubDoor, id: string, correction: { readonly body: string; readonly settings: string }): Promise<string> =>
  (await door.post(`/v1/deliveries/${encodeURIComponent(id)}/edit-and-replay`, correction, edited)).as;

import * as z from 'zod';
import type { DeliveryStory } from '../../ports/delivery-desk.ts';

const id = z.string().describe('The id of a delivery.');
const moment = z.iso.datetime().describe('In UTC.');

/** One row of a list. Later releases may add fields. */
const summary = z.looseObject({
  id,
  connection: z.string(),
  source: z.string().describe('neppo, ploomes, library (the host), internal (an earlier delivery), or a source of a later release.'),
  kind: z.string().describe('What it is about.'),
  lane: z.string().describe('What it is kept in order with.'),
  state: z.enum(['pending', 'later', 'awaiting', 'done', 'set-aside']),
  reason: z.string().optional().describe('Why it waits or was set aside.'),
  receivedAt: moment,
  endedAt: moment.optional(),
  attempts: z.number().int().describe('How often it was tried again after a failure.'),
  repeats: z.number().int().describe('How often it came again.'),
  cause: id.optional().describe('The delivery that led to this one.'),
  replayOf: id.optional().describe('The delivery that this one plays again.'),
  replayedAs: id.optional().describe('The delivery that plays this one again.'),
  askedBy: z.string().optional().describe('Who asked for it: the name of a key.'),
  settingsAt: moment.optional().describe('The settings of that moment decide, instead of those of its acceptance.'),
  payloadGone: z.enum(['expired', 'erased']).optional().describe('Why its payload and decision are not there any more.'),
}).meta({ id: 'Delivery', description: 'A delivery as a list tells of it.' });

const link = z.string().describe('A path on this hub.');

const story = summary.extend({
  body: z.string().describe('As it came. Empty once its time of keeping is over.'),
  headers: z.record(z.string(), z.string()),
  decision: z.unknown().optional().describe('What was decided and why; its form depends on the kind.'),
  calls: z.array(z.looseObject({ account: z.string().optional(), route: z.string(), outcome: z.string(), ms: z.number() })).describe('The calls that were made.'),
  dueAt: moment.optional().describe('When it is tried again.'),
  subjects: z.array(z.string()).describe('What it is about; persons as marks that nothing can be read from.'),
  settings: z.looseObject({ version: z.number().int(), validFrom: moment }).optional().describe('The version of the settings that decides.'),
  ledTo: z.array(summary).describe('What came of it, directly; 200 at most.'),
  links: z.looseObject({ self: link, cause: link.optional(), replayOf: link.optional(), replayedAs: link.optional(), ledTo: link }),
}).meta({ id: 'DeliveryStory', description: 'A delivery whole, with all that it is tied to.' });

const replayedAs = z.looseObject({ id, as: id });

const replay = z.looseObject({
  replayed: z.array(replayedAs).describe('Queued now.'),
  already: z.array(replayedAs).describe('Queued before, and not again.'),
  refused: z.array(z.looseObject({ id, because: z.enum(['not-ended', 'connection-inactive', 'payload-removed', 'run-over']) })),
  notFound: z.array(id),
}).meta({ id: 'Replay' });

const bulkReplay = z.looseObject({
  count: z.number().int().describe('How many are being queued.'),
  runs: z.array(z.looseObject({ connection: z.string(), id, count: z.number().int() })).describe('Deliveries of their own, which tell how far they came.'),
  skipped: z.array(z.looseObject({ connection: z.string(), count: z.number().int(), because: z.enum(['connection-inactive']) })),
}).meta({ id: 'BulkReplay' });

/** What the routes of deliveries answer, as the reference tells it and tests hold it to. */
export const deliveryAnswers = {
  page: z.looseObject({ rows: z.array(summary), next: z.string().optional().describe('Goes back as `after`; absent on the last page.') }).meta({ id: 'DeliveryPage' }),
  story,
  count: z.looseObject({ count: z.number().int() }).meta({ id: 'Count' }),
  replay: z.union([replay, bulkReplay]),
  edited: z.looseObject({ as: id }).meta({ id: 'EditedReplay' }),
} as const;

const pathOf = (delivery: string): string => `/v1/deliveries/${encodeURIComponent(delivery)}`;

/** A story with the ways to what it is tied to. */
export function composeStory(told: DeliveryStory): object {
  const { cause, replayOf, replayedAs: as } = told;
  return {
    ...told,
    links: {
      self: pathOf(told.id),
      ...(cause === undefined ? {} : { cause: pathOf(cause) }),
      ...(replayOf === undefined ? {} : { replayOf: pathOf(replayOf) }),
      ...(as === undefined ? {} : { replayedAs: pathOf(as) }),
      ledTo: `/v1/deliveries?${new URLSearchParams({ cause: told.id }).toString()}`,
    },
  };
}

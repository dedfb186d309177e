import { readFileSync } from 'node:fs';
import { Complaint, EXIT } from '../complaint.ts';
import type { Terminal } from '../terminal.ts';
import type { HubWish } from './find-hub.ts';
import type { HubDoor } from './hub-door.ts';
import { replayAll, replayEdited, replayNamed, type BulkReplayed, type Replayed } from './play-deliveries.ts';
import { countDeliveries, type DeliveryQuery } from './read-deliveries.ts';

interface PlayOptions extends HubWish {
  readonly settings: 'now' | 'then';
  readonly json?: true;
}
export type ReplayOptions = PlayOptions & DeliveryQuery & { readonly all?: true; readonly yes?: true; readonly expected?: number };
export type EditOptions = PlayOptions & { readonly body: string };

interface ReplayWish {
  readonly ids: readonly string[];
  readonly options: ReplayOptions;
  readonly filter: DeliveryQuery;
}

/** Plays again the ones that are named, or all that pass the filters. */
export async function runReplay(door: HubDoor, { ids, options, filter }: ReplayWish, terminal: Terminal): Promise<void> {
  const { complaint } = terminal.words;
  if (ids.length > 0 && options.all === true) throw new Complaint(EXIT.refused, { what: complaint.replay, why: complaint.idsAndAll, mend: complaint.idsAndAllMend });
  if (ids.length === 0 && options.all !== true) throw new Complaint(EXIT.refused, { what: complaint.replay, why: complaint.nothingNamed, mend: complaint.nothingNamedMend });
  if (options.all === true) await runReplayAll(door, options, filter, terminal);
  else await runReplayNamed(door, ids, options, terminal);
}

async function runReplayNamed(door: HubDoor, ids: readonly string[], { settings, json }: PlayOptions, terminal: Terminal): Promise<void> {
  const done = await replayNamed(door, ids, settings);
  terminal.say(json === true ? JSON.stringify(done) : composeReplayed(done, terminal));
  if (done.notFound.length > 0) throw noSuchDelivery(done.notFound.join(', '), terminal);
  const [refused] = done.refused;
  if (refused !== undefined) throw refusedReplay(refused, terminal);
}

/** Counts first, and does nothing that was not confirmed; of what was played again already nothing is played twice. */
async function runReplayAll(door: HubDoor, { settings, yes, expected, json }: ReplayOptions, given: DeliveryQuery, terminal: Terminal): Promise<void> {
  const { words: { complaint, deliveries }, say, note } = terminal;
  const filter = { state: 'set-aside', ...given, replayed: 'no' };
  const count = await countDeliveries(door, filter);
  if (yes !== true && count > 0) throw new Complaint(EXIT.refused, { why: complaint.unconfirmed(count), mend: complaint.unconfirmedMend });
  note(deliveries.counted(count));
  const begun = await replayAll(door, { filter, expected: expected ?? count, settings });
  say(json === true ? JSON.stringify(begun) : composeBegun(begun, terminal));
}

/** Plays one again with the body that the file holds. */
export async function runEdit(door: HubDoor, id: string, { body, settings, json }: EditOptions, terminal: Terminal): Promise<void> {
  const as = await replayEdited(door, id, { body: readBody(body, terminal), settings });
  terminal.say(json === true ? JSON.stringify({ as }) : terminal.words.deliveries.replayedAs(as));
}

export const noSuchDelivery = (id: string, { words: { complaint } }: Terminal): Complaint =>
  new Complaint(EXIT.notFound, { what: complaint.findDelivery, why: complaint.noSuchDelivery(id), mend: complaint.noSuchDeliveryMend });

function refusedReplay({ id, because }: Replayed['refused'][number], { words: { complaint, deliveries } }: Terminal): Complaint {
  const why = new Map(Object.entries(deliveries.replayRefused)).get(because) ?? because;
  return new Complaint(EXIT.refused, { what: complaint.replay, why: `${id}: ${why}`, mend: complaint.noSuchDeliveryMend });
}

/** One that was named is told with the id by which it can be followed. */
function composeReplayed({ replayed, already }: Replayed, { words: { deliveries } }: Terminal): string {
  const [only] = replayed;
  const now = replayed.length === 1 && only !== undefined ? deliveries.replayedAs(only.as) : deliveries.replayed(replayed.length);
  return [...(replayed.length === 0 && already.length > 0 ? [] : [now]), ...already.map(({ id, as }) => deliveries.replayedBefore(id, as))].join('\n');
}

const composeBegun = ({ count, runs, skipped }: BulkReplayed, { words: { deliveries } }: Terminal): string => [
  deliveries.replayed(count),
  ...runs.map((run) => deliveries.run(run.connection, run.count, run.id)),
  ...skipped.map((each) => deliveries.skipped(each.connection, each.count)),
].join('\n');

function readBody(file: string, { words: { complaint } }: Terminal): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (cause) {
    throw new Complaint(EXIT.notFound, { what: complaint.readFile(file), why: complaint.fileMissing, mend: complaint.fileMissingMend, cause });
  }
}

import * as z from 'zod';
import type { CallLog } from './call-log.ts';
import type { Deliveries } from './deliveries.ts';
import { parseFaults } from './faults.ts';
import type { FaultBook } from './faults.ts';
import { idOf, isRow, parseJson } from './wire.ts';
import type { Json, Reply, Row } from './wire.ts';
import { MODULE_TABLES, switchModule } from './modules.ts';
import type { World } from './world.ts';

/** What `/_sim` may reach. */
export interface Controls {
  readonly world: World;
  readonly calls: CallLog;
  readonly faults: FaultBook;
  readonly deliveries: Deliveries;
  advance(ms: number): void;
  resetData(): void;
  plantContacts(count: number): number;
}

const clockSchema = z.strictObject({ advanceMs: z.number().min(0) });
const quietSchema = z.strictObject({ quiet: z.boolean() });
const moduleSchema = z.strictObject({ table: z.enum(MODULE_TABLES), off: z.union([z.literal(403), z.literal(404)]).optional() });
const crowdSchema = z.strictObject({ count: z.int().min(1).max(1_000_000) });
const asked = z.boolean().default(false);
const resetSchema = z.strictObject({ calls: asked, data: asked, faults: asked });

/** Answers the simulator's own addresses; they need no key and are not counted as calls. */
export function control(controls: Controls, method: string, path: string, body: string): Reply {
  const input = body.trim() === '' ? {} : parseJson(body);
  if (input === undefined) return problem('The body is not JSON.');
  switch (`${method} ${path}`) {
    case 'GET /_sim/calls':
      return json({ ...controls.calls.calls() });
    case 'GET /_sim/state':
      return json(stateOf(controls));
    case 'GET /_sim/clock':
      return json({ now: controls.world.nowText() });
    case 'POST /_sim/clock':
      return wind(controls, input);
    case 'POST /_sim/quiet':
      return beQuiet(controls, input);
    case 'POST /_sim/modules':
      return setModule(controls, input);
    case 'POST /_sim/contacts':
      return plant(controls, input);
    case 'POST /_sim/reset':
      return reset(controls, input);
    case 'GET /_sim/faults':
      return json({ faults: faultsLeft(controls) });
    case 'POST /_sim/faults':
      return addFaults(controls, input);
    case 'DELETE /_sim/faults':
      controls.faults.clear();
      return json({ faults: [] });
    default:
      return { status: 404, body: { error: `There is no ${method} ${path}.` } };
  }
}

const json = (body: Json): Reply => ({ status: 200, body });
const problem = (error: string): Reply => ({ status: 400, body: { error } });

function wind(controls: Controls, input: Json): Reply {
  const parsed = clockSchema.safeParse(input);
  if (!parsed.success) return problem(z.prettifyError(parsed.error));
  controls.advance(parsed.data.advanceMs);
  return json({ now: controls.world.nowText() });
}

function beQuiet({ world }: Controls, input: Json): Reply {
  const parsed = quietSchema.safeParse(input);
  if (!parsed.success) return problem(z.prettifyError(parsed.error));
  world.setQuiet(parsed.data.quiet);
  return json({ quiet: parsed.data.quiet });
}

/** A status switches a module off; none, on again. */
function setModule({ world }: Controls, input: Json): Reply {
  const parsed = moduleSchema.safeParse(input);
  if (!parsed.success) return problem(z.prettifyError(parsed.error));
  const { table, off } = parsed.data;
  switchModule(world, table, off === undefined ? 'on' : { off });
  world.store.commit();
  return json({ table, module: off === undefined ? 'on' : 'off' });
}

function plant({ plantContacts }: Controls, input: Json): Reply {
  const parsed = crowdSchema.safeParse(input);
  if (!parsed.success) return problem(z.prettifyError(parsed.error));
  return json({ planted: parsed.data.count, firstId: plantContacts(parsed.data.count) });
}

/** Forgets what is named; the calls alone when nothing is. */
function reset(controls: Controls, input: Json): Reply {
  const parsed = resetSchema.safeParse(input);
  if (!parsed.success) return problem(z.prettifyError(parsed.error));
  const { data, faults } = parsed.data;
  const calls = parsed.data.calls || !(data || faults);
  if (calls) controls.calls.reset();
  if (faults) controls.faults.clear();
  if (data) controls.resetData();
  return json({ reset: { calls, data, faults } });
}

function addFaults(controls: Controls, input: Json): Reply {
  if (isRow(input) && input['clear'] === true) {
    controls.faults.clear();
    return json({ faults: [] });
  }
  const parsed = parseFaults(input);
  if ('problem' in parsed) return problem(parsed.problem);
  controls.faults.add(parsed.faults);
  return json({ faults: faultsLeft(controls) });
}

/** JSON has no `undefined`; what was left out stays left out. */
const faultsLeft = ({ faults }: Controls): Json => parseJson(JSON.stringify(faults.pending())) ?? [];

const SHOWN = {
  contacts: 'Contacts', deals: 'Deals', interactionRecords: 'InteractionRecords', tasks: 'Tasks', documents: 'Documents', quotes: 'Quotes',
  orders: 'Orders', tags: 'Tags',
  pipelines: 'Deals@Pipelines', stages: 'Deals@Stages', fields: 'Fields', webhooks: 'Webhooks',
} as const;

/** All rows with their child rows inside; users come with their keys, so that a test can act as any of them. */
function stateOf({ world, deliveries }: Pick<Controls, 'world' | 'deliveries'>): { readonly [name: string]: Json } {
  const tables = Object.entries(SHOWN).map(([name, path]): [string, Json] => [name, rowsOf(world, path)]);
  const keyOf = (user: Row): Json => world.store.get('~Keys', idOf(user))?.['Key'] ?? null;
  const users = world.store.rows('Users').map((user) => ({ ...user, UserKey: keyOf(user) }));
  return { now: world.nowText(), ...Object.fromEntries(tables), users, pendingDeliveries: deliveries.pending() };
}

/** Copies of a table's rows, without the columns that the simulator keeps for itself. */
export const rowsOf = (world: World, path: string): readonly Row[] => world.store.rows(path).map(shownRow);

export const shownRow = (row: Row): Row => Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('~')));

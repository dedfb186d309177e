import type { Command } from 'commander';
import * as z from 'zod';
import { Complaint, EXIT } from '../complaint.ts';
import { addHubOptions, atHub } from '../deliveries/at-hub.ts';
import type { HubWish } from '../deliveries/find-hub.ts';
import type { HubDoor } from '../deliveries/hub-door.ts';
import { wholeNumber } from '../option-values.ts';
import { composeTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';

const system = z.looseObject({ credential: z.enum(['stored', 'missing']), settings: z.record(z.string(), z.unknown()).optional() });

/** A connection as the hub tells it. */
export const connectionSheet = z.looseObject({
  id: z.string(), name: z.string(), status: z.enum(['draft', 'active', 'inactive']), version: z.number(),
  systems: z.object({ ploomes: system, neppo: system }),
  options: z.looseObject({ linking: z.string(), mappings: z.array(z.looseObject({})) }),
});
export const connectionList = z.object({ rows: z.array(connectionSheet) });
const activation = z.object({ connection: connectionSheet, hook: z.string().optional() });
const deactivation = z.object({ connection: connectionSheet, subscriptions: z.enum(['removed', 'left']) });
const rotation = z.object({ address: z.string(), until: z.string() });

type Sheet = z.infer<typeof connectionSheet>;
type Shown = HubWish & { readonly json?: true };

export const pathOf = (id: string): string => `/v1/connections/${encodeURIComponent(id)}`;

/** Connections of a hub, looked at and switched. */
export function addConnectionsCommand(program: Command, terminal: Terminal): void {
  const { words, words: { help } } = terminal;
  const told = words.connection.help.connections;
  const after = (...examples: readonly string[]): string =>
    `\n${help.examples}\n${examples.map((example) => `  vinculo connections ${example}\n`).join('')}\n${help.exitCodes}`;
  const group = program.command('connections').description(told.about).addHelpText('after', after('list --db vinculo.db', 'activate acme --url https://hub.example.com.br'));
  const add = (name: string, about: string, examples: readonly string[]): Command => addHubOptions(group.command(name).description(about).addHelpText('after', after(...examples)), terminal);

  add('list', told.list, ['list --db vinculo.db'])
    .action(async (options: Shown) => await atHub(options, terminal, async (door) => await runList(door, options, terminal)));
  add('show', told.show, ['show acme --db vinculo.db']).argument('<id>', told.id)
    .action(async (id: string, options: Shown) => await atHub(options, terminal, async (door) => await runShow(door, id, options, terminal)));
  add('activate', told.activate, ['activate acme --db vinculo.db']).argument('<id>', told.id)
    .action(async (id: string, options: Shown) => await atHub(options, terminal, async (door) => await runActivate(door, id, options, terminal), 'act'));
  add('deactivate', told.deactivate, ['deactivate acme --db vinculo.db']).argument('<id>', told.id)
    .action(async (id: string, options: Shown) => await atHub(options, terminal, async (door) => await runDeactivate(door, id, options, terminal), 'act'));
  add('rotate', told.rotate, ['rotate acme neppo --grace-hours 2 --db vinculo.db']).argument('<id>', told.id).argument('<system>', told.system)
    .option('--grace-hours <n>', told.grace, wholeNumber(0, 720, words))
    .action(async (id: string, of: string, options: Shown & { readonly graceHours?: number }) =>
      await atHub(options, terminal, async (door) => await runRotate(door, { id, of }, options, terminal), 'act'));
}

async function runList(door: HubDoor, { json }: Shown, { words: { connection: { connections } }, say }: Terminal): Promise<void> {
  const { rows } = await door.get('/v1/connections', connectionList);
  if (json === true) return say(JSON.stringify({ rows }));
  if (rows.length === 0) return say(connections.none);
  const { columns, status, credential } = connections;
  say(composeTable(Object.values(columns), rows.map((row) => [
    row.id, row.name, status[row.status], row.options.linking, String(row.options.mappings.length), credential[row.systems.ploomes.credential], credential[row.systems.neppo.credential],
  ])));
}

async function runShow(door: HubDoor, id: string, { json }: Shown, terminal: Terminal): Promise<void> {
  const sheet = await sheetOf(door, id, terminal);
  terminal.say(JSON.stringify(sheet, undefined, json === true ? undefined : 2));
}

/** @throws {@link Complaint} where there is none. */
export async function sheetOf(door: HubDoor, id: string, { words: { connection: { connections } } }: Terminal): Promise<Sheet> {
  const sheet = await door.find(pathOf(id), connectionSheet);
  if (sheet !== undefined) return sheet;
  throw new Complaint(EXIT.notFound, { what: connections.find, why: connections.unknown(id), mend: connections.unknownMend });
}

async function runActivate(door: HubDoor, id: string, { json }: Shown, terminal: Terminal): Promise<void> {
  await sheetOf(door, id, terminal);
  const { connection, hook } = await door.post(`${pathOf(id)}/activate?lang=${terminal.language}`, {}, activation);
  const { words: { connection: { connections } }, say, note } = terminal;
  if (json === true) return say(JSON.stringify({ connection, hook }));
  note(connections.activated(id));
  if (hook !== undefined) say(connections.hook(hook));
}

async function runDeactivate(door: HubDoor, id: string, { json }: Shown, terminal: Terminal): Promise<void> {
  await sheetOf(door, id, terminal);
  const done = await door.post(`${pathOf(id)}/deactivate`, {}, deactivation);
  const { words: { connection: { connections } }, say, note } = terminal;
  if (json === true) return say(JSON.stringify(done));
  say(connections.deactivated(id));
  if (done.subscriptions === 'left') note(connections.subscriptionsLeft);
}

async function runRotate(door: HubDoor, { id, of }: { readonly id: string; readonly of: string }, { json, graceHours }: Shown & { readonly graceHours?: number }, terminal: Terminal): Promise<void> {
  await sheetOf(door, id, terminal);
  const rotated = await door.post(`${pathOf(id)}/hooks/${encodeURIComponent(of)}/rotate`, graceHours === undefined ? {} : { graceHours }, rotation);
  if (json === true) return terminal.say(JSON.stringify(rotated));
  terminal.say(rotated.address);
  terminal.note(terminal.words.connection.connections.rotated(rotated.until));
}

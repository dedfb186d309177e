import type { Command } from 'commander';
import { existsSync, writeFileSync } from 'node:fs';
import { Complaint, EXIT } from '../complaint.ts';
import { compareWithHub, type Change } from '../config-code/compare-with-hub.ts';
import { exportConnections } from '../config-code/export-connections.ts';
import { readConfigCode } from '../config-code/read-config-code.ts';
import { addHubOptions, atHub } from '../deliveries/at-hub.ts';
import type { HubWish } from '../deliveries/find-hub.ts';
import type { HubDoor } from '../deliveries/hub-door.ts';
import { composeTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';

type ConfigOptions = HubWish & { readonly json?: true; readonly yes?: true };

/** Connections as code (ACT-02: a secret is only ever a reference). */
export function addConfigCommand(program: Command, terminal: Terminal): void {
  const { words: { help, connection: { help: { config: told } } } } = terminal;
  const after = (...examples: readonly string[]): string =>
    `\n${help.examples}\n${examples.map((example) => `  vinculo config ${example}\n`).join('')}\n${help.exitCodes}`;
  const group = program.command('config').description(told.about).addHelpText('after', after('export connections.json --db vinculo.db', 'diff connections.json --db vinculo.db', 'apply connections.json --yes --db vinculo.db'));
  const add = (name: string, about: string): Command =>
    addHubOptions(group.command(name).description(about).argument('<file>', told.file).addHelpText('after', after(`${name} connections.json --db vinculo.db`)), terminal);

  add('export', told.export)
    .action(async (file: string, options: ConfigOptions) => await atHub(options, terminal, async (door) => await runExport(door, file, terminal), 'act'));
  add('diff', told.diff)
    .action(async (file: string, options: ConfigOptions) => await atHub(options, terminal, async (door) => show(await changesOf(door, file, terminal), options, terminal), 'act'));
  add('apply', told.apply).option('--yes', told.yes)
    .action(async (file: string, options: ConfigOptions) => await atHub(options, terminal, async (door) => await runApply(door, file, options, terminal), 'act'));
}

async function runExport(door: HubDoor, file: string, { words: { connection: { config } }, note }: Terminal): Promise<void> {
  if (existsSync(file)) throw new Complaint(EXIT.refused, { what: config.use(file), why: config.exists(file), mend: config.existsMend });
  const connections = await exportConnections(door);
  writeFileSync(file, `${JSON.stringify({ connections }, undefined, 2)}\n`, { flag: 'wx' });
  note(config.exported(file, connections.length));
}

const changesOf = async (door: HubDoor, file: string, terminal: Terminal): Promise<readonly Change[]> =>
  await compareWithHub(door, readConfigCode(file, terminal), terminal);

function show(changes: readonly Change[], { json }: ConfigOptions, { words: { connection: { config } }, say }: Terminal): void {
  const rows = changes.flatMap(({ connection, differences }) => differences.map((difference) => ({ connection, ...difference })));
  if (json === true) return say(JSON.stringify({ differences: rows }));
  if (rows.length === 0) return say(config.same);
  const told = (value: unknown): string => (value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value));
  say(composeTable(Object.values(config.columns), rows.map(({ connection, field, before, after, secret }) =>
    secret === true ? [connection, field, config.secret, config.secret] : [connection, field, told(before), told(after)])));
}

async function runApply(door: HubDoor, file: string, options: ConfigOptions, terminal: Terminal): Promise<void> {
  const changes = await changesOf(door, file, terminal);
  show(changes, options, terminal);
  if (options.yes !== true || changes.length === 0) return;
  for (const { carryOut } of changes) await carryOut();
  terminal.note(terminal.words.connection.config.applied(changes.reduce((sum, { differences }) => sum + differences.length, 0)));
}

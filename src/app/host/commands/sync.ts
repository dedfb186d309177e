import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import * as z from 'zod';
import { Complaint, EXIT } from '../complaint.ts';
import { addHubOptions, atHub } from '../deliveries/at-hub.ts';
import type { HubWish } from '../deliveries/find-hub.ts';
import type { HubDoor } from '../deliveries/hub-door.ts';
import { wholeNumber } from '../option-values.ts';
import { composeBar, composeRun, percentOf, runShape, type Run } from '../sync/compose-run.ts';
import { composeTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';

type SyncOptions = HubWish & { readonly json?: true; readonly connection: string; readonly run?: number; readonly dryRun?: true; readonly first?: true };

const started = z.object({ run: runShape, fresh: z.boolean() });
const problems = z.object({ rows: z.array(z.object({ contact: z.string(), code: z.string(), at: z.string() })) });
const conflicts = z.object({ rows: z.array(z.object({ id: z.string(), conflict: z.object({ kept: z.string(), other: z.string() }) })) });

const LOOK_EVERY_MS = 1_000;
/** A list on a terminal; the rest is in the HTTP interface. */
const ROWS = 200;

/** The customer base on both sides (SYN-02). */
export function addSyncCommand(program: Command, terminal: Terminal): void {
  const { words: { help, sync: { help: told } } } = terminal;
  const group = program.command('sync').description(told.about)
    .addHelpText('after', `\n${help.examples}\n  vinculo sync start --connection acme --dry-run --db vinculo.db\n  vinculo sync watch --connection acme --url https://hub.example.com.br\n\n${help.exitCodes}`);
  const add = (name: string, about: string, act: (door: HubDoor, options: SyncOptions) => Promise<void>, purpose: 'look' | 'act' = 'look'): Command => {
    const command = group.command(name).description(about)
      .requiredOption('--connection <id>', told.connection)
      .addHelpText('after', `\n${help.examples}\n  vinculo sync ${name} --connection acme --db vinculo.db\n\n${help.exitCodes}`)
      .action(async (options: SyncOptions) => await atHub(options, terminal, async (door) => await act(door, options), purpose));
    return addHubOptions(command, terminal);
  };
  const ofRun = (command: Command): Command => command.option('--run <n>', told.run, wholeNumber(1, 999_999_999, terminal.words));

  add('start', told.start, async (door, options) => await runStart(door, options, terminal), 'act').option('--dry-run', told.dryRun).option('--first', told.first);
  ofRun(add('status', told.status, async (door, options) => tell(await findRun(door, options, terminal), options, terminal)));
  ofRun(add('watch', told.watch, async (door, options) => await watch(door, options, terminal)));
  for (const name of ['pause', 'resume', 'cancel', 'confirm'] as const) {
    ofRun(add(name, told[name], async (door, options) => {
      const run = await findRun(door, options, terminal);
      tell(await door.post(`${pathOf(options)}/runs/${run.number}/steer`, { command: name }, runShape), options, terminal);
    }, 'act'));
  }
  add('problems', told.problems, async (door, options) => await listProblems(door, options, terminal));
  add('conflicts', told.conflicts, async (door, options) => await listConflicts(door, options, terminal));
}

const pathOf = ({ connection }: SyncOptions): string => `/v1/connections/${encodeURIComponent(connection)}`;

async function runStart(door: HubDoor, options: SyncOptions, terminal: Terminal): Promise<void> {
  const wish = { kind: options.first === true ? 'first' : 'reconciliation', mode: options.dryRun === true ? 'plan' : 'act' };
  tell((await door.post(`${pathOf(options)}/runs`, wish, started)).run, options, terminal);
}

async function findRun(door: HubDoor, options: SyncOptions, { words: { sync } }: Terminal): Promise<Run> {
  const run = await door.find(`${pathOf(options)}/runs/${options.run ?? 'last'}`, runShape);
  if (run !== undefined) return run;
  throw new Complaint(EXIT.notFound, { why: sync.none, mend: sync.begin });
}

function tell(run: Run, { json }: SyncOptions, terminal: Terminal): void {
  terminal.say(json === true ? JSON.stringify(run) : composeRun(run, terminal));
}

/** A bar that is written over where a person watches, and a line for each other percentage or phase elsewhere; as JSON, one for each change. */
async function watch(door: HubDoor, options: SyncOptions, terminal: Terminal): Promise<void> {
  let said = '';
  for (;;) {
    const run = await findRun(door, options, terminal);
    if (run.state !== 'running') {
      terminal.progress('');
      tell(run, options, terminal);
      return;
    }
    const line = `${run.phase} ${options.json === true ? run.done + run.failed : percentOf(run)}`;
    if (line !== said && options.json === true) terminal.say(JSON.stringify(run));
    else if (line !== said && terminal.isWatched === 'no') terminal.note(composeBar(run, terminal));
    terminal.progress(composeBar(run, terminal));
    said = line;
    await sleep(LOOK_EVERY_MS);
  }
}

async function listProblems(door: HubDoor, options: SyncOptions, { words: { sync }, say }: Terminal): Promise<void> {
  const { rows } = await door.get(`${pathOf(options)}/problems?limit=${ROWS}`, problems);
  if (options.json === true) return say(JSON.stringify({ rows }));
  const { contact, code, at } = sync.columns;
  say(rows.length === 0 ? sync.noProblems : composeTable([contact, code, at], rows.map((row) => [row.contact, row.code, row.at])));
}

async function listConflicts(door: HubDoor, options: SyncOptions, { words: { sync }, say }: Terminal): Promise<void> {
  const { rows } = await door.get(`${pathOf(options)}/conflicts?state=open&limit=${ROWS}`, conflicts);
  if (options.json === true) return say(JSON.stringify({ rows }));
  const { id, kept, other } = sync.columns;
  say(rows.length === 0 ? sync.noConflicts : composeTable([kept, other, id], rows.map((row) => [row.conflict.kept, row.conflict.other, row.id])));
}

import type { Command } from 'commander';
import { Complaint, EXIT } from '../complaint.ts';
import { composeList, composeStates, composeWhole, STATES, statesByWord } from '../deliveries/compose-deliveries.ts';
import { findHub, type HubWish } from '../deliveries/find-hub.ts';
import type { HubDoor } from '../deliveries/hub-door.ts';
import { findDelivery, findDescendants, readAllIds, readPage, replayAll, type DeliveryQuery } from '../deliveries/read-deliveries.ts';
import { choice, wholeNumber } from '../option-values.ts';
import type { Terminal } from '../terminal.ts';

interface Shown {
  readonly json?: true;
}
type ListOptions = HubWish & DeliveryQuery & Shown;
type ReplayOptions = ListOptions & { readonly all?: true; readonly yes?: true };

/** As many as a hub gives when nobody says. */
const USUAL_ROWS = 50;

export function addDeliveriesCommand(program: Command, terminal: Terminal): void {
  const { help } = terminal.words;
  const after = (...examples: readonly string[]): string =>
    `\n${help.examples}\n${examples.map((example) => `  vinculo deliveries ${example}\n`).join('')}\n${help.exitCodes}`;
  const group = program.command('deliveries').description(help.deliveries.about)
    .addHelpText('after', after('list --db vinculo.db', 'show 0190f3c2-7d1e-7a55-9c11-1f2e3d4c5b6a --db vinculo.db', 'replay --all --state set-aside --db vinculo.db'));

  const list = group.command('list').description(help.deliveries.list);
  addFilters(list, terminal)
    .option('--limit <n>', help.deliveries.limit, wholeNumber(1, 200, terminal.words), USUAL_ROWS)
    .option('--after <next>', help.deliveries.after)
    .addHelpText('after', `\n${composeStates(terminal)}`)
    .addHelpText('after', after('list --db vinculo.db --state set-aside', 'list --url https://hub.example.com.br --source neppo --limit 20 --json'))
    .action(async (options: ListOptions) => await atHub(options, terminal, async (door) => await runList(door, options, terminal)));
  addHubOptions(list, terminal);

  const show = group.command('show').description(help.deliveries.show).argument('<id>', help.deliveries.id)
    .addHelpText('after', after('show 0190f3c2-7d1e-7a55-9c11-1f2e3d4c5b6a --db vinculo.db'))
    .action(async (id: string, options: HubWish & Shown) => await atHub(options, terminal, async (door) => await runShow(door, id, options, terminal)));
  addHubOptions(show, terminal);

  const replay = group.command('replay').description(help.deliveries.replay).argument('[ids...]', help.deliveries.id);
  addFilters(replay, terminal)
    .option('--all', help.deliveries.all)
    .option('--yes', help.deliveries.yes)
    .addHelpText('after', after('replay 0190f3c2-7d1e-7a55-9c11-1f2e3d4c5b6a --db vinculo.db', 'replay --all --state set-aside --reason port.refused --db vinculo.db --yes'))
    .action(async (ids: readonly string[], options: ReplayOptions) => await runReplay(ids, options, terminal));
  addHubOptions(replay, terminal).option('--secret-key-env <name>', help.deliveries.secretKeyEnv);
}

const addFilters = (command: Command, { words, words: { help } }: Terminal): Command => command
  .addOption(choice('--state <state>', help.deliveries.state, STATES, words, statesByWord))
  .option('--kind <kind>', help.deliveries.kind)
  .addOption(choice('--source <source>', help.deliveries.source, ['neppo', 'ploomes', 'library', 'internal'], words))
  .option('--connection <id>', help.deliveries.connection)
  .option('--reason <code>', help.deliveries.reason)
  .option('--lane <lane>', help.deliveries.lane);

const addHubOptions = (command: Command, { words: { help } }: Terminal): Command => command
  .option('--url <url>', help.deliveries.url)
  .option('--key <key>', help.deliveries.key)
  .option('--db <file>', help.deliveries.db)
  .option('--json', help.json);

async function atHub(options: HubWish, terminal: Terminal, act: (door: HubDoor) => Promise<void>, purpose: 'look' | 'replay' = 'look'): Promise<void> {
  const door = await findHub(options, terminal, purpose);
  try {
    await act(door);
  } finally {
    await door.close();
  }
}

const filterOf = ({ state, kind, source, connection, reason, lane }: DeliveryQuery): DeliveryQuery =>
  Object.fromEntries(Object.entries({ state, kind, source, connection, reason, lane }).filter(([, value]) => value !== undefined));

async function runList(door: HubDoor, options: ListOptions, terminal: Terminal): Promise<void> {
  const { limit, after } = options;
  const page = await readPage(door, { ...filterOf(options), ...(limit === undefined ? {} : { limit }), ...(after === undefined ? {} : { after }) });
  if (options.json === true) return terminal.say(JSON.stringify(page));
  terminal.say(composeList(page.rows, terminal));
  if (page.next !== undefined) terminal.note(terminal.words.deliveries.more(`--after ${page.next}`));
}

async function runShow(door: HubDoor, id: string, { json }: Shown, terminal: Terminal): Promise<void> {
  const delivery = await findDelivery(door, id);
  if (delivery === undefined) throw noSuchDelivery(id, terminal);
  terminal.say(json === true ? JSON.stringify(delivery) : composeWhole(delivery, await findDescendants(door, id), terminal));
}

const noSuchDelivery = (id: string, { words: { complaint } }: Terminal): Complaint =>
  new Complaint(EXIT.notFound, { what: complaint.findDelivery, why: complaint.noSuchDelivery(id), mend: complaint.noSuchDeliveryMend });

async function runReplay(ids: readonly string[], options: ReplayOptions, terminal: Terminal): Promise<void> {
  const { words, say, note } = terminal;
  const { complaint } = words;
  if (ids.length > 0 && options.all === true) throw new Complaint(EXIT.refused, { what: complaint.replay, why: complaint.idsAndAll, mend: complaint.idsAndAllMend });
  if (ids.length === 0 && options.all !== true) throw new Complaint(EXIT.refused, { what: complaint.replay, why: complaint.nothingNamed, mend: complaint.nothingNamedMend });
  await atHub(options, terminal, async (door) => {
    const wanted = options.all === true ? (await readAllIds(door, filterOf(options))).toReversed() : ids;
    if (options.all === true) {
      if (options.yes !== true && wanted.length > 0) {
        throw new Complaint(EXIT.refused, { why: complaint.unconfirmed(wanted.length), mend: complaint.unconfirmedMend });
      }
      note(words.deliveries.counted(wanted.length));
    }
    const done = await replayAll(door, wanted, (count) => terminal.progress(words.deliveries.progress(count, wanted.length)));
    terminal.progress('');
    say(options.json === true ? JSON.stringify(done) : await composeReplayed(door, done.replayed, terminal));
    if (done.notFound.length > 0) throw noSuchDelivery(done.notFound.join(', '), terminal);
  }, 'replay');
}

/** One that was named is told with the id by which it can be followed. */
async function composeReplayed(door: HubDoor, replayed: readonly string[], { words: { deliveries } }: Terminal): Promise<string> {
  const [only] = replayed;
  const copy = replayed.length === 1 && only !== undefined ? (await readPage(door, { cause: only, limit: 1 })).rows[0] : undefined;
  return copy === undefined ? deliveries.replayed(replayed.length) : deliveries.replayedAs(copy.id);
}

import type { Command } from 'commander';
import { createSystemClock } from '../../../adapters/system/index.ts';
import { addHubOptions, atHub } from '../deliveries/at-hub.ts';
import { composeList, composeStates, composeWhole, STATES, statesByWord } from '../deliveries/compose-deliveries.ts';
import type { HubWish } from '../deliveries/find-hub.ts';
import type { HubDoor } from '../deliveries/hub-door.ts';
import { pastMoment } from '../deliveries/moment.ts';
import { countDeliveries, findDelivery, findDescendants, readPage, type DeliveryQuery } from '../deliveries/read-deliveries.ts';
import { reasonOf } from '../deliveries/reason.ts';
import { noSuchDelivery, runEdit, runReplay, type EditOptions, type ReplayOptions } from '../deliveries/run-replay.ts';
import { choice, wholeNumber } from '../option-values.ts';
import type { Terminal } from '../terminal.ts';

interface Shown {
  readonly json?: true;
}
type ListOptions = HubWish & DeliveryQuery & Shown & { readonly limit?: number; readonly after?: string };

/** As many as a hub gives when nobody says. */
const USUAL_ROWS = 50;

const ID = '0190f3c2-7d1e-7a55-9c11-1f2e3d4c5b6a';

export function addDeliveriesCommand(program: Command, terminal: Terminal): void {
  const { help } = terminal.words;
  const after = (...examples: readonly string[]): string =>
    `\n${help.examples}\n${examples.map((example) => `  vinculo deliveries ${example}\n`).join('')}\n${help.exitCodes}`;
  const group = program.command('deliveries').description(help.deliveries.about)
    .addHelpText('after', after('list --db vinculo.db', `show ${ID} --db vinculo.db`, 'replay --all --state set-aside --db vinculo.db'));

  const list = group.command('list').description(help.deliveries.list);
  addFilters(list, terminal)
    .option('--limit <n>', help.deliveries.limit, wholeNumber(1, 200, terminal.words), USUAL_ROWS)
    .option('--after <next>', help.deliveries.after)
    .addHelpText('after', `\n${composeStates(terminal)}`)
    .addHelpText('after', after('list --db vinculo.db --state set-aside --replayed no', 'list --db vinculo.db --phone 11987654321 --from 7d', 'list --url https://hub.example.com.br --source neppo --limit 20 --json'))
    .action(async (options: ListOptions) => await atHub(options, terminal, async (door) => await runList(door, options, terminal), purposeOf(options)));
  addHubOptions(list, terminal).option('--secret-key-env <name>', help.deliveries.secretKeyEnv);

  const show = group.command('show').description(help.deliveries.show).argument('<id>', help.deliveries.id)
    .addHelpText('after', after(`show ${ID} --db vinculo.db`))
    .action(async (id: string, options: HubWish & Shown) => await atHub(options, terminal, async (door) => await runShow(door, id, options, terminal)));
  addHubOptions(show, terminal);

  const count = group.command('count').description(help.deliveries.count);
  addFilters(count, terminal)
    .addHelpText('after', after('count --db vinculo.db --state set-aside --replayed no', 'count --db vinculo.db --reason port.refused --from 24h'))
    .action(async (options: ListOptions) => await atHub(options, terminal, async (door) => await runCount(door, options, terminal), purposeOf(options)));
  addHubOptions(count, terminal).option('--secret-key-env <name>', help.deliveries.secretKeyEnv);

  addPlaying(group, terminal, after);
}

/** Persons are found by marks, which are made with a key that the secret key opens. */
const purposeOf = ({ phone, email }: DeliveryQuery): 'find' | 'look' => (phone === undefined && email === undefined ? 'look' : 'find');

function addPlaying(group: Command, terminal: Terminal, after: (...examples: readonly string[]) => string): void {
  const { words, words: { help } } = terminal;
  const replay = group.command('replay').description(help.deliveries.replay).argument('[ids...]', help.deliveries.id);
  addFilters(replay, terminal)
    .option('--all', help.deliveries.all)
    .option('--yes', help.deliveries.yes)
    .option('--expected <n>', help.deliveries.expected, wholeNumber(0, 999_999_999, words))
    .addOption(choice('--settings <when>', help.deliveries.settings, ['now', 'then'], words).default('now'))
    .addHelpText('after', after(`replay ${ID} --db vinculo.db`, 'replay --all --state set-aside --reason port.refused --db vinculo.db --yes'))
    .action(async (ids: readonly string[], options: ReplayOptions) =>
      await atHub(options, terminal, async (door) => await runReplay(door, { ids, options, filter: filterOf(options) }, terminal), 'replay'));
  addHubOptions(replay, terminal).option('--secret-key-env <name>', help.deliveries.secretKeyEnv);

  const edit = group.command('edit').description(help.deliveries.edit).argument('<id>', help.deliveries.id)
    .requiredOption('--body <file>', help.deliveries.body)
    .addOption(choice('--settings <when>', help.deliveries.settings, ['now', 'then'], words).default('now'))
    .addHelpText('after', after(`edit ${ID} --body corrigida.json --db vinculo.db`))
    .action(async (id: string, options: EditOptions) =>
      await atHub(options, terminal, async (door) => await runEdit(door, id, options, terminal), 'replay'));
  addHubOptions(edit, terminal).option('--secret-key-env <name>', help.deliveries.secretKeyEnv);
}

function addFilters(command: Command, { words, words: { help } }: Terminal): Command {
  const moment = pastMoment(createSystemClock().now, words);
  return command
    .addOption(choice('--state <state>', help.deliveries.state, STATES, words, statesByWord))
    .option('--phone <phone>', help.deliveries.phone)
    .option('--email <email>', help.deliveries.email)
    .option('--session <protocol>', help.deliveries.session)
    .option('--card <id>', help.deliveries.card)
    .option('--contact <id>', help.deliveries.contact)
    .option('--record <id>', help.deliveries.record)
    .option('--integration <id>', help.deliveries.integration)
    .option('--from <moment>', help.deliveries.from, moment)
    .option('--until <moment>', help.deliveries.until, moment)
    .option('--kind <kind>', help.deliveries.kind)
    .addOption(choice('--source <source>', help.deliveries.source, ['neppo', 'ploomes', 'automation', 'webhook', 'library', 'internal'], words))
    .option('--connection <id>', help.deliveries.connection)
    .option('--reason <code>', help.deliveries.reason, reasonOf(words))
    .option('--lane <lane>', help.deliveries.lane)
    .option('--cause <id>', help.deliveries.cause)
    .addOption(choice('--replayed <yes-or-no>', help.deliveries.replayed, ['yes', 'no'], words));
}

function filterOf(options: DeliveryQuery): DeliveryQuery {
  const { state, kind, source, connection, reason, lane, cause, phone, email, session, contact, card, record, integration, from, until, replayed } = options;
  const filter = { state, kind, source, connection, reason, lane, cause, phone, email, session, contact, card, record, integration, from, until, replayed };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

async function runList(door: HubDoor, options: ListOptions, terminal: Terminal): Promise<void> {
  const { limit, after } = options;
  const page = await readPage(door, filterOf(options), { ...(limit === undefined ? {} : { limit }), ...(after === undefined ? {} : { after }) });
  if (options.json === true) return terminal.say(JSON.stringify(page));
  terminal.say(composeList(page.rows, terminal));
  if (page.next !== undefined) terminal.note(terminal.words.deliveries.more(`--after ${page.next}`));
}

async function runCount(door: HubDoor, options: ListOptions, terminal: Terminal): Promise<void> {
  const count = await countDeliveries(door, filterOf(options));
  terminal.say(options.json === true ? JSON.stringify({ count }) : terminal.words.deliveries.counted(count));
}

async function runShow(door: HubDoor, id: string, { json }: Shown, terminal: Terminal): Promise<void> {
  const delivery = await findDelivery(door, id);
  if (delivery === undefined) throw noSuchDelivery(id, terminal);
  terminal.say(json === true ? JSON.stringify(delivery) : composeWhole(delivery, await findDescendants(door, id), terminal));
}

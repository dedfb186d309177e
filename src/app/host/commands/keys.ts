import type { Command } from 'commander';
import * as z from 'zod';
import { Complaint, EXIT } from '../complaint.ts';
import { addHubOptions, atHub } from '../deliveries/at-hub.ts';
import type { HubWish } from '../deliveries/find-hub.ts';
import type { HubDoor } from '../deliveries/hub-door.ts';
import { choice, severalTexts } from '../option-values.ts';
import { readableMoment } from '../readable-moment.ts';
import { composeTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';

const key = z.looseObject({
  id: z.string(), name: z.string(), role: z.enum(['see', 'operate']), connections: z.array(z.string()).optional(),
  createdAt: z.string(), lastUsedAt: z.string().optional(), withdrawnAt: z.string().optional(),
});
const issued = key.extend({ key: z.string() });
const listed = z.object({ rows: z.array(key) });

type Shown = HubWish & { readonly json?: true };
type AddOptions = Shown & { readonly name: string; readonly connection?: readonly string[]; readonly role: 'see' | 'operate' };

const ID = '0190f3c2-7d1e-7a55-9c11-1f2e3d4c5b6a';

/** Keys of the people and programs that look after the hub. */
export function addKeysCommand(program: Command, terminal: Terminal): void {
  const { words, words: { help } } = terminal;
  const after = (...examples: readonly string[]): string =>
    `\n${help.examples}\n${examples.map((example) => `  vinculo keys ${example}\n`).join('')}\n${help.exitCodes}`;
  const group = program.command('keys').description(help.keys.about)
    .addHelpText('after', after('add --name Ana --db vinculo.db', 'list --db vinculo.db', `withdraw ${ID} --db vinculo.db`));

  const add = group.command('add').description(help.keys.add)
    .requiredOption('--name <name>', help.keys.name)
    .option('--connection <id>', help.keys.connection, severalTexts)
    .addOption(choice('--role <role>', help.keys.role, ['see', 'operate'], words).default('see'))
    .addHelpText('after', after('add --name Ana --db vinculo.db', 'add --name Grafana --connection acme --role see --url https://hub.example.com.br'))
    .action(async (options: AddOptions) => await atHub(options, terminal, async (door) => await runAdd(door, options, terminal)));
  addHubOptions(add, terminal);

  const list = group.command('list').description(help.keys.list)
    .addHelpText('after', after('list --db vinculo.db'))
    .action(async (options: Shown) => await atHub(options, terminal, async (door) => await runList(door, options, terminal)));
  addHubOptions(list, terminal);

  const withdraw = group.command('withdraw').description(help.keys.withdraw).argument('<id>', help.keys.id)
    .addHelpText('after', after(`withdraw ${ID} --db vinculo.db`))
    .action(async (id: string, options: Shown) => await atHub(options, terminal, async (door) => await runWithdraw(door, id, options, terminal)));
  addHubOptions(withdraw, terminal);
}

async function runAdd(door: HubDoor, { name, connection, role, json }: AddOptions, { words: { keys }, say, note }: Terminal): Promise<void> {
  const made = await door.post('/v1/keys', { name, role, ...(connection === undefined ? {} : { connections: connection }) }, issued);
  if (json === true) return say(JSON.stringify(made));
  say(made.key);
  note(keys.added(made.id));
}

async function runList(door: HubDoor, { json }: Shown, terminal: Terminal): Promise<void> {
  const { words: { keys }, say } = terminal;
  const shown = (moment: string | undefined): string => (moment === undefined ? '' : readableMoment(moment, terminal));
  const { rows } = await door.get('/v1/keys', listed);
  if (json === true) return say(JSON.stringify({ rows }));
  if (rows.length === 0) return say(keys.none);
  say(composeTable(Object.values(keys.columns), rows.map(({ id, name, role, connections, createdAt, lastUsedAt, withdrawnAt }) =>
    [id, name, keys.role[role], connections?.join(', ') ?? keys.everyConnection, shown(createdAt), shown(lastUsedAt), shown(withdrawnAt)])));
}

async function runWithdraw(door: HubDoor, id: string, { json }: Shown, { words: { keys, complaint }, say }: Terminal): Promise<void> {
  const { rows } = await door.get('/v1/keys', listed);
  if (!rows.some((row) => row.id === id)) {
    throw new Complaint(EXIT.notFound, { what: complaint.withdrawKey, why: complaint.noSuchKey(id), mend: complaint.noSuchKeyMend });
  }
  const withdrawn = await door.post(`/v1/keys/${encodeURIComponent(id)}/withdraw`, {}, key);
  say(json === true ? JSON.stringify(withdrawn) : keys.withdrawn(withdrawn.name));
}

import { InvalidArgumentError, type Command } from 'commander';
import { Complaint, EXIT } from '../complaint.ts';
import { addHubOptions, atHub } from '../deliveries/at-hub.ts';
import type { HubWish } from '../deliveries/find-hub.ts';
import type { HubDoor } from '../deliveries/hub-door.ts';
import { wholeNumber } from '../option-values.ts';
import { composeEntries, composeVerified, nameOfChain } from '../proof/compose-audit.ts';
import { readChains, readEntries, verifyChain, type Verified } from '../proof/read-proof.ts';
import type { Terminal } from '../terminal.ts';

interface Shown extends HubWish {
  readonly json?: true;
  readonly connection?: string;
}
type ListOptions = Shown & { readonly subject?: string; readonly limit: number; readonly after?: string };
type VerifyOptions = Shown & { readonly head?: Head };

interface Head {
  readonly seq: number;
  readonly hash: string;
}

const USUAL_ROWS = 50;
/** Stands for the hub's own chain, as no connection can be called. */
const HUB = '*';

/** The chains of what was done and changed: looked at, and verified. */
export function addAuditCommand(program: Command, terminal: Terminal): void {
  const { words, words: { help } } = terminal;
  const after = (...examples: readonly string[]): string =>
    `\n${help.examples}\n${examples.map((example) => `  vinculo audit ${example}\n`).join('')}\n${help.exitCodes}`;
  const group = program.command('audit').description(help.audit.about)
    .addHelpText('after', after('verify --db vinculo.db', 'list --connection acme --db vinculo.db'));

  const list = group.command('list').description(help.audit.list)
    .option('--connection <id>', help.audit.connection)
    .option('--subject <subject>', help.audit.subject)
    .option('--limit <n>', help.deliveries.limit, wholeNumber(1, 200, words), USUAL_ROWS)
    .option('--after <next>', help.deliveries.after)
    .addHelpText('after', after('list --connection acme --db vinculo.db', 'list --connection acme --subject settings:3 --url https://hub.example.com.br --json'))
    .action(async (options: ListOptions) => await atHub(options, terminal, async (door) => await runList(door, options, terminal)));
  addHubOptions(list, terminal);

  const verify = group.command('verify').description(help.audit.verify)
    .option('--connection <id>', help.audit.verified)
    .option('--head <seq:hash>', help.audit.head, headOf(terminal))
    .addHelpText('after', after('verify --db vinculo.db', 'verify --connection acme --head 12:… --url https://hub.example.com.br'))
    .action(async (options: VerifyOptions) => await atHub(options, terminal, async (door) => await runVerify(door, options, terminal)));
  addHubOptions(verify, terminal);
}

const headOf = ({ words: { audit } }: Terminal) => (text: string): Head => {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined) throw new InvalidArgumentError(audit.headUnreadable);
  return { seq: Number(seq), hash };
};

async function runList(door: HubDoor, { connection = HUB, subject, limit, after, json }: ListOptions, terminal: Terminal): Promise<void> {
  const page = await readEntries(door, connection, { subject, limit: String(limit), after });
  if (page === undefined) throw noSuchChain(connection, terminal);
  if (json === true) return terminal.say(JSON.stringify(page));
  terminal.say(composeEntries(page.rows, terminal));
  if (page.next !== undefined) terminal.note(terminal.words.deliveries.more(`--after ${page.next}`));
}

async function runVerify(door: HubDoor, { connection, head, json }: VerifyOptions, terminal: Terminal): Promise<void> {
  const { audit } = terminal.words;
  const found: Verified[] = [];
  for (const chain of await chainsMeant(door, connection, head)) {
    const verified = await verifyChain(door, chain, head);
    if (verified === undefined) throw noSuchChain(chain, terminal);
    found.push({ ...verified, chain });
  }
  terminal.say(json === true ? JSON.stringify({ chains: found }) : found.map((each) => composeVerified(each, terminal)).join('\n'));
  const broken = found.filter(({ outcome }) => outcome === 'broken').map(({ chain }) => nameOfChain(chain, terminal));
  if (broken.length > 0) throw new Complaint(EXIT.failed, { what: audit.verify, why: audit.brokenChains(broken.join(', ')), mend: audit.brokenMend });
}

/** A head belongs to one chain: without a connection to the hub's own. */
async function chainsMeant(door: HubDoor, connection: string | undefined, head: Head | undefined): Promise<readonly string[]> {
  if (connection !== undefined) return [connection];
  return head === undefined ? await readChains(door) : [HUB];
}

const noSuchChain = (chain: string, terminal: Terminal): Complaint => {
  const { audit } = terminal.words;
  return new Complaint(EXIT.notFound, { what: audit.look, why: audit.noSuchChain(nameOfChain(chain, terminal)), mend: audit.noSuchChainMend });
};

import type { Command } from 'commander';
import * as z from 'zod';
import { Complaint, EXIT } from '../complaint.ts';
import { addHubOptions, atHub } from '../deliveries/at-hub.ts';
import type { HubWish } from '../deliveries/find-hub.ts';
import type { HubDoor } from '../deliveries/hub-door.ts';
import { composeTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';

type EraseOptions = HubWish & { readonly phone?: string; readonly email?: string; readonly connection?: string; readonly yes?: true; readonly json?: true };

const report = z.object({
  erasedAt: z.string(),
  asked: z.string(),
  connections: z.array(z.object({
    connection: z.string(),
    counts: z.object({
      deliveries: z.number(), timers: z.number(), contacts: z.number(), sessions: z.number(), plans: z.number(), messages: z.number(), sends: z.number(), leads: z.number(),
    }),
    remains: z.array(z.object({ place: z.string(), rows: z.number() })),
  })),
});

/** LGPD (HUB-05): a person is forgotten. */
export function addEraseCommand(program: Command, terminal: Terminal): void {
  const { help } = terminal.words;
  const command = program.command('erase').description(help.erase.about)
    .option('--phone <number>', help.erase.phone)
    .option('--email <address>', help.erase.email)
    .option('--connection <id>', help.erase.connection)
    .option('--yes', help.deliveries.yes)
    .addHelpText('after', `\n${help.examples}\n  vinculo erase --phone 5511999999999 --db vinculo.db --yes\n  vinculo erase --email ana@example.com --url https://hub.example.com.br --yes\n\n${help.exitCodes}`)
    .action(async (options: EraseOptions) => await runErase(options, terminal));
  addHubOptions(command, terminal).option('--secret-key-env <name>', help.deliveries.secretKeyEnv);
}

async function runErase(options: EraseOptions, terminal: Terminal): Promise<void> {
  const { complaint } = terminal.words;
  const { phone, email, connection } = options;
  if (phone === undefined && email === undefined) throw new Complaint(EXIT.refused, { what: complaint.erase, why: complaint.nobodyNamed, mend: complaint.nobodyNamedMend });
  if (options.yes !== true) throw new Complaint(EXIT.refused, { why: complaint.eraseUnconfirmed, mend: complaint.unconfirmedMend });
  // Marks of persons are made with the secret key: with another one nobody would be found again.
  await atHub(options, terminal, async (door) => await eraseAt(door, { phone, email, connection }, options.json === true, terminal), 'replay');
}

async function eraseAt(door: HubDoor, wish: object, asJson: boolean, { words, say }: Terminal): Promise<void> {
  const given = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
  const erased = await door.post('/v1/privacy/erasures', given, report);
  const remains = erased.connections.flatMap(({ connection, remains: places }) => places.map(({ place, rows }) => `  ${connection}: ${place} (${rows})`));
  if (asJson) say(JSON.stringify(erased));
  else {
    const { columns } = words.erase;
    say(composeTable(Object.values(columns), erased.connections.map(({ connection, counts: { deliveries, sessions, contacts, leads, messages, sends, plans, timers } }) =>
      [connection, ...[deliveries, sessions, contacts, leads, messages, sends, plans + timers].map(String)])));
    const nothing = erased.connections.every(({ counts }) => Object.values(counts).every((count) => count === 0));
    say(remains.length === 0 ? (nothing ? words.erase.nobody(erased.asked) : words.erase.proved(erased.asked)) : [words.erase.remains(erased.asked), ...remains].join('\n'));
  }
  if (remains.length > 0) throw new Complaint(EXIT.failed, { why: words.erase.remains(erased.asked), mend: words.complaint.tryAgain });
}

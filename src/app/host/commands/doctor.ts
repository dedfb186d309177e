import type { Command } from 'commander';
import * as z from 'zod';
import { Complaint, EXIT } from '../complaint.ts';
import { addHubOptions, atHub } from '../deliveries/at-hub.ts';
import type { HubWish } from '../deliveries/find-hub.ts';
import type { HubDoor } from '../deliveries/hub-door.ts';
import { composeTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { connectionList, pathOf, sheetOf } from './connections.ts';

const finding = z.looseObject({ id: z.string(), outcome: z.enum(['fine', 'warning', 'blocking', 'unknown']), title: z.string(), text: z.string(), mend: z.string().optional() });
const checkup = z.object({ at: z.string().optional(), findings: z.array(finding) });

type DoctorOptions = HubWish & { readonly json?: true; readonly connection?: string; readonly all?: true };
type Found = z.infer<typeof finding> & { readonly connection: string };

/** What is wrong, and what mends it. */
export function addDoctorCommand(program: Command, terminal: Terminal): void {
  const { words: { help, connection: { help: { doctor: told } } } } = terminal;
  const command = program.command('doctor').description(told.about)
    .option('--connection <id>', told.connection)
    .option('--all', told.all)
    .addHelpText('after', `\n${help.examples}\n  vinculo doctor --db vinculo.db\n  vinculo doctor --connection acme --all --url https://hub.example.com.br\n\n${help.exitCodes}`)
    .action(async (options: DoctorOptions) => await atHub(options, terminal, async (door) => await runDoctor(door, options, terminal), 'act'));
  addHubOptions(command, terminal);
}

async function runDoctor(door: HubDoor, { json, connection, all }: DoctorOptions, terminal: Terminal): Promise<void> {
  const { words: { connection: { doctor } }, language, say } = terminal;
  const ids = connection === undefined ? (await door.get('/v1/connections', connectionList)).rows.map(({ id }) => id) : [(await sheetOf(door, connection, terminal)).id];
  const found: Found[] = [];
  for (const id of ids) {
    const { findings } = await door.post(`${pathOf(id)}/checks?lang=${language}`, {}, checkup);
    found.push(...findings.map((each) => ({ ...each, connection: id })));
  }
  const failing = found.filter(({ outcome }) => outcome === 'warning' || outcome === 'blocking');
  const shown = all === true ? found : failing;
  if (json === true) say(JSON.stringify({ findings: found }));
  else say(shown.length === 0 ? doctor.allFine : composeTable(Object.values(doctor.columns), shown.map((each) => rowOf(each, doctor)), WIDEST));
  if (failing.length === 0) return;
  const blocking = failing.filter(({ outcome }) => outcome === 'blocking').length;
  throw new Complaint(EXIT.failed, { why: doctor.counted(blocking, failing.length - blocking), mend: '' });
}

const WIDEST = 160;

const rowOf = ({ connection, title, outcome, text, mend = '' }: Found, { outcome: outcomes }: Terminal['words']['connection']['doctor']): readonly string[] =>
  [connection, title, outcomes[outcome], text, mend];

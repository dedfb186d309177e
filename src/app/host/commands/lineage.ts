import type { Command } from 'commander';
import { Complaint, EXIT } from '../complaint.ts';
import { addHubOptions, atHub } from '../deliveries/at-hub.ts';
import type { HubWish } from '../deliveries/find-hub.ts';
import type { HubDoor } from '../deliveries/hub-door.ts';
import { composeLineage } from '../proof/compose-lineage.ts';
import { readLineage } from '../proof/read-proof.ts';
import type { Terminal } from '../terminal.ts';

interface LineageOptions extends HubWish {
  readonly connection: string;
  readonly card?: string;
  readonly record?: string;
  readonly json?: true;
}

/** From a card or a record back to what made it. */
export function addLineageCommand(program: Command, terminal: Terminal): void {
  const { words: { help } } = terminal;
  const lineage = program.command('lineage').description(help.lineage.about)
    .requiredOption('--connection <id>', help.lineage.connection)
    .option('--card <id>', help.lineage.card)
    .option('--record <id>', help.lineage.record)
    .addHelpText('after', `\n${help.examples}\n  vinculo lineage --connection acme --card 52000001 --db vinculo.db\n  vinculo lineage --connection acme --record 53000001 --url https://hub.example.com.br --json\n\n${help.exitCodes}`)
    .action(async (options: LineageOptions) => await atHub(options, terminal, async (door) => await runLineage(door, options, terminal)));
  addHubOptions(lineage, terminal);
}

async function runLineage(door: HubDoor, { connection, card, record, json }: LineageOptions, terminal: Terminal): Promise<void> {
  const { words: { lineage, audit }, say } = terminal;
  if ((card === undefined) === (record === undefined)) {
    throw new Complaint(EXIT.refused, { what: lineage.trace, why: lineage.eitherOr, mend: lineage.eitherOrMend });
  }
  const traced = await readLineage(door, connection, card === undefined ? { record: record ?? '' } : { card });
  if (traced === undefined) throw new Complaint(EXIT.notFound, { what: lineage.trace, why: lineage.noSuchConnection(connection), mend: audit.noSuchChainMend });
  if (json === true) return say(JSON.stringify(traced));
  if (traced.origins.length === 0) throw new Complaint(EXIT.notFound, { what: lineage.trace, why: lineage.none, mend: lineage.noneMend });
  say(composeLineage(traced, terminal));
}

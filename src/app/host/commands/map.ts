import { InvalidArgumentError, type Command } from 'commander';
import { platforms, takeApart } from '../../../adapters/webhook-mapper/index.ts';
import { Complaint, EXIT } from '../complaint.ts';
import { mapDelivery } from '../map/map-delivery.ts';
import { callbackIn, headersIn, mappedBy } from '../map/read-map-files.ts';
import type { Terminal } from '../terminal.ts';

interface MapOptions {
  readonly platform: string;
  readonly headers?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly mapping?: string;
  readonly callback?: string;
}

/** What would become of a delivery, without a hub (WHK-08). */
export function addMapCommand(program: Command, terminal: Terminal): void {
  const { words: { help, map } } = terminal;
  program.command('map').description(map.help.about)
    .requiredOption('--platform <id>', map.help.platform)
    .option('--headers <file>', map.help.headers)
    .option('--query <name=value>', map.help.query, (text: string, before: Readonly<Record<string, string>> | undefined) => ({ ...before, ...parameterIn(text, terminal) }))
    .option('--mapping <file>', map.help.mapping)
    .option('--callback <file>', map.help.callback)
    .addHelpText('after', `\n${help.examples}\n  vinculo map --platform hotmart < compra.json\n  vinculo map --platform other --mapping mapping.json --headers headers.txt --query form=7 < lead.txt\n\n${help.exitCodes}`)
    .action(async (options: MapOptions) => await runMap(options, terminal));
}

function parameterIn(text: string, { words: { map } }: Terminal): Readonly<Record<string, string>> {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError(map.queryWrong);
  return { [name]: value };
}

async function runMap({ platform: id, headers, query = {}, mapping, callback }: MapOptions, terminal: Terminal): Promise<void> {
  const { words: { map }, say, note } = terminal;
  const platform = platforms.find(id);
  if (platform === undefined) throw refused(terminal, map.unknownPlatform(id), map.platformMend(platforms.list().map((each) => each.id).join(', ')));
  const body = await terminal.input?.() ?? new Uint8Array();
  if (body.byteLength === 0 && Object.keys(query).length === 0) throw refused(terminal, map.nothingIn, map.nothingInMend);
  const search = new URLSearchParams(query).toString();
  const taken = takeApart({ method: body.byteLength === 0 ? 'GET' : 'POST', url: `https://hub.invalid/?${search}`, headers: headers === undefined ? {} : headersIn(headers, terminal), body });
  if (!taken.ok) throw new Complaint(EXIT.failed, { what: map.map, why: map.unreadable(taken.reason), mend: map.unreadableMend });
  const incoming = callback === undefined ? taken.value : { ...taken.value, callback: callbackIn(callback, terminal) };
  const by = mappedBy(platform, mapping, incoming, terminal);
  if (by.isGuessed) note(map.guessed);
  const { lines, reasons } = mapDelivery(platform, by, incoming, terminal);
  for (const line of lines) say(JSON.stringify(line));
  if (reasons.length > 0) throw new Complaint(EXIT.failed, { why: reasons.join('\n').replace(/\.$/, ''), mend: '' });
}

const refused = ({ words: { map } }: Terminal, why: string, mend: string): Complaint => new Complaint(EXIT.refused, { what: map.map, why, mend });

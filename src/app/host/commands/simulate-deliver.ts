import type { Command } from 'commander';
import { createWebhookSender, readyMadeEvents, type Attempt, type Tampering } from '../../../adapters/webhook-mapper/simulator/index.ts';
import { Complaint, EXIT } from '../complaint.ts';
import { choice, plainText, webAddress, wholeNumber } from '../option-values.ts';
import type { Terminal } from '../terminal.ts';

const TAMPERINGS: readonly Tampering[] = ['body-changed', 'body-cut', 'signed-by-another', 'unsigned'];
const MOST_TIMES = 100;
const MOST_ORDERS = 999_999_999;
const SECOND_MS = 1_000;

interface DeliverOptions {
  readonly platform: string;
  readonly to: string;
  readonly secret?: string;
  readonly event?: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly order?: number;
  readonly times: number;
  readonly tamper?: Tampering;
  readonly json?: true;
}

/** Plays what a platform sends to an address, signed as it signs (WHK-07). */
export function addDeliverCommand(group: Command, terminal: Terminal, after: (...examples: readonly string[]) => string): void {
  const { words } = terminal;
  const { deliver } = words.help.simulate;
  group.command('deliver').description(deliver.about)
    .requiredOption('--platform <id>', deliver.platform, plainText)
    .requiredOption('--to <url>', deliver.to, webAddress(words))
    .option('--secret <text>', deliver.secret, plainText)
    .option('--event <id>', deliver.event, plainText)
    .option('--name <text>', deliver.name, plainText, 'Ana Souza')
    .option('--phone <number>', deliver.phone, plainText, '+5511987654321')
    .option('--email <address>', deliver.email, plainText, 'ana.souza@example.com')
    .option('--order <n>', deliver.order, wholeNumber(1, MOST_ORDERS, words))
    .option('--times <n>', deliver.times, wholeNumber(1, MOST_TIMES, words), 1)
    .addOption(choice('--tamper <how>', deliver.tamper, TAMPERINGS, words))
    .option('--json', words.help.json)
    .addHelpText('after', after('deliver --platform hotmart --to http://127.0.0.1:8787/hooks/webhook/TOKEN --secret HOTTOK --times 2', 'deliver --platform kiwify --to http://127.0.0.1:8787/hooks/webhook/TOKEN --secret TOKEN --tamper body-changed'))
    .action(async (options: DeliverOptions) => await deliverOnce(options, terminal));
}

async function deliverOnce(options: DeliverOptions, terminal: Terminal): Promise<void> {
  const { platform, to, secret, name, phone, email, order = orderOfNow(), times, tamper } = options;
  const event = eventOf(options, terminal);
  if (tamper !== undefined && secret === undefined) throw refused(terminal, terminal.words.simulate.nothingSigned, terminal.words.simulate.nothingSignedMend);
  const sender = createWebhookSender({ target: to, platform, ...(secret === undefined ? {} : { secret }) });
  await sender.report(event, { name, phone, email }, order, { times, ...(tamper === undefined ? {} : { tampered: tamper }) });
  const attempts = sender.journal();
  for (const attempt of attempts) terminal.say(tell(attempt, options, order, terminal));
  if (attempts.some(({ accepted }) => !accepted)) throw new Complaint(EXIT.failed, { what: terminal.words.simulate.deliver, why: terminal.words.simulate.notTaken, mend: terminal.words.simulate.notTakenMend });
}

/** Another purchase each time, unless the same is wanted. */
const orderOfNow = (): number => Math.floor(Date.now() / SECOND_MS) % MOST_ORDERS;

function eventOf({ platform, event }: DeliverOptions, terminal: Terminal): string {
  const { simulate } = terminal.words;
  const ready = readyMadeEvents();
  const events = ready[platform];
  if (events === undefined) throw refused(terminal, simulate.platformUnknown(platform), simulate.useOneOf(Object.keys(ready).join(', ')));
  const [first = ''] = events;
  if (event !== undefined && !events.includes(event)) throw refused(terminal, simulate.eventUnknown(platform, event), simulate.useOneOf(events.join(', ')));
  return event ?? first;
}

const refused = ({ words: { simulate } }: Terminal, why: string, mend: string): Complaint => new Complaint(EXIT.refused, { what: simulate.deliver, why, mend });

function tell({ event = '', status, accepted }: Attempt, { platform, json }: DeliverOptions, order: number, { words: { simulate } }: Terminal): string {
  return json === true ? JSON.stringify({ platform, event, order, status: status ?? null, accepted }) : simulate.delivered(platform, event, order, status);
}

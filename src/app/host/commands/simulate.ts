import type { Command } from 'commander';
import { createActiveCampaignSimulator } from '../../../adapters/activecampaign/simulator/index.ts';
import { createNeppoSimulator } from '../../../adapters/neppo/simulator/index.ts';
import { createPloomesSimulator } from '../../../adapters/ploomes/simulator/index.ts';
import { Complaint, EXIT } from '../complaint.ts';
import { everyEntityTo } from '../demo/simulators.ts';
import { LAST_PORT, PLOOMES_RATE, webAddress, wholeNumber } from '../option-values.ts';
import { isPortTaken } from '../serve/listen.ts';
import { endWithLauncher } from '../serve/launcher.ts';
import { awaitStopRequest } from '../serve/stop-request.ts';
import type { Terminal } from '../terminal.ts';
import { addDeliverCommand } from './simulate-deliver.ts';

const NO_LIMIT = 0;
/** ActiveCampaign counts by the second. */
const ACCOUNT_RATE = 5;

interface SimulateOptions {
  readonly port: number;
  readonly state?: string;
  readonly rate: number;
  readonly webhooks?: string;
  readonly json?: true;
}

/** A simulator that runs: its address, what opens it, and how it ends. */
interface Running {
  readonly url: string;
  readonly entrance: Readonly<Record<string, unknown>>;
  stop(): Promise<void>;
}

export function addSimulateCommand(program: Command, terminal: Terminal): void {
  const { help } = terminal.words;
  const after = (...examples: readonly string[]): string =>
    `\n${help.examples}\n${examples.map((example) => `  vinculo simulate ${example}\n`).join('')}\n${help.exitCodes}`;
  const group = program.command('simulate').description(help.simulate.about)
    .addHelpText('after', after('ploomes --port 8788', 'neppo --port 8789 --webhooks http://127.0.0.1:8787/hooks/neppo/TOKEN'));
  const begin = (name: string, about: string, rateAbout: string, rate: number): Command => group.command(name).description(about)
    .option('--port <n>', help.simulate.port, wholeNumber(0, LAST_PORT, terminal.words), 0)
    .option('--rate <n>', rateAbout, wholeNumber(0, 1_000_000, terminal.words), rate)
    .option('--json', help.json);
  const add = (name: string, about: string, rate: number): Command => begin(name, about, help.simulate.rate, rate).option('--state <file>', help.simulate.state);

  add('ploomes', help.simulate.ploomes, PLOOMES_RATE)
    .addHelpText('after', after('ploomes', 'ploomes --port 8788 --state ploomes.sim --rate 0'))
    .action(async (options: SimulateOptions) => await runSimulator('Ploomes', startPloomes, options, terminal));
  add('neppo', help.simulate.neppo, NO_LIMIT)
    .option('--webhooks <url>', help.simulate.webhooks, webAddress(terminal.words))
    .addHelpText('after', after('neppo', 'neppo --port 8789 --state neppo.sim --webhooks http://127.0.0.1:8787/hooks/neppo/TOKEN'))
    .action(async (options: SimulateOptions) => await runSimulator('Neppo', startNeppo, options, terminal));
  begin('activecampaign', help.simulate.activecampaign, help.simulate.ratePerSecond, ACCOUNT_RATE)
    .addHelpText('after', after('activecampaign', 'activecampaign --port 8790 --json'))
    .action(async (options: SimulateOptions) => await runSimulator('ActiveCampaign', startActiveCampaign, options, terminal));
  addDeliverCommand(group, terminal, after);
}

/** The header in which it is shown. */
const HEADERS: Readonly<Record<string, string>> = { userKey: 'User-Key', key: 'Api-Token' };

const chosen = ({ port, state, rate }: SimulateOptions) => ({ port, ratePerMinute: rate, ...(state === undefined ? {} : { stateFile: state }) });

async function startPloomes(options: SimulateOptions): Promise<Running> {
  const { url, userKey, close } = await createPloomesSimulator(chosen(options));
  return { url, entrance: { userKey }, stop: close };
}

async function startNeppo(options: SimulateOptions): Promise<Running> {
  const webhooks = options.webhooks === undefined ? {} : { webhooks: everyEntityTo(options.webhooks) };
  const { url, credentials, stop } = await createNeppoSimulator({ ...chosen(options), ...webhooks });
  return { url, entrance: { credentials }, stop };
}

async function startActiveCampaign({ port, rate }: SimulateOptions): Promise<Running> {
  const { url, key, close } = await createActiveCampaignSimulator({ port, perSecond: rate });
  return { url, entrance: { key }, stop: close };
}

async function runSimulator(system: string, start: (options: SimulateOptions) => Promise<Running>, options: SimulateOptions, terminal: Terminal): Promise<void> {
  const { words, say } = terminal;
  endWithLauncher(terminal.env);
  const { url, entrance, stop } = await start(options).catch((cause: unknown) => {
    if (!isPortTaken(cause)) throw cause;
    const { listen, portTaken, portMend } = words.complaint;
    throw new Complaint(EXIT.refused, { what: listen(options.port), why: portTaken, mend: portMend, cause });
  });
  if (options.json === true) say(JSON.stringify({ ready: true, url, ...entrance }));
  else {
    say(words.simulate.up(system, url));
    say(words.simulate.controls(url));
    for (const [name, value] of Object.entries(entrance)) say(`${HEADERS[name] ?? words.simulate.credentials}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
    if (options.state !== undefined) say(words.simulate.state(options.state));
    say(words.simulate.stop);
  }
  const request = awaitStopRequest();
  await request.made;
  await stop();
  request.forget();
}

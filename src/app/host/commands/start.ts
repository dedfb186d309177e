import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { sqliteStore } from '../../../adapters/sqlite/index.ts';
import { createConsoleTelemetry } from '../../../adapters/system/index.ts';
import { ConfigRejected, InputRejected } from '../../../domain/index.ts';
import { createVinculo, type Vinculo } from '../../create-vinculo.ts';
import { Complaint, EXIT, isDatabaseInUse, meaningOf } from '../complaint.ts';
import { readConfigFile, type HostConfig } from '../config-file.ts';
import { LAST_PORT, wholeNumber } from '../option-values.ts';
import { databaseComplaint, refuseOtherFiles } from '../serve/database-file.ts';
import { removeControlFile, writeControlFile } from '../serve/control-file.ts';
import { endWithLauncher } from '../serve/launcher.ts';
import { isPortTaken, listen, patienceOf, patiently, type Listening } from '../serve/listen.ts';
import { awaitStopRequest, type StopRequest } from '../serve/stop-request.ts';
import type { Terminal } from '../terminal.ts';

interface StartOptions {
  readonly db: string;
  readonly config: string;
  readonly secretKeyEnv: string;
  readonly port: number;
  readonly host: string;
}

const FEWEST_KEY_CHARACTERS = 16;
const PATIENCE_MS = 2_000;

export function addStartCommand(program: Command, terminal: Terminal): void {
  const { help } = terminal.words;
  program.command('start')
    .description(help.start.about)
    .requiredOption('--db <file>', help.start.db)
    .option('--config <file>', help.start.config, 'vinculo.config.json')
    .option('--secret-key-env <name>', help.start.secretKeyEnv, 'VINCULO_SECRET_KEY')
    .option('--port <n>', help.start.port, wholeNumber(0, LAST_PORT, terminal.words), 8787)
    .option('--host <address>', help.start.host, '127.0.0.1')
    .addHelpText('after', `\n${help.examples}\n  vinculo start --db vinculo.db --config vinculo.config.json\n  vinculo start --db /var/lib/vinculo/hub.db --secret-key-env VINCULO_SECRET_KEY --host 0.0.0.0 --port 80\n\n${help.exitCodes}`)
    .action(async (options: StartOptions) => await runStart(options, terminal));
}

async function runStart(options: StartOptions, terminal: Terminal): Promise<void> {
  const { env, words } = terminal;
  const secretKey = readSecretKey(options.secretKeyEnv, terminal);
  const config = readConfigFile(options.config, env, words);
  endWithLauncher(env);
  const stop = awaitStopRequest();
  try {
    await serve({ options, secretKey, config, stop }, terminal);
  } finally {
    stop.forget();
  }
  terminal.say(words.start.stopped);
}

async function serve({ options, secretKey, config, stop }: {
  readonly options: StartOptions; readonly secretKey: string; readonly config: HostConfig; readonly stop: StopRequest;
}, terminal: Terminal): Promise<void> {
  const { words, words: { start }, say } = terminal;
  refuseOtherFiles(options.db, words);
  const { connections, operatorKeys = [], ...plain } = config;
  const controlKey = randomBytes(32).toString('base64url');
  const patience = patienceOf(PATIENCE_MS);
  const hub = await patiently(patience, isDatabaseInUse, async () => await createVinculo({
    ...plain, store: sqliteStore(options.db, { telemetry: createConsoleTelemetry({ level: 'warn' }) }), secretKey,
    operatorKeys: [...operatorKeys, controlKey],
  })).catch(databaseComplaint(options.db, words));
  let server: Listening | undefined;
  try {
    server = await patiently(patience, isPortTaken, async () => await listen(hub.fetch, options.port, options.host)).catch(portComplaint(options.port, terminal));
    await addMissing(hub, connections, terminal);
    await hub.start();
    writeControlFile(options.db, { url: localUrl(server, options.host), key: controlKey });
    say(start.ready(server.url));
    await stop.made;
    say(start.stopping);
  } finally {
    removeControlFile(options.db);
    await server?.close();
    await hub.close();
  }
}

function readSecretKey(name: string, { env, words: { complaint } }: Terminal): string {
  const secretKey = env[name] ?? '';
  if (secretKey.length >= FEWEST_KEY_CHARACTERS) return secretKey;
  throw new Complaint(EXIT.refused, { what: complaint.readFile(name), why: complaint.secretKeyTooShort(name), mend: complaint.secretKeyMend(name) });
}

const portComplaint = (port: number, { words: { complaint } }: Terminal) => (cause: unknown): never => {
  if (!isPortTaken(cause)) throw cause;
  throw new Complaint(EXIT.refused, { what: complaint.listen(port), why: complaint.portTaken, mend: complaint.portMend, cause });
};

/** Connections that the database does not know yet are tried live and added; their hook addresses are shown this once. */
async function addMissing(hub: Vinculo, wanted: HostConfig['connections'], { words, say }: Terminal): Promise<void> {
  const { start, complaint } = words;
  const known = new Set<string>((await hub.connections.list()).map(({ id }) => id));
  for (const [at, connection] of wanted.entries()) {
    if (known.has(connection.id)) {
      say(start.kept(connection.id));
      continue;
    }
    const key = `connections.${at} (${connection.id})`;
    const { hooks, options: chosen } = await hub.connections.add(connection).catch((cause: unknown) => {
      if (!(cause instanceof ConfigRejected) && !(cause instanceof InputRejected)) throw cause;
      throw new Complaint(EXIT.refused, { what: complaint.useConfig(key), why: meaningOf(cause, words), mend: complaint.configMend(key), cause });
    });
    say([start.made(connection.id), `  Neppo:   ${hooks.neppo}`, `  Ploomes: ${hooks.ploomes}`, ...(chosen.linking === 'off' ? [start.linkingOff] : [])].join('\n'));
  }
}

/** The address by which this machine reaches its own hub. */
const localUrl = ({ url, port }: Listening, host: string): string => (host === '0.0.0.0' || host === '::' ? `http://127.0.0.1:${port}` : url);

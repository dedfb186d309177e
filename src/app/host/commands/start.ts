import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { ConfigRejected, InputRejected } from '../../../domain/index.ts';
import type { StoreFactory } from '../../../ports/index.ts';
import type { HubRole } from '../../config.ts';
import { createVinculo, type Vinculo } from '../../create-vinculo.ts';
import { Complaint, EXIT, isDatabaseInUse, meaningOf } from '../complaint.ts';
import { readConfigFile, type HostConfig } from '../config-file.ts';
import { choice, LAST_PORT, wholeNumber } from '../option-values.ts';
import { chooseStore, type StoreWish } from '../serve/choose-store.ts';
import { removeControlFile, writeControlFile } from '../serve/control-file.ts';
import { createHostTelemetry, LOG_LEVELS, type LogLevel } from '../serve/host-telemetry.ts';
import { endWithLauncher } from '../serve/launcher.ts';
import { answeringMoves } from '../serve/moving.ts';
import { isPortTaken, listen, patienceOf, patiently, type Listening } from '../serve/listen.ts';
import { awaitStopRequest, type StopRequest } from '../serve/stop-request.ts';
import { createSwitchboard } from '../serve/switchboard.ts';
import type { Terminal } from '../terminal.ts';

interface StartOptions extends StoreWish {
  readonly role: HubRole;
  readonly config: string;
  readonly secretKeyEnv: string;
  readonly previousSecretKeyEnv: string;
  readonly port: number;
  readonly host: string;
  readonly logLevel: LogLevel;
}

const FEWEST_KEY_CHARACTERS = 16;
const PATIENCE_MS = 2_000;

export function addStartCommand(program: Command, terminal: Terminal): void {
  const { help } = terminal.words;
  program.command('start')
    .description(help.start.about)
    .option('--db <file>', help.start.db)
    .option('--postgres <url>', help.start.postgres)
    .addOption(choice('--role <role>', help.start.role, ['all', 'intake', 'worker'], terminal.words).default('all'))
    .option('--config <file>', help.start.config, 'vinculo.config.json')
    .option('--secret-key-env <name>', help.start.secretKeyEnv, 'VINCULO_SECRET_KEY')
    .option('--previous-secret-key-env <name>', help.start.previousSecretKeyEnv, 'VINCULO_PREVIOUS_SECRET_KEY')
    .option('--port <n>', help.start.port, wholeNumber(0, LAST_PORT, terminal.words), 8787)
    .option('--host <address>', help.start.host, '127.0.0.1')
    .addOption(choice('--log-level <level>', help.start.logLevel, LOG_LEVELS, terminal.words).default('warn'))
    .addHelpText('after', `\n${help.examples}\n  vinculo start --db vinculo.db --config vinculo.config.json\n  vinculo start --db /var/lib/vinculo/hub.db --secret-key-env VINCULO_SECRET_KEY --host 0.0.0.0 --port 80\n  VINCULO_POSTGRES_URL=postgres://… vinculo start --role worker\n\n${help.exitCodes}`)
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
  const { words: { start }, say } = terminal;
  const telemetry = await createHostTelemetry(options.logLevel);
  const store = chooseStore(options, terminal, telemetry);
  const { connections, operatorKeys = [], ...plain } = config;
  const controlKey = randomBytes(32).toString('base64url');
  const patience = patienceOf(PATIENCE_MS);
  const create = async (factory: StoreFactory): Promise<Vinculo> =>
    await createVinculo({ ...plain, store: factory, telemetry, secretKey, ...previousKeyOf(options, terminal), role: options.role, operatorKeys: [...operatorKeys, controlKey] });
  const open = async (factory: StoreFactory): Promise<Vinculo> => {
    const hub = await create(factory);
    await hub.start();
    return hub;
  };
  const board = createSwitchboard(await patiently(patience, isDatabaseInUse, async () => await create(store.factory)).catch(store.complain));
  const { file } = store;
  const moved = (name: string): void => {
    if (file !== undefined) removeControlFile(file);
    say(start.moved(name));
  };
  const fetch = file === undefined ? board.fetch : answeringMoves({ board, controlKey, file, open, reopen: async () => await open(store.factory), onMoved: moved });
  let server: Listening | undefined;
  try {
    await board.hub().refuseWrongKeys().catch(keyComplaint(options, terminal));
    server = await patiently(patience, isPortTaken, async () => await listen(fetch, options.port, options.host)).catch(portComplaint(options.port, terminal));
    await addMissing(board.hub(), connections, terminal);
    await board.hub().start();
    if (file !== undefined) writeControlFile(file, { url: localUrl(server, options.host), key: controlKey });
    say(start.ready(server.url));
    await stop.made;
    say(start.stopping);
  } finally {
    if (file !== undefined) removeControlFile(file);
    await server?.close();
    await board.hub().close();
  }
}

function readSecretKey(name: string, { env, words: { complaint } }: Terminal): string {
  const secretKey = env[name] ?? '';
  if (secretKey.length >= FEWEST_KEY_CHARACTERS) return secretKey;
  throw new Complaint(EXIT.refused, { what: complaint.readFile(name), why: complaint.secretKeyTooShort(name), mend: complaint.secretKeyMend(name) });
}

/** Needed only while secrets that it sealed have not been sealed anew. */
function previousKeyOf({ previousSecretKeyEnv }: StartOptions, { env }: Terminal): { readonly previousSecretKey?: string } {
  const previousSecretKey = env[previousSecretKeyEnv];
  return previousSecretKey === undefined ? {} : { previousSecretKey };
}

const keyComplaint = ({ secretKeyEnv, previousSecretKeyEnv }: StartOptions, { words: { complaint, errorCode } }: Terminal) => (cause: unknown): never => {
  if (!(cause instanceof ConfigRejected) || cause.code !== 'config.secret-key-wrong') throw cause;
  throw new Complaint(EXIT.refused, { what: complaint.readSecrets, why: errorCode['config.secret-key-wrong'], mend: complaint.readSecretsMend(secretKeyEnv, previousSecretKeyEnv), cause });
};

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
    const added = await hub.connections.add(connection).catch(async (cause: unknown) => {
      if ((await hub.connections.list()).some(({ id }) => id === connection.id)) return undefined; // by another process that starts at the same time
      if (!(cause instanceof ConfigRejected) && !(cause instanceof InputRejected)) throw cause;
      throw new Complaint(EXIT.refused, { what: complaint.useConfig(key), why: meaningOf(cause, words), mend: complaint.configMend(key), cause });
    });
    if (added === undefined) {
      say(start.kept(connection.id));
      continue;
    }
    const { hooks, options: chosen } = added;
    say([start.made(connection.id), `  Neppo:   ${hooks.neppo}`, `  Ploomes: ${hooks.ploomes}`, ...(chosen.linking === 'off' ? [start.linkingOff] : [])].join('\n'));
  }
}

/** The address by which this machine reaches its own hub. */
const localUrl = ({ url, port }: Listening, host: string): string => (host === '0.0.0.0' || host === '::' ? `http://127.0.0.1:${port}` : url);

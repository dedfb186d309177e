import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createNeppoSimulator, defaultCredentials, type NeppoSimulator, type NeppoSimulatorOptions } from '../../src/adapters/neppo/simulator/index.ts';
import { toNodeListener } from '../../src/adapters/node/index.ts';
import { createPloomesSimulator, type PloomesSimulator, type PloomesSimulatorOptions } from '../../src/adapters/ploomes/simulator/index.ts';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { createConsoleTelemetry, createHandClock, type HandClock } from '../../src/adapters/system/index.ts';
import { createVinculo, type Vinculo, type VinculoOptions } from '../../src/app/index.ts';
import { epochMsOf, instantOf } from '../../src/domain/kernel/instant.ts';
import { OPERATOR_KEY, SECRET_KEY } from './world.ts';

/** A hub without connections, simulators that it may be joined to, and the hub's interface as an operator asks it. All over real HTTP, under one hand-wound clock. */
export interface EmptyHub {
  readonly ploomes: PloomesSimulator;
  readonly neppo: NeppoSimulator;
  readonly clock: HandClock;
  readonly hub: Vinculo;
  readonly hubUrl: string;
  /** The settings of both systems, as a person would enter them. */
  readonly given: { readonly ploomes: Given; readonly neppo: Given };
  get(path: string, key?: string): Promise<Answer>;
  post(path: string, body?: object, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Waits until webhooks and lanes have come to rest. */
  rest(): Promise<void>;
}

type Given = Readonly<Record<string, unknown>>;
type Sent = Pick<RequestInit, 'method' | 'body'> & { readonly headers?: Readonly<Record<string, string>> };

export interface Answer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export interface EmptyHubOptions {
  readonly hub?: Partial<VinculoOptions>;
  readonly ploomes?: PloomesSimulatorOptions;
  readonly neppo?: NeppoSimulatorOptions;
}

const START = instantOf(Date.UTC(2026, 4, 4, 12));

/** @param onEnd - is given what closes all of it, once. */
export async function createEmptyHub(onEnd: (close: () => Promise<void>) => void, options: EmptyHubOptions = {}): Promise<EmptyHub> {
  const clock = createHandClock(START);
  const now = (): number => epochMsOf(clock.now());
  const ploomes = await createPloomesSimulator({ ratePerMinute: 0, clock: { now }, ...options.ploomes });
  const neppo = await createNeppoSimulator({ clock: { now }, ...options.neppo });
  const server = createServer(toNodeListener(async (request) => await hub.fetch(request)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hubUrl = `http://127.0.0.1:${parsePort(server.address())}`;
  const hub = await createVinculo({
    synchronisation: 'off',
    store: sqliteStore(':memory:'), secretKey: SECRET_KEY, publicUrl: hubUrl, operatorKeys: [OPERATOR_KEY], clock,
    telemetry: createConsoleTelemetry({ level: 'silent' }), allowPrivateAddresses: true, ...options.hub,
  });
  await hub.start();
  onEnd(async () => {
    await hub.close();
    await Promise.all([neppo.stop(), ploomes.close()]);
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const ask = async (path: string, { headers, ...init }: Sent, key = OPERATOR_KEY): Promise<Answer> => {
    const response = await fetch(`${hubUrl}${path}`, { ...init, headers: { authorization: `Bearer ${key}`, ...headers } });
    const text = await response.text();
    return { status: response.status, text, json: parseAnswer(text) };
  };
  return {
    ploomes, neppo, clock, hub, hubUrl,
    given: {
      ploomes: { userKey: ploomes.userKey, baseUrl: ploomes.url, budget: { perMinute: 0 }, pollSeconds: 0 },
      neppo: { tenantUrl: neppo.url, gatewayUrl: neppo.url, tokenUrl: `${neppo.url}/oauth2/token`, credentials: defaultCredentials, budget: { perMinute: 0 } },
    },
    get: async (path, key) => await ask(path, {}, key),
    post: async (path, body = {}, headers = {}) => await ask(path, { method: 'POST', body: JSON.stringify(body), headers }),
    async rest() {
      for (let quiet = 0; quiet < 2; quiet++) {
        await neppo.settled();
        await ploomes.settled();
        await hub.settled();
      }
    },
  };
}

const parsePort = (address: unknown): number => (address as AddressInfo).port;
const parseAnswer = (text: string): Answer['json'] => JSON.parse(text) as Answer['json'];

import { createInMemoryChat, createInMemoryCrm, type InMemoryChat, type InMemoryCrm } from '../../src/adapters/in-memory/index.ts';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { createConsoleTelemetry } from '../../src/adapters/system/index.ts';
import { createVinculo, neppoConnector, ploomesConnector, type Vinculo, type VinculoOptions } from '../../src/app/index.ts';

export const OPERATOR_KEY = 'an-operator-key-for-tests';

/** One connection of a hub in this process: how it is reached, and what stands outside of it. */
export interface Account {
  readonly id: string;
  readonly hooks: { readonly neppo: string; readonly ploomes: string };
  /** What Ploomes has to show with each delivery. */
  readonly validationKey: string;
  readonly crm: InMemoryCrm;
  readonly chat: InMemoryChat;
}

export interface ReadingHub {
  readonly hub: Vinculo;
  readonly accounts: readonly Account[];
  account(id: string): Account;
}

/** Credentials as a host gives them; `secret` is in every one that is one. */
const credentialsOf = (id: string, secret = 'secret') => ({
  ploomes: { userKey: `${secret}-user-key-${id}` },
  neppo: {
    tenantUrl: `https://${id}.neppo.example`,
    credentials: { consumerKey: `${secret}-ck-${id}`, consumerSecret: `${secret}-cs-${id}`, username: `${secret}-un-${id}`, password: `${secret}-pw-${id}` },
  },
});

/** A hub that reads what Neppo and Ploomes really send, while both are in memory: thousands of requests a second. */
export async function createReadingHub(ids: readonly string[], options: Partial<VinculoOptions> & { readonly secret?: string } = {}): Promise<ReadingHub> {
  const outside = new Map(ids.map((id) => [id, {
    crm: createInMemoryCrm({ account: `memory:crm-${id}`, funnels: ['Funil de vendas'] }), chat: createInMemoryChat({ account: `memory:chat-${id}`, groups: ['Vendas'] }),
  }]));
  const outsideOf = (id: string) => {
    const found = outside.get(id);
    if (found === undefined) throw new Error(`The hub has no account ${id}.`);
    return found;
  };
  const { secret, ...given } = options;
  const hub = await createVinculo({
    synchronisation: 'off',
    store: sqliteStore(':memory:'), secretKey: 'a-secret-key-for-tests-only', publicUrl: 'http://hub.example', operatorKeys: [OPERATOR_KEY],
    telemetry: createConsoleTelemetry({ level: 'silent' }),
    crm: { ...ploomesConnector(), connect: (config) => outsideOf(/-user-key-([\w-]+)"/.exec(JSON.stringify(config))?.[1] ?? '').crm },
    chat: { ...neppoConnector(), connect: (config) => outsideOf(/https:\/\/(.+?)\.neppo/.exec(JSON.stringify(config))?.[1] ?? '').chat },
    ...given,
  });
  const accounts: Account[] = [];
  for (const id of ids) {
    const { crm, chat } = outsideOf(id);
    const { hooks } = await hub.connections.add({ id, name: `Conexão ${id}`, ...credentialsOf(id, secret) });
    accounts.push({ id, hooks, crm, chat, validationKey: crm.allSubscriptions()[0]?.validationKey ?? '' });
  }
  return {
    hub, accounts,
    account(id) {
      const found = accounts.find((account) => account.id === id);
      if (found === undefined) throw new Error(`The hub has no account ${id}.`);
      return found;
    },
  };
}

export const toHook = (url: string, body: BodyInit, headers: Readonly<Record<string, string>> = {}): Request => new Request(url, { method: 'POST', body, headers });

export const toV1 = (path: string, body?: BodyInit, headers: Readonly<Record<string, string>> = {}): Request => new Request(`http://hub.example${path}`, {
  method: body === undefined ? 'GET' : 'POST', headers: { authorization: `Bearer ${OPERATOR_KEY}`, ...headers }, ...(body === undefined ? {} : { body }),
});

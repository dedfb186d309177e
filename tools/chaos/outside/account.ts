import { createNeppoSimulator, type NeppoSimulator } from '../../../src/adapters/neppo/simulator/index.ts';
import { createPloomesSimulator, type PloomesSimulator } from '../../../src/adapters/ploomes/simulator/index.ts';
import type { MappingInput, NewConnection } from '../../../src/app/index.ts';
import type { FunnelName, PlotRules } from '../story/plot.ts';

/** One customer: a Ploomes and a Neppo of its own, as the simulators are, over real HTTP. */
export interface Account {
  readonly id: string;
  readonly ploomes: PloomesSimulator;
  readonly neppo: NeppoSimulator;
  readonly rules: PlotRules;
  readonly connection: NewConnection;
  /** The CRM's number of a funnel. */
  funnelId(name: FunnelName): number;
  close(): Promise<void>;
}

export interface AccountOptions {
  readonly nth: number;
  /** What Ploomes lets pass in any minute; 0 for everything. */
  readonly ploomesPerMinute: number;
  /** How long the hub waits for an answer of this account. */
  readonly timeoutMs: number;
  /** How long a sender waits before each further attempt. */
  readonly retriesMs: readonly number[];
}

const RULES: PlotRules = {
  Vendas: { funnel: 'Funil de vendas', behaviour: 'always-create', funnelIs: 'open' },
  Suporte: { funnel: 'Suporte', behaviour: 'link-last', funnelIs: 'open' },
  Financeiro: { funnel: 'Suporte', behaviour: 'link-last', funnelIs: 'open' },
};
const WITH_AN_ARCHIVED_FUNNEL: PlotRules = { ...RULES, 'Pós-venda': { funnel: 'Pós-venda', behaviour: 'link-last', funnelIs: 'archived' } };
const SENDER_PATIENCE_MS = 8_000;

export async function openAccount({ nth, ploomesPerMinute, timeoutMs, retriesMs }: AccountOptions): Promise<Account> {
  const id = `conta-${String(nth).padStart(4, '0')}`;
  const credentials = { consumerKey: `chave-${id}`, consumerSecret: 'segredo', username: `integracao-${id}`, password: 'senha' };
  const ploomes = await createPloomesSimulator({ seed: nth + 1, ratePerMinute: ploomesPerMinute, webhookRetryDelaysMs: [...retriesMs] });
  const neppo = await createNeppoSimulator({ seed: nth + 1, credentials, webhookRetry: { delaysMs: retriesMs, timeoutMs: SENDER_PATIENCE_MS } });
  const rules = nth % 4 === 3 ? WITH_AN_ARCHIVED_FUNNEL : RULES;
  const funnelId = (name: FunnelName): number => {
    const found = ploomes.rows('Deals@Pipelines').find((row) => row['Name'] === name);
    if (found === undefined) throw new Error(`The simulator of ${id} has no funnel ${name}.`);
    return found.Id;
  };
  if (rules === WITH_AN_ARCHIVED_FUNNEL) ploomes.archivePipeline(funnelId('Pós-venda'));
  return {
    id, ploomes, neppo, rules, funnelId,
    connection: {
      id, name: `Conta ${nth}`,
      ploomes: { baseUrl: ploomes.url, userKey: ploomes.userKey, timeoutMs, pollSeconds: 300, budget: { perMinute: ploomesPerMinute } },
      neppo: { tenantUrl: neppo.url, gatewayUrl: neppo.url, tokenUrl: `${neppo.url}/oauth2/token`, credentials, timeoutMs },
      options: { linking: 'on', mappings: mappingsOf(rules, groupIds(neppo), funnelId) },
    },
    close: async () => void (await Promise.all([ploomes.close(), neppo.stop()])),
  };
}

function mappingsOf(rules: PlotRules, groups: ReadonlyMap<string, number>, funnelId: Account['funnelId']): readonly MappingInput[] {
  return Object.entries(rules).map(([group, { funnel, behaviour }]) =>
    ({ groupId: groups.get(group) ?? 0, groupName: group, funnelId: funnelId(funnel), behaviour }));
}

function groupIds(neppo: NeppoSimulator): ReadonlyMap<string, number> {
  const { groups } = parseState(neppo.state());
  return new Map(groups.map(({ id, name }) => [name, id]));
}

const parseState = (state: unknown): { readonly groups: readonly { readonly id: number; readonly name: string }[] } =>
  state as { groups: { id: number; name: string }[] };

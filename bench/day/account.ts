import { createNeppoSimulator, type NeppoSimulator } from '../../src/adapters/neppo/simulator/index.ts';
import { createPloomesSimulator, type PloomesSimulator } from '../../src/adapters/ploomes/simulator/index.ts';
import type { NewConnection } from '../../src/app/index.ts';

/** One customer: a Ploomes and a Neppo of its own over real HTTP, the people that its CRM knows, and its agents. */
export interface DayAccount {
  readonly connection: NewConnection;
  readonly ploomes: PloomesSimulator;
  readonly neppo: NeppoSimulator;
  readonly agents: readonly { readonly name: string; readonly email: string }[];
  readonly phones: readonly string[];
  close(): Promise<void>;
}

/** The page in which the panels sit. */
export const PAGE = 'https://app.ploomes.com';
export const GROUP = 'Vendas';
const AGENTS = [{ name: 'Bianca Prado', email: 'bianca.prado@empresa.example' }, { name: 'Caio Nunes', email: 'caio.nunes@empresa.example' }] as const;
const CLIENTS = 40;
const LIMIT_PER_MINUTE = { ploomes: 120, neppo: 60 } as const;

/** @param haste - by how much the limits are raised. */
export async function openDayAccount(nth: number, haste: number): Promise<DayAccount> {
  const id = `conta-${String(nth).padStart(3, '0')}`;
  const credentials = { consumerKey: `chave-${id}`, consumerSecret: 'segredo', username: `integracao-${id}`, password: 'senha' };
  const [crmLimit, chatLimit] = [Math.round(LIMIT_PER_MINUTE.ploomes * haste), Math.round(LIMIT_PER_MINUTE.neppo * haste)];
  const ploomes = await createPloomesSimulator({ seed: nth + 1, ratePerMinute: crmLimit });
  const agents = AGENTS.map(({ name, email }) => ({ name, email, groups: [GROUP] }));
  const neppo = await createNeppoSimulator({ seed: nth + 1, credentials, agents, groups: [GROUP] });
  const phones = Array.from({ length: CLIENTS }, (_, client) => `55119${80_000_000 + nth * 1_000 + client}`);
  phones.forEach((phone, client) => ploomes.addContact({ name: `Cliente ${client}`, phone: `+${phone}` }));
  return {
    ploomes, neppo, phones, agents: AGENTS,
    connection: {
      id, name: `Conta ${nth}`,
      ploomes: { baseUrl: ploomes.url, userKey: ploomes.userKey, pollSeconds: 300, budget: { perMinute: crmLimit } },
      neppo: { tenantUrl: neppo.url, gatewayUrl: neppo.url, tokenUrl: `${neppo.url}/oauth2/token`, credentials, budget: { perMinute: chatLimit } },
      options: { linking: 'on', panelOrigins: [PAGE], mappings: [{ groupId: groupId(neppo), groupName: GROUP, funnelId: funnelId(ploomes), behaviour: 'link-last' }] },
    },
    close: async () => void (await Promise.all([ploomes.close(), neppo.stop()])),
  };
}

function groupId(neppo: NeppoSimulator): number {
  const { groups } = parseState(neppo.state());
  return groups.find(({ name }) => name === GROUP)?.id ?? 0;
}

const funnelId = (ploomes: PloomesSimulator): number => ploomes.rows('Deals@Pipelines').find((row) => row['Archived'] !== true)?.Id ?? 0;

const parseState = (state: unknown): { readonly groups: readonly { readonly id: number; readonly name: string }[] } =>
  state as { groups: { id: number; name: string }[] };

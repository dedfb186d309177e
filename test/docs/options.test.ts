import { describe, expect, test } from 'vitest';
import { parseNeppoConfig, type NeppoRoute, type NeppoSettings } from '../../src/adapters/neppo/index.ts';
import { parsePloomesConfig, type PloomesConfigInput } from '../../src/adapters/ploomes/index.ts';
import type { PostgresStoreOptions } from '../../src/adapters/postgres/index.ts';
import { sqliteStore, type SqliteStoreOptions } from '../../src/adapters/sqlite/index.ts';
import { parseHubSettings, type VinculoOptions } from '../../src/app/config.ts';
import { parseOptions, type MappingInput } from '../../src/app/connection-settings.ts';
import type { NewConnection } from '../../src/app/index.ts';
import { textOf } from './pages.ts';

const page = textOf('docs/reference/options.md');

/** The rows of the tables below a heading, up to the next one: what is given as default, by option. */
function tableBelow(heading: string): ReadonlyMap<string, string> {
  const [, section = ''] = page.split(`\n${heading}\n`);
  const rows = section.split(/\n#+ /)[0]?.matchAll(/^\| `([\w.]+)` \| (.+?) \|/gm) ?? [];
  return new Map([...rows].map(([, option = '', given = '']) => [option, given.replaceAll('`', '')]));
}

/** A parsed configuration as the page writes it: one line for each leaf, routes and lists whole. */
function leavesOf(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, typeof value === 'string' ? value : JSON.stringify(value)]];
  if (isRoute(value)) return [[path, `${value.host}:${value.path}`]];
  return Object.entries(value).flatMap(([key, each]) => leavesOf(each, path === '' ? key : `${path}.${key}`));
}

const isRoute = (value: object): value is NeppoRoute => 'host' in value && 'path' in value;

const REQUIRED = 'required';
const URL = 'https://acme.example.com.br';
const credentials = { consumerKey: REQUIRED, consumerSecret: REQUIRED, username: REQUIRED, password: REQUIRED };

// A new key does not compile until it stands here, and then not until the page tells of it.
const hub = { store: 1, secretKey: 1, previousSecretKey: 1, publicUrl: 1, operatorKeys: 1, language: 1, timeZone: 1, sessionUrl: 1, role: 1, synchronisation: 1, reconcileHours: 1, inFlight: 1, recordUpdateEveryMs: 1, askAgainAfterMs: 1, crm: 1, chat: 1, mayAddIntegration: 1, clock: 1, ids: 1, telemetry: 1, allowPrivateAddresses: 1, uiFolder: 1, outgoingFetch: 1 } satisfies Record<keyof VinculoOptions, 1>;
const store = { busyTimeoutMs: 1, telemetry: 1 } satisfies Record<keyof SqliteStoreOptions, 1>;
const server = { schema: 1, maxConnections: 1, leaseSeconds: 1, telemetry: 1 } satisfies Record<keyof PostgresStoreOptions, 1>;
const connection = { id: 1, name: 1, ploomes: 1, neppo: 1, options: 1, hookTokens: 1 } satisfies Record<keyof NewConnection, 1>;
const mapping = { groupId: 1, groupName: 1, funnelId: 1, behaviour: 1, counting: 1 } satisfies Record<keyof MappingInput, 1>;
const ploomes = { baseUrl: 1, userKey: 1, timeoutMs: 1, pageSize: 1, budget: 1, pollSeconds: 1, defaultCountry: 1, ddiOfCountryId: 1, phoneLookup: 1, contactTypes: 1, cardStates: 1, phoneTypeId: 1, interaction: 1, fieldNames: 1, fieldTypes: 1, leads: 1, paperwork: 1, app: 1, webhook: 1 } satisfies Record<keyof PloomesConfigInput, 1>;
const neppo = { tenantUrl: 1, credentials: 1, gatewayUrl: 1, tokenUrl: 1, routes: 1, timeZone: 1, webhook: 1, agents: 1, clients: 1, messages: 1, mediaHosts: 1, actions: 1, sends: 1, leadSends: 1, budget: 1, timeoutMs: 1 } satisfies Record<keyof NeppoSettings, 1>;

const keys = (known: object): readonly string[] => Object.keys(known).toSorted();
const topKeys = (table: ReadonlyMap<string, string>): readonly string[] => [...new Set([...table.keys()].map((path) => path.split('.')[0] ?? ''))].toSorted();

describe('the reference of options', () => {
  test('names every option of a hub and its stores, with its default', () => {
    const table = tableBelow('## Hub');
    expect(topKeys(table)).toEqual([...new Set([...keys(hub), ...keys(store), ...keys(server)])].toSorted());
    const { operatorKeys: _none, ...defaults } = parseHubSettings({ store: sqliteStore(':memory:'), secretKey: REQUIRED.repeat(2), publicUrl: URL });
    for (const [option, value] of leavesOf({ ...defaults, secretKey: REQUIRED, publicUrl: REQUIRED })) expect([option, table.get(option)]).toEqual([option, value]);
  });

  test('names everything of a new connection, its options and a mapping', () => {
    expect(topKeys(tableBelow('## Connection'))).toEqual(keys(connection));
    const { counting, ...required } = { ...mapping };
    const sample = { groupId: 1, groupName: 'Vendas', funnelId: 1, behaviour: 'link-last' } as const;
    const table = tableBelow('### Options of a connection');
    expect(topKeys(table)).toEqual([...keys(parseOptions({})), ...keys({ counting, ...required })].toSorted());
    for (const [option, value] of leavesOf(parseOptions({}))) expect([option, table.get(option)]).toEqual([option, value]);
    const automation = parseOptions({ automations: [{ id: 'a', name: 'A', groupId: 1, templateId: 1 }] }).automations[0];
    const ofAutomation = tableBelow('### An automation');
    expect([...ofAutomation.keys()].toSorted()).toEqual(keys(automation ?? {}));
    for (const option of ['conditions', 'channel', 'values'] as const) expect([option, ofAutomation.get(option)]).toEqual([option, typeof automation?.[option] === 'string' ? automation[option] : JSON.stringify(automation?.[option])]);
    expect(table.get('counting')).toBe(parseOptions({ mappings: [sample] }).mappings[0]?.counting);
  });

  test('names every setting of Ploomes, with what is assumed', () => {
    const table = tableBelow('## Ploomes');
    expect(topKeys(table)).toEqual(keys(ploomes));
    const leaves = leavesOf(parsePloomesConfig({ userKey: REQUIRED }));
    for (const [option, value] of leaves) expect([option, table.get(option)]).toEqual([option, value]);
    expect([...table.keys()].filter((option) => !leaves.some(([leaf]) => leaf === option))).toEqual([
      'defaultCountry', 'contactTypes', ...['document', 'proposal', 'sale'].map((kind) => `paperwork.templateIds.${kind}`),
    ]);
  });

  test('names every setting of Neppo, with what is assumed', () => {
    const table = tableBelow('## Neppo');
    expect(topKeys(table)).toEqual(keys(neppo));
    const leaves = leavesOf({ ...parseNeppoConfig({ tenantUrl: URL, credentials }), tenantUrl: REQUIRED });
    for (const [option, value] of leaves) expect([option, table.get(option)]).toEqual([option, value]);
    expect([...table.keys()].filter((option) => !leaves.some(([leaf]) => leaf === option))).toEqual([]);
  });
});

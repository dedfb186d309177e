import * as z from 'zod';
import type { HubDoor } from '../deliveries/hub-door.ts';

const head = z.object({ seq: z.number(), hash: z.string() });

const entry = z.looseObject({
  chain: z.string(), seq: z.number(), at: z.string(), kind: z.string(), subject: z.string(), hash: z.string(),
  valueIs: z.enum(['kept', 'erased', 'none']), value: z.unknown().optional(),
});
const page = z.object({ rows: z.array(entry), next: z.string().optional() });

const verification = z.union([
  z.object({ outcome: z.literal('whole'), entries: z.number(), erased: z.number(), head: head.optional() }),
  z.object({ outcome: z.literal('broken'), seq: z.number(), because: z.string(), head: head.optional() }),
]);

const chains = z.object({ chains: z.array(z.string()) });

const delivery = z.looseObject({ id: z.string(), source: z.string(), kind: z.string(), receivedAt: z.string() });

const lineage = z.looseObject({
  origins: z.array(z.looseObject({
    how: z.enum(['opened', 'chosen', 'linked-by-hand', 'written']),
    person: z.literal('erased').optional(),
    session: z.string().optional(),
    integration: z.looseObject({ id: z.string(), version: z.number() }).optional(),
    stay: z.string().optional(),
    rules: z.array(z.string()),
    settings: z.looseObject({
      version: z.number(), validFrom: z.string().optional(), entry: head.optional(),
      mapping: z.looseObject({ groupName: z.string(), funnelId: z.string(), behaviour: z.string() }).optional(),
    }).optional(),
    effect: z.looseObject({ key: z.string(), entry: head.optional() }).optional(),
    delivery: delivery.optional(),
    causes: z.array(delivery),
  })),
});

/** What `/v1` tells of chains and of where things come from. */
export type EntryRow = z.infer<typeof entry>;
export type Verified = z.infer<typeof verification> & { readonly chain: string };
export type LineageAnswer = z.infer<typeof lineage>;

const pathOf = (chain: string): string => (chain === '*' ? '/v1/audit' : `/v1/connections/${encodeURIComponent(chain)}/audit`);

const queryOf = (query: Readonly<Record<string, string | undefined>>): string =>
  new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))).toString();

export const readEntries = async (door: HubDoor, chain: string, query: Readonly<Record<string, string | undefined>>): Promise<z.infer<typeof page> | undefined> =>
  await door.find(`${pathOf(chain)}?${queryOf(query)}`, page);

/** The chains that the key reaches. */
export const readChains = async (door: HubDoor): Promise<readonly string[]> => (await door.get('/v1/audit/chains', chains)).chains;

export const verifyChain = async (door: HubDoor, chain: string, noted?: z.infer<typeof head>): Promise<z.infer<typeof verification> | undefined> =>
  await door.find(`${pathOf(chain)}/verification?${queryOf(noted === undefined ? {} : { seq: String(noted.seq), hash: noted.hash })}`, verification);

export const readLineage = async (door: HubDoor, connection: string, asked: Readonly<Record<string, string>>): Promise<LineageAnswer | undefined> =>
  await door.find(`/v1/connections/${encodeURIComponent(connection)}/lineage?${queryOf(asked)}`, lineage);

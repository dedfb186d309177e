import * as z from 'zod';

const moment = z.iso.datetime().describe('In UTC.');
const head = z.looseObject({ seq: z.number().int(), hash: z.string() }).meta({ id: 'ChainHead', description: 'Where a chain ends, or an entry of it.' });

const delivery = z.looseObject({
  id: z.string(), connection: z.string(), source: z.string(), kind: z.string(), lane: z.string(), state: z.string(), receivedAt: moment, endedAt: moment.optional(),
});

const origin = z.looseObject({
  how: z.enum(['opened', 'chosen', 'linked-by-hand', 'written']).describe('opened, written: made by the hub; chosen: found by a rule; linked-by-hand: by a person.'),
  person: z.literal('erased').optional().describe('Only ids are left: the hub made it for somebody who was erased since.'),
  session: z.string().optional().describe('The protocol.'),
  integration: z.looseObject({ id: z.string(), version: z.number().int() }).optional().describe('Where it came of a lead: through which integration, in which version of it.'),
  stay: z.string().optional().describe('Which stay of the session in the funnel it was for.'),
  rules: z.array(z.string()).describe('Rules of the specification, such as CRD-04.'),
  rule: z.looseObject({ funnelId: z.string(), behaviour: z.string(), counting: z.string(), settingsVersion: z.number().int().optional() }).optional(),
  settings: z.looseObject({ version: z.number().int(), validFrom: moment.optional(), mapping: z.unknown().optional(), entry: head.optional() }).optional()
    .describe('The settings that decided, and the mapping by which the rule acted.'),
  effect: z.looseObject({ key: z.string(), intendedAt: moment, result: z.unknown(), plan: z.unknown().optional(), entry: head.optional() }).optional(),
  delivery: delivery.optional().describe('In whose working it was done.'),
  causes: z.array(delivery).describe('What led to that delivery, the one from outside last.'),
});

const entry = z.looseObject({
  chain: z.string(), seq: z.number().int(), at: moment, kind: z.string(), subject: z.string(),
  valueHash: z.string().optional(), previous: z.string(), hash: z.string(),
  valueIs: z.enum(['kept', 'erased', 'none']), value: z.unknown().optional(),
}).meta({ id: 'AuditEntry', description: 'A link of a chain, with what it was as long as that was not erased.' });

/** What the routes of lineage and audit answer. */
export const proofAnswers = {
  lineage: z.looseObject({ connection: z.string(), card: z.string().optional(), record: z.string().optional(), contact: z.string().optional(), origins: z.array(origin) })
    .meta({ id: 'Lineage', description: 'Where a card, a record or a contact comes from, the oldest origin first.' }),
  entries: z.looseObject({ rows: z.array(entry), next: z.string().optional().describe('Goes back as `after`; absent on the last page.') }).meta({ id: 'AuditPage' }),
  chains: z.looseObject({ chains: z.array(z.string()) }).meta({ id: 'Chains' }),
  verification: z.union([
    z.looseObject({ outcome: z.literal('whole'), entries: z.number().int(), erased: z.number().int().describe('Entries whose value was erased.'), head: head.optional() }),
    z.looseObject({ outcome: z.literal('broken'), seq: z.number().int().describe('The first entry that is not as it was made.'), because: z.string(), head: head.optional() }),
  ]).meta({ id: 'Verification' }),
} as const;

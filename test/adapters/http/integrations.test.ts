import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { platforms } from '../../../src/adapters/webhook-mapper/index.ts';
import { aPurchase, deliver } from '../../app/leads/hotmart-delivery.ts';
import { integrationDoor, type Answered, type IntegrationDoor } from '../../rig/integration-door.ts';
import { createWorld, type World } from '../../rig/world.ts';

const reference = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ responses: z.record(z.string(), z.looseObject({ content: z.record(z.string(), z.object({ schema: z.unknown() })) })) }))),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

let world: World;
let door: IntegrationDoor;
let told: z.infer<typeof reference>;

beforeAll(async () => {
  world = await createWorld();
  door = integrationDoor(world.hubUrl);
  told = reference.parse((await door.get('/v1/openapi.json')).json);
});
afterAll(async () => await world.close());

/** A schema of the published document, with what it refers to. */
function published(schema: unknown): z.ZodType {
  const whole = JSON.stringify({ ...Object(schema), $defs: told.components.schemas }).replaceAll('#/components/schemas/', '#/$defs/');
  return z.fromJSONSchema(z.record(z.string(), z.unknown()).parse(JSON.parse(whole)));
}

function expectAsPublished(path: string, method: 'get' | 'post', { status, json }: Answered): void {
  const at = path.startsWith('/v1') ? path : `/v1/connections/{id}${path}`;
  const [answer] = Object.values(told.paths[at]?.[method]?.responses[String(status)]?.content ?? {});
  expect({ at, status, isTold: answer !== undefined, json }).toMatchObject({ isTold: true });
  expect(published(answer?.schema).safeParse({ somethingElse: 1 }).success).toBe(false);
  expect({ at, problems: published(answer?.schema).safeParse(json).error?.issues }).toEqual({ at, problems: undefined });
}

const ONE = '/integrations/{integration}';

test('WHK-01: what the hub answers about integrations and leads is as the reference says', async () => {
  expectAsPublished('/v1/platforms', 'get', await door.get('/v1/platforms'));
  expectAsPublished('/v1/platforms/{platform}', 'get', await door.get('/v1/platforms/asaas'));
  const made = await door.post('/integrations', { name: 'Loja', platform: 'hotmart' });
  expectAsPublished('/integrations', 'post', made);
  const { integration: { id }, address } = z.object({ integration: z.looseObject({ id: z.string() }), address: z.string() }).parse(made.json);
  const path = `/integrations/${id}`;
  expectAsPublished(`${ONE}/enable`, 'post', await door.post(`${path}/enable`));
  expectAsPublished(ONE, 'post', await door.post(path, { mapping: platforms.find('hotmart')?.mapping, scheme: 'address-alone', capture: { behaviour: 'person+card', funnelId: String(world.funnelId('Suporte')) } }));
  expectAsPublished(ONE, 'post', await door.post(path, { mapping: { v: 1, fields: {} } }));
  expectAsPublished(`${ONE}/secret`, 'post', await door.post(`${path}/secret`, { secret: 'one' }));
  expectAsPublished(`${ONE}/secret`, 'post', await door.post(`${path}/secret`, { secret: 'another' }));
  const added = await door.post(`${path}/events`, { name: 'Comprou', identification: 'PURCHASE_APPROVED', actions: [{ type: 'add-tag', tag: 'cliente' }] });
  expectAsPublished(`${ONE}/events`, 'post', added);
  expectAsPublished(`${ONE}/enable`, 'post', await door.post(`${path}/enable`));
  await deliver(address, aPurchase());
  await world.rest();
  expectAsPublished(ONE, 'get', await door.get(path));
  expectAsPublished('/integrations', 'get', await door.get('/integrations'));
  expectAsPublished(`${ONE}/structure`, 'get', await door.get(`${path}/structure`));
  expectAsPublished(`${ONE}/fields`, 'get', await door.get(`${path}/fields`));
  expectAsPublished(`${ONE}/suggest`, 'post', await door.post(`${path}/suggest`, {}));
  expectAsPublished(`${ONE}/try`, 'post', await door.post(`${path}/try`, { sample: { body: JSON.stringify(aPurchase()) } }));
  expectAsPublished(`${ONE}/try`, 'post', await door.post(`${path}/try`, { sample: { body: '<xml/>' } }));
  expectAsPublished(`${ONE}/versions`, 'get', await door.get(`${path}/versions`));
  expectAsPublished(`${ONE}/versions/{version}/restore`, 'post', await door.post(`${path}/versions/2/restore`));
  expectAsPublished(`${ONE}/pause`, 'post', await door.post(`${path}/pause`));
  expectAsPublished(`${ONE}/rotate`, 'post', await door.post(`${path}/rotate`, {}));
  expectAsPublished('/leads', 'get', await door.get('/leads'));
  expectAsPublished('/leads/search', 'post', await door.post('/leads/search', { search: 'Ana' }));
  const [lead] = await door.leads();
  expectAsPublished('/leads/{lead}', 'get', await door.get(`/leads/${encodeURIComponent(String(lead?.['key']))}`));
  expectAsPublished('/leads/{lead}', 'get', await door.get('/leads/nobody'));
  expectAsPublished(`${ONE}/remove`, 'post', await door.post(`${path}/remove`));
  expectAsPublished(ONE, 'get', await door.get(path));
});

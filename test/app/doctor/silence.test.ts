import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunWish } from '../../../src/ports/index.ts';
import { createHandWoundWorld, type HandWoundWorld } from '../../rig/hand-wound.ts';
import { lookAt, whileWinding, type Base } from '../synchronisation/base.ts';

const HOUR_MS = 60 * 60_000;
/** The doctor's own round may have read the agents a moment ago. */
const ROSTER_IS_BELIEVED_MS = 2 * 60_000;

let world: HandWoundWorld;
let base: Base;
beforeEach(async () => {
  world = await createHandWoundWorld({ chatBudget: { perMinute: 0 } });
  base = lookAt(world);
});
afterEach(async () => await world.close());

const seenOf = async (check: string): Promise<string | undefined> =>
  (await world.hub().doctor.examine(world.connection))?.findings.find(({ id }) => id === check)?.seen;

/** A run waits by the clock now and then. */
async function run(kind: RunWish['kind']): Promise<void> {
  await whileWinding(world, async () => await base.run({ kind }));
}

/** Ana, known on both sides, all webhooks heard once, and a day of silence in which nothing happened. */
async function anaIsKnown(): Promise<number> {
  const { id: contact } = { id: world.ploomes.addContact({ name: 'Ana Souza', phone: '(11) 98765-4321' }).Id };
  await run('first');
  const client = base.clientOf(contact)?.id ?? 0;
  world.neppo.saveUser({ id: client, active: true });
  world.neppo.saveAgent({ name: 'Bianca Prado' });
  world.neppo.link({ clientId: client, agent: 'Bianca Prado' });
  const session = world.neppo.startSession({ phone: '5511987654321', group: 'Vendas' });
  world.neppo.classify(session.id, 'Venda fechada');
  world.neppo.close(session.id);
  await world.rest();
  world.clock.advance(HOUR_MS);
  await run('reconciliation');
  world.clock.advance(HOUR_MS);
  return client;
}

/** Whatever it was, one more reconciliation sees it, and a while later nobody can be on the way any more. */
async function reconciled(): Promise<void> {
  world.clock.advance(ROSTER_IS_BELIEVED_MS);
  await run('reconciliation');
  world.clock.advance(HOUR_MS);
}

const changes = {
  'webhook-user': (client: number): unknown => world.neppo.saveUser({ id: client, name: 'Aninha' }),
  'webhook-agent': (): unknown => world.neppo.saveAgent({ name: 'Caio Nunes', active: false }),
  'webhook-association': (client: number): unknown => world.neppo.link({ clientId: client, agent: 'Caio Nunes' }),
} as const;
const entities = { 'webhook-user': 'User', 'webhook-agent': 'Agent', 'webhook-association': 'AssociationClientsToAgents' } as const;
const checks = ['webhook-user', 'webhook-agent', 'webhook-association'] as const;

test.each(checks)('ACT-05: %s fell silent: what it should have told of was seen by a reconciliation; it speaks again, and all is well', async (check) => {
  const client = await anaIsKnown();
  expect(await seenOf(check)).toBe('received');
  const address = world.neppo.addresses()[entities[check]];
  world.neppo.subscribe(entities[check], undefined);
  changes[check](client);
  await reconciled();
  expect(await seenOf(check)).toBe('silent');
  expect(await Promise.all(checks.filter((other) => other !== check).map(seenOf))).toEqual(['received', 'received']);

  world.neppo.subscribe(entities[check], address);
  changes[check](client);
  if (check === 'webhook-association') world.neppo.link({ clientId: client, agent: 'Caio Nunes', remove: true });
  if (check === 'webhook-agent') world.neppo.saveAgent({ name: 'Caio Nunes', active: true });
  await world.rest();
  expect(await seenOf(check)).toBe('received');
});

test('ACT-05: no webhook is called silent for what it did tell of, nor for what the hub wrote itself', async () => {
  const client = await anaIsKnown();
  for (const check of checks) changes[check](client);
  world.ploomes.addContact({ name: 'Bia Lima', phone: '(21) 97654-3210', ownerId: base.userId('bianca.prado@empresa.example') });
  await world.rest();
  world.clock.advance(HOUR_MS);
  await reconciled();
  await reconciled();
  expect(await Promise.all(checks.map(seenOf))).toEqual(['received', 'received', 'received']);
});

test('ACT-05: the webhook of classifications fell silent, while records are given classifications by reading', async () => {
  await anaIsKnown();
  expect(await seenOf('webhook-classification')).toBe('received');
  world.neppo.subscribe('ClassificationServices', undefined);
  for (let sessions = 0; sessions < 2; sessions += 1) {
    const { id } = world.neppo.startSession({ phone: '5511987654321', group: 'Vendas' });
    await world.rest();
    world.neppo.classify(id, 'Venda fechada');
    world.neppo.close(id);
    await world.rest();
    world.clock.advance(HOUR_MS);
  }
  expect(await seenOf('webhook-classification')).toBe('silent');
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { platforms } from '../../../src/adapters/webhook-mapper/index.ts';
import type { LeadCapture } from '../../../src/domain/index.ts';
import { createLeadWorld, type Integrated, type LeadWorld } from '../../rig/lead-world.ts';
import { OPERATOR_KEY } from '../../rig/world.ts';
import { aPurchase, deliver, HOTTOK } from './hotmart-delivery.ts';

let world: LeadWorld;

beforeEach(async () => (world = await createLeadWorld()));
afterEach(async () => await world.close());

const hotmart = platforms.find('hotmart')?.mapping ?? { v: 1, ddi: '', fields: {} };
const mapping = { ...hotmart, fields: { ...hotmart.fields, company: { from: [{ constant: 'Padaria Sol' }] } } } as const;

async function capturing(unlessOpenCard: LeadCapture['unlessOpenCard'] = 'no'): Promise<Integrated> {
  const integration = await world.integrate({
    mapping, capture: { behaviour: 'company+person+card', funnelId: String(world.funnelId('Suporte')), unlessOpenCard },
  }, { signing: HOTTOK });
  await world.change(integration, { name: 'Vendas do curso' });
  return integration;
}

async function come(url: string, id: string): Promise<void> {
  expect((await deliver(url, aPurchase({ id }))).status).toBe(200);
  await world.rest();
}

const cards = () => world.ploomes.rows('Deals').map(({ Id }) => Id);
const contactOf = (type: number): number => world.ploomes.rows('Contacts').find(({ TypeId }) => TypeId === type)?.Id ?? 0;
const lineageOf = async (what: { readonly card: number } | { readonly contact: number }) => (await world.hub().lineage({ connection: world.connection, ...what })).origins;

describe('the lineage of what came as a lead', () => {
  test('HUB-04, ACL-03: a card is followed to its effect, its plan, the platform’s delivery, and the integration in its version', async () => {
    const { id, url } = await capturing();
    await come(url, 'd-1');
    const [card = 0] = cards();
    const [origin, ...others] = await lineageOf({ card });
    const [delivered] = await world.delivered();
    expect(others).toEqual([]);
    expect(origin).toMatchObject({
      how: 'opened', rules: ['ACL-03'], integration: { id, version: 2 }, effect: { result: String(card), plan: { step: { funnelId: String(world.funnelId('Suporte')) } } }, delivery: { kind: 'lead-card' },
    });
    expect(origin?.effect?.key).toMatch(/^lead:.+\/open-card$/);
    expect(origin?.causes.at(-1)).toMatchObject({ id: delivered?.id, source: 'webhook', kind: 'hotmart' });
    expect(origin).not.toHaveProperty('session');
  });

  test('HUB-04: each of two cards is followed to the delivery that it came of', async () => {
    const { url } = await capturing();
    await come(url, 'd-1');
    await come(url, 'd-2');
    const [first, second] = await Promise.all(cards().map(async (card) => await lineageOf({ card })));
    const [earlier, later] = await world.delivered();
    expect([first?.map(({ causes }) => causes.at(-1)?.id), second?.map(({ causes }) => causes.at(-1)?.id)]).toEqual([[earlier?.id], [later?.id]]);
  });

  test('HUB-04, ACL-03: a card that was open already is followed to the lead that was tied to it, too', async () => {
    const { url } = await capturing('yes');
    await come(url, 'd-1');
    await come(url, 'd-2');
    const [card = 0, ...more] = cards();
    expect(more).toEqual([]);
    expect((await lineageOf({ card })).map(({ how, integration }) => [how, integration?.version])).toEqual([['opened', 2], ['chosen', 2]]);
  });

  test.each([['a person', 2, 'lead-person'], ['a company', 1, 'lead-company']])('HUB-04, ACL-05: %s is followed to the delivery and the integration, also over HTTP', async (_, type, kind) => {
    const { id, url } = await capturing();
    await come(url, 'd-1');
    const contact = contactOf(type);
    const origins = await lineageOf({ contact });
    expect(origins).toMatchObject([{ how: 'written', rules: ['ACL-05'], integration: { id, version: 2 }, effect: { result: String(contact) }, delivery: { kind } }]);
    expect(origins[0]?.causes.at(-1)).toMatchObject({ source: 'webhook', kind: 'hotmart' });
    const answer = await fetch(`${world.hubUrl}/v1/connections/acme/lineage?contact=${contact}`, { headers: { authorization: `Bearer ${OPERATOR_KEY}` } });
    expect(await answer.json()).toMatchObject({ contact: String(contact), origins: [{ integration: { id, version: 2 } }] });
  });

  test('HUB-04: somebody whom the lead only met has no origin here', async () => {
    const { Id } = world.ploomes.addContact({ name: 'Ana Souza', phone: '(11) 98765-4321' });
    const { url } = await capturing();
    await come(url, 'd-1');
    expect(await lineageOf({ contact: Id })).toEqual([]);
  });

  test('HUB-04, HUB-05: of an erased person the effect is left, and nobody’s name', async () => {
    const { url } = await capturing();
    await come(url, 'd-1');
    const [card = 0] = cards();
    await world.hub().privacy.erase({ phone: '5511987654321' });
    const origins = await lineageOf({ card });
    expect(origins).toMatchObject([{ how: 'opened', person: 'erased', rules: [], causes: [], effect: { result: String(card) } }]);
    expect(JSON.stringify(origins)).not.toMatch(/Ana|98765/);
  });
});

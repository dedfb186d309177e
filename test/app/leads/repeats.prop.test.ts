import fc from 'fast-check';
import { expect, test } from 'vitest';
import { platforms } from '../../../src/adapters/webhook-mapper/index.ts';
import type { ConversionEvent } from '../../../src/domain/index.ts';
import type { IntegrationSettings } from '../../../src/ports/index.ts';
import { aKeptStore, type Keeping } from '../../rig/kept-store.ts';
import { createLeadWorld, type LeadWorld } from '../../rig/lead-world.ts';
import { aPurchase, deliver, HOTTOK } from './hotmart-delivery.ts';

const EVENTS = ['PURCHASE_APPROVED', 'PURCHASE_COMPLETE', 'PURCHASE_BILLET_PRINTED'] as const;
const events: readonly ConversionEvent[] = EVENTS.map((identification) => ({
  id: identification, name: identification, identification,
  actions: [{ type: 'add-tag', tag: identification }, { type: 'send-message', text: `Recebemos ${identification}` }],
}));

const hotmart = platforms.find('hotmart')?.mapping ?? { v: 1, ddi: '', fields: {} };
const withCompany = { ...hotmart, fields: { ...hotmart.fields, company: { from: [{ constant: 'Padaria Sol' }] } } } as const;

/** A platform that gives its deliveries no name, and no time either. */
const nameless = { v: 1, ddi: { constant: '55' }, fields: { event: { from: ['event'] }, name: { from: ['data.buyer.name'] }, phone: { from: ['data.buyer.checkout_phone'] }, company: { from: [{ constant: 'Padaria Sol' }] } } } as const;

const wishes = fc.record({
  named: fc.boolean(),
  /** Which event is delivered when: each of them once at least. */
  order: fc.array(fc.constantFrom(...EVENTS), { maxLength: 8 }).chain((more) => fc.shuffledSubarray([...EVENTS, ...more], { minLength: EVENTS.length + more.length })),
  atOnce: fc.integer({ min: 1, max: 6 }),
  phones: fc.constantFrom(['11987654321', '1187654321'], ['11987654321', '+55 (11) 98765-4321']),
});

const PHONE = '5511987654321';

async function attended(world: LeadWorld): Promise<void> {
  world.neppo.subscribe('Message', world.hooks.neppo);
  const { protocol } = world.neppo.startSession({ name: 'Ana', phone: PHONE, group: 'Vendas', channel: 'whatsapp' });
  world.neppo.transfer(protocol, { agent: 'Bianca Prado' });
  world.neppo.message(protocol, { from: 'client', text: 'Bom dia' });
  await world.rest();
}

const saidBy = (world: LeadWorld): readonly string[] => parseState(JSON.stringify(world.neppo.state())).messages.filter(({ sendBy }) => sendBy === 'agent').map(({ message }) => message).toSorted();

test.each<readonly [Keeping, number]>([['sqlite', 8], ['postgres', 3]])('ACL-06, WHK-07, WHK-10: on %s deliveries repeated and reordered any number of times give one lead, one person, one company, one card, and one run of each action', async (keeping, numRuns) => {
  await fc.assert(fc.asyncProperty(wishes, async ({ named, order, atOnce, phones }) => {
    const kept = await aKeptStore(keeping);
    const world = await createLeadWorld({ hub: { store: kept.open } });
    try {
      await attended(world);
      const capture = { behaviour: 'company+person+card', funnelId: String(world.funnelId('Suporte')), unlessOpenCard: 'yes' } as const;
      const settings: Partial<IntegrationSettings> = named ? { mapping: withCompany } : { platform: 'other', scheme: 'address-alone', mapping: nameless };
      const { url } = await world.integrate({ ...settings, capture, events }, { signing: HOTTOK });
      for (let from = 0; from < order.length; from += atOnce) {
        const now = order.slice(from, from + atOnce).map((event) => aPurchase({ id: event, event, phone: phones[EVENTS.indexOf(event) % phones.length] ?? '' }));
        const answers = await Promise.all(now.map(async (body) => await deliver(url, body)));
        expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
        if (atOnce % 2 === 0) await world.rest();
      }
      await world.rest();
      await world.hub().deliveries.replay((await world.delivered()).map(({ id }) => id), 'now');
      await world.rest();
      const contacts = world.ploomes.rows('Contacts').map(({ TypeId }) => TypeId);
      expect({
        companies: contacts.filter((type) => type === 1).length, persons: contacts.filter((type) => type === 2).length, cards: world.ploomes.rows('Deals').length,
        leads: (await world.leads()).map(({ tags }) => tags.toSorted()), said: saidBy(world), aside: (await world.hub().deliveries.list({ state: 'set-aside' }, { limit: 5 })).rows,
      }).toEqual({ companies: 1, persons: 1, cards: 1, leads: [[...EVENTS].toSorted()], said: EVENTS.map((event) => `Recebemos ${event}`).toSorted(), aside: [] });
    } finally {
      await world.close();
      await kept.letGo();
    }
  }), { numRuns });
}, 120_000);

interface State {
  readonly messages: readonly { readonly sendBy: string; readonly message: string }[];
}
const parseState = (text: string): State => JSON.parse(text) as State;

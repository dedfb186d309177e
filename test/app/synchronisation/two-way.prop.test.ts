import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { createHandWoundWorld, type HandWoundWorld } from '../../rig/hand-wound.ts';
import { everything, lookAt, whileWinding, type Base } from './base.ts';

const AGENTS = ['Bianca Prado', 'Caio Nunes'] as const;
const EMAILS = { 'Bianca Prado': 'bianca.prado@empresa.example', 'Caio Nunes': 'caio.nunes@empresa.example' } as const;
const PEOPLE = 3;
const values = z.array(z.unknown());

/** What somebody does on one of the sides. */
type Edit =
  | { readonly type: 'add' | 'remove' | 'chat-off'; readonly who: number }
  | { readonly type: 'rename' | 'chat-rename' | 'mail' | 'chat-mail'; readonly who: number; readonly text: string }
  | { readonly type: 'owner' | 'field' | 'link' | 'part'; readonly who: number; readonly agent: (typeof AGENTS)[number] }
  | { readonly type: 'rest' };

const who = fc.integer({ min: 0, max: PEOPLE - 1 });
const text = fc.constantFrom('ana', 'bia', 'caio');
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ type: fc.constantFrom('add', 'add', 'remove', 'chat-off'), who }),
  fc.record({ type: fc.constantFrom('rename', 'chat-rename', 'mail', 'chat-mail'), who, text }),
  fc.record({ type: fc.constantFrom('owner', 'field', 'link', 'part'), who, agent: fc.constantFrom(...AGENTS) }),
  fc.record({ type: fc.constant('rest') }),
);

/** Three people who may be on either side, by their numbers. */
function createPeople(world: HandWoundWorld, base: Base) {
  const { ploomes, neppo } = world;
  const contacts = new Map<number, number>();
  const ownerOf = (contact: number): unknown => ploomes.row('Contacts', contact)?.['OwnerId'];
  const fieldOf = (contact: number, name: string): readonly unknown[] => values.parse(base.field(contact, name));
  const userOf = (agent: (typeof AGENTS)[number]): number => base.userId(EMAILS[agent]);

  async function make(done: Edit): Promise<void> {
    if (done.type === 'rest') return await world.rest();
    const contact = contacts.get(done.who);
    if (done.type === 'add') {
      if (contact === undefined) contacts.set(done.who, ploomes.addContact({ name: `Cliente ${done.who}`, phone: `(11) 98765-432${done.who}` }).Id);
      return;
    }
    if (contact !== undefined) change(done, contact);
  }

  function change(done: Exclude<Edit, { type: 'rest' }>, contact: number): void {
    const client = base.clientOf(contact)?.id;
    const onClient = (act: (id: number) => void): void => (client === undefined ? undefined : act(client));
    switch (done.type) {
      case 'add': return;
      case 'remove':
        ploomes.remove('Contacts', contact);
        contacts.delete(done.who);
        return;
      case 'rename': ploomes.update('Contacts', contact, { Name: done.text }); return;
      case 'mail': ploomes.update('Contacts', contact, { Email: `${done.text}${done.who}@example.com` }); return;
      case 'owner': ploomes.update('Contacts', contact, { OwnerId: userOf(done.agent) }); return;
      case 'field': return setField(contact, userOf(done.agent));
      case 'chat-off': return onClient((id) => neppo.saveUser({ id, active: false }));
      case 'chat-rename': return onClient((id) => neppo.saveUser({ id, name: done.text }));
      case 'chat-mail': return onClient((id) => neppo.saveUser({ id, email: `${done.text}${done.who}@chat.example` }));
      case 'link': return onClient((clientId) => neppo.link({ clientId, agent: done.agent }));
      // An owner's agent who is parted is put back once, and then not (AGT-07): that is another rule than this one.
      case 'part': return onClient((clientId) => (ownerOf(contact) === userOf(done.agent) ? undefined : neppo.link({ clientId, agent: done.agent, remove: true })));
    }
  }

  function setField(contact: number, user: number): void {
    const keyOf = (name: string) => ploomes.rows('Fields').find((row) => row['Name'] === name)?.['Key'] ?? null;
    // A form sends every field along: what is left out is emptied.
    const standing = fieldOf(contact, 'UserName (Neppo)').map((userName) => ({ FieldKey: keyOf('UserName (Neppo)'), StringValue: String(userName) }));
    ploomes.update('Contacts', contact, { OtherProperties: [...standing, { FieldKey: keyOf('Agentes (Neppo)'), IntegerValue: user }] });
  }

  return {
    make,
    /** Who each contact's client is to have, and has: the owner's agent and those of the field. */
    portfolios: () => [...contacts.values()].map((contact) => {
      const users = new Set([ownerOf(contact), ...fieldOf(contact, 'Agentes (Neppo)')]);
      const wanted = AGENTS.filter((agent) => users.has(userOf(agent)));
      const client = base.clientOf(contact);
      return { contact, wanted: [...wanted], has: client === undefined ? 'no client' : base.agentsOf(client.id) };
    }),
  };
}

const RUNS = 5;

test('SYN-08, AGT-04: whatever is edited on both sides, a cycle later nothing is written any more, and agents are the owner\'s and the field\'s', { timeout: 180_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(edit, { minLength: 4, maxLength: 14 }), async (edits) => {
    const world = await createHandWoundWorld({ chatBudget: { perMinute: 0 } });
    try {
      const base = lookAt(world);
      const cycle = async (): Promise<unknown> => await whileWinding(world, async () => await base.run({ kind: 'reconciliation' }));
      await whileWinding(world, async () => await base.run());
      const people = createPeople(world, base);
      for (const who of [0, 1]) await people.make({ type: 'add', who });
      await world.restForGood();
      for (const each of edits) await people.make(each);
      await world.restForGood();
      expect(await cycle()).toMatchObject({ state: 'ended', failed: 0 });
      await world.restForGood();

      const settled = everything(world);
      expect(await cycle()).toMatchObject({ state: 'ended', failed: 0 });
      await world.restForGood();
      expect(everything(world)).toEqual(settled);
      for (const { contact, wanted, has } of people.portfolios()) expect({ contact, has }).toEqual({ contact, has: wanted });
    } finally {
      await world.close();
    }
  }), { numRuns: RUNS });
});

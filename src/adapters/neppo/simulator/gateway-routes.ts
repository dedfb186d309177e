import type { Desks } from './desks.ts';
import { associationInput, directMessageInput, parseInput, userInput } from './input.ts';
import { createListing, type Listing } from './lists.ts';
import { SimulatorRefusal } from './refusal.ts';
import type { Route } from './router.ts';
import type { World } from './world.ts';

const BASE = '/chatapi/1.0/api';
/** What is not sent, where saving empties it. */
const EMPTIED = { name: null, phone: null, email: null, cpf: null, externalCode: null, attributes: [] } as const;

const NO_ROWS = { results: [], size: 0 };

/** What the API gateway serves: lists by Neppo's convention, and the saves beside them. */
export function gatewayRoutes(world: World, desks: Desks, savingUsers: 'keeps' | 'empties'): Route[] {
  const { wire } = world;
  const listings = createListings(world);
  const lists = Object.entries(listings).map(([name, listing]) => listRoute(name, listing));
  return [
    ...lists,
    {
      method: 'POST',
      pattern: `${BASE}/v2/user-session/count`,
      empty: 0,
      answer: ({ body }) => listings['v2/user-session'].matching(body).length,
    },
    save('users/save', (body) => {
      const input = parseInput(userInput, body);
      const isKnown = input.id !== undefined && input.id !== null;
      return wire.user(desks.people.saveUser(savingUsers === 'empties' && isKnown ? { ...EMPTIED, ...input } : input));
    }),
    save('direct-message/save', (body) => wire.directMessage(desks.sends.save(parseInput(directMessageInput, body)))),
    save('association-clients-to-agents/save', (body) => {
      const { clientId, agentId } = parseInput(associationInput, body);
      return wire.association(desks.people.associate(clientId, agentId));
    }),
    save('association-clients-to-agents/delete', (body) => {
      const { clientId, agentId } = parseInput(associationInput, body);
      if (!desks.people.separate(clientId, agentId)) throw new SimulatorRefusal(404, 'Associação não encontrada');
      return { clientId, agentId };
    }),
  ];
}

const listRoute = (name: string, listing: Listing): Route => ({
  method: 'POST',
  pattern: `${BASE}/${name}`,
  empty: NO_ROWS,
  answer: ({ body }) => listing.page(body),
});

const save = (name: string, answer: (body: unknown) => unknown): Route => ({
  method: 'POST',
  pattern: `${BASE}/${name}`,
  answer: ({ body }) => answer(body),
});

function createListings({ store, wire }: World) {
  const sessions = createListing({
    table: store.sessions,
    show: wire.session,
    indexed: { protocol: 'protocol', 'user.id': 'userId' },
  });
  return {
    users: createListing({
      table: store.users,
      show: wire.user,
      indexed: { phone: 'phone', userName: 'userName', externalCode: 'externalCode' },
      columns: {
        id: ({ id }) => id,
        userName: ({ userName }) => userName,
        name: ({ name }) => name,
        displayName: ({ name }) => name,
        phone: ({ phone }) => phone,
        email: ({ email }) => email,
        cpf: ({ cpf }) => cpf,
        externalCode: ({ externalCode }) => externalCode,
        typeUser: ({ typeUser }) => typeUser,
        active: ({ active }) => active,
      },
    }),
    'user-session': sessions,
    'v2/user-session': sessions,
    agent: createListing({ table: store.agents, show: wire.agent, indexed: { 'user.id': 'userId' } }),
    // The first version of messages was seen to ignore filters and order alike.
    messages: createListing({ table: store.messages, show: wire.message, ignores: () => true }),
    'v2/messages': createListing({
      table: store.messages,
      show: wire.message,
      indexed: { 'session.id': 'sessionId', sessionId: 'sessionId' },
    }),
    'group-conf': createListing({ table: store.groups, show: wire.group }),
    'classification-services': createListing({
      table: store.classifications,
      show: wire.classification,
      indexed: { 'session.id': 'sessionId', sessionId: 'sessionId' },
    }),
    'association-clients-to-agents': createListing({
      table: store.associations,
      show: wire.association,
      indexed: { 'client.id': 'clientId', clientId: 'clientId', 'agent.id': 'agentId', agentId: 'agentId' },
    }),
    'hsm-template': createListing({ table: store.templates, show: wire.template }),
    // Filtering active sends by their template was seen to do nothing.
    'direct-message': createListing({
      table: store.directMessages,
      show: wire.directMessage,
      indexed: { phoneNumber: 'phoneNumber' },
      ignores: (key) => /template/i.test(key),
    }),
  };
}

import fc from 'fast-check';
import {
  identityKeysOf,
  parseAgentId,
  parseChatClientId,
  parseCrmUserId,
  type ChatClientId,
  type ChatClientPlanFacts,
  type Contact,
  type PortfolioFacts,
  type RegisteredClient,
} from 'vinculo/domain';
import { contact } from './contact.ts';
import { present } from './present.ts';

/** The chat's id of a client. */
export const chatClientId = (): fc.Arbitrary<ChatClientId> => fc.integer({ min: 1, max: 12 }).map((id) => present(parseChatClientId(id)));

/** A client of the chat that has some of what these contacts have, so that it may be any one's. */
export const registeredClient = (contacts: readonly Contact[]): fc.Arbitrary<RegisteredClient> =>
  fc
    .record(
      {
        id: chatClientId(),
        active: fc.boolean(),
        userName: fc.constantFrom('instagram_77', 'webchat_12'),
        name: fc.constantFrom('Ana', 'Bia'),
        phone: fc.constantFrom(...contacts.flatMap(({ phones }) => phones.map(({ value, ddi = '' }) => `${ddi}${value}`)), '5511987654321'),
        email: fc.constantFrom(...contacts.flatMap(({ email = '' }) => email), 'ana@exemplo.com.br'),
        cpf: fc.constantFrom(...contacts.flatMap(({ cpf = '' }) => cpf), '52998224725'),
        externalCode: fc.constantFrom('', ...contacts.map(({ id }) => String(id)), '999999'),
      },
      { requiredKeys: ['id', 'active'] },
    )
    .map((client) => ({ ...client, keys: identityKeysOf(client) }));

/** A contact, others of the CRM that share some of what it has, and clients of the chat that may be anybody's. */
export const chatClientPlanFacts = (): fc.Arbitrary<ChatClientPlanFacts> =>
  fc.tuple(contact(), fc.uniqueArray(contact(), { maxLength: 3, selector: ({ id }) => id }), fc.boolean()).chain(([one, others, twins]) => {
    const rivals = others.filter(({ id }) => id !== one.id).map((other) => (twins ? { ...other, phones: [...other.phones, ...one.phones] } : other));
    return fc.record({
      contact: fc.constant(one),
      rivals: fc.constant(rivals),
      candidates: fc.uniqueArray(registeredClient([one, ...rivals]), { maxLength: 4, selector: ({ id }) => id }),
      link: fc.constantFrom('unknown' as const, { client: 'active' as const }, { client: 'inactive' as const, userName: 'instagram_77' }),
      settings: fc.record({
        companies: fc.constantFrom('synced' as const, 'left-out' as const),
        unlinkOnRemoval: fc.constantFrom('on' as const, 'off' as const),
        createUnknownContacts: fc.constantFrom('on' as const, 'off' as const),
      }),
    });
  });

/** A client's agents on both sides, of few agents, so that the sides often differ by some. */
export const portfolioFacts = (): fc.Arbitrary<PortfolioFacts> => {
  const names = ['1', '2', '3', '4'];
  const agents = names.map((name) => ({ agent: present(parseAgentId(name)), user: present(parseCrmUserId(`9${name}`)) }));
  const someAgents = fc.subarray(agents.map(({ agent }) => agent));
  const someUsers = fc.subarray(agents.map(({ user }) => user));
  const client = present(parseChatClientId('1'));
  return fc.record(
    {
      agents: fc.subarray(agents, { minLength: 3 }),
      client: fc.constant(client),
      owner: fc.constantFrom(...agents.map(({ user }) => user)),
      field: fc.oneof(fc.constant('unknown' as const), someUsers),
      associated: someAgents,
      memory: fc.record(
        {
          client: fc.constant(client),
          field: fc.oneof(fc.constant('unknown' as const), someAgents),
          associated: someAgents,
          owners: someAgents,
          putBack: fc.constantFrom(...agents.map(({ agent }) => agent)),
        },
        { requiredKeys: ['client', 'field', 'associated', 'owners'] },
      ),
    },
    { requiredKeys: ['agents', 'client', 'field', 'associated'] },
  );
};

import { describe } from 'vitest';
import type { IdentityKey } from '../../../../src/domain/contact/identity-key.ts';
import { chatClientsContract, type ChatClientsSubject } from '../../../../src/ports/contracts/index.ts';
import type { ChatClientChange, ChatClientRequest, ChatClients, ClientSaved, DirectoryClient } from '../../../../src/ports/index.ts';
import { provesEveryClause, type Saboteur } from '../crm/sabotage.ts';
import { inMemoryClients } from './in-memory-subjects.ts';

type Sabotage = Saboteur<ChatClientsSubject>;

const clients = (broken: (good: ChatClients, subject: ChatClientsSubject) => Partial<ChatClients>): Sabotage => (subject) => ({
  ...subject,
  clients: { ...subject.clients, ...broken(subject.clients, subject) },
});

const finding = (twist: (client: DirectoryClient) => DirectoryClient): Sabotage => clients((good) => ({
  find: async (id) => {
    const client = await good.find(id);
    return client && twist(client);
  },
}));

const asked = (counts: (key: IdentityKey) => boolean): Sabotage =>
  clients((good) => ({ findByKeys: async (keys) => await good.findByKeys(keys.filter(counts)) }));

const answered = (stays: (client: DirectoryClient, at: number) => boolean): Sabotage =>
  clients((good) => ({ findByKeys: async (keys) => (await good.findByKeys(keys)).filter(stays) }));

const saying = (twist: (saved: ClientSaved, request: ChatClientRequest) => ClientSaved): Sabotage =>
  clients((good) => ({ create: async (request) => twist(await good.create(request), request) }));

const updating = (twist: (change: ChatClientChange) => ChatClientChange): Sabotage =>
  clients((good) => ({ update: async (id, change) => await good.update(id, twist(change)) }));

/** Counts pages, as lists without places of their own do. */
const countingPages = clients((good) => ({
  list: async (next) => {
    const all = await everybody(good);
    const page = Number(next ?? 0);
    const rows = all.slice(page * 50, (page + 1) * 50);
    return { clients: rows, ...(rows.length < 50 ? {} : { next: String(page + 1) }) };
  },
}));

async function everybody(good: ChatClients): Promise<readonly DirectoryClient[]> {
  const all: DirectoryClient[] = [];
  let next: string | undefined;
  do {
    const page = await good.list(next);
    all.push(...page.clients);
    next = page.next;
  } while (next !== undefined);
  return all;
}

/** Takes those who attend clients for clients, where it is asked or where it lists. */
const agentsAmong = (where: 'findByKeys' | 'list'): Sabotage => (subject) => {
  const agents: DirectoryClient[] = [];
  return {
    ...subject,
    addAgent: async (email) => {
      await subject.addAgent(email);
      agents.push({ id: subject.unknownClient, email, active: true, keys: [] });
    },
    clients: {
      ...subject.clients,
      ...(where === 'findByKeys'
        ? { findByKeys: async (keys) => [...await subject.clients.findByKeys(keys), ...agents] }
        : {
            list: async (next) => {
              const page = await subject.clients.list(next);
              return { ...page, clients: [...page.clients, ...agents] };
            },
          }),
    },
  };
};

/** Twists what was never made or changed by the port: only what somebody else put there. */
function foundWithout(twist: (client: DirectoryClient) => DirectoryClient): Sabotage {
  return clients((good) => {
    const ours = new Set<string>();
    const kept = (saved: ClientSaved): ClientSaved => {
      if (saved.outcome === 'saved') ours.add(saved.client.id);
      return saved;
    };
    return {
      create: async (request) => kept(await good.create(request)),
      update: async (id, change) => kept(await good.update(id, change)),
      unlink: async (id) => {
        ours.add(id);
        await good.unlink(id);
      },
      find: async (id) => {
        const client = await good.find(id);
        return client === undefined || ours.has(id) ? client : twist(client);
      },
    };
  });
}

/** Shows clients as deactivated once they were made, or as active once they were changed. */
const showing = (by: 'create' | 'update', active: boolean): Sabotage => clients((good) => {
  const twisted = new Set<string>();
  const kept = (saved: ClientSaved): ClientSaved => {
    if (saved.outcome === 'saved') twisted.add(saved.client.id);
    return saved;
  };
  return {
    ...(by === 'create' ? { create: async (request: ChatClientRequest) => kept(await good.create(request)) } : {}),
    ...(by === 'update' ? { update: async (id: DirectoryClient['id'], change: ChatClientChange) => kept(await good.update(id, change)) } : {}),
    find: async (id) => {
      const client = await good.find(id);
      return client && twisted.has(id) ? { ...client, active } : client;
    },
  };
});

const isOldForm = ({ phone = '' }: DirectoryClient): boolean => /^55\d{2}[6-9]\d{7}$/.test(phone);
const isNewForm = ({ phone = '' }: DirectoryClient): boolean => /^55319\d{8}$/.test(phone);

describe('the contract of ChatClients', () => {
  provesEveryClause(chatClientsContract, inMemoryClients, {
    'finds a client by its id, with all that it holds': foundWithout(({ cpf: _cpf, ...client }) => client),
    'finds nothing for a client that never was there': clients((good) => ({
      find: async (id) => (await good.find(id)) ?? await Promise.reject(new Error('There is no such client.')),
    })),
    'tells a deactivated client from an active one': finding((client) => ({ ...client, active: client.companyName === undefined || client.active })),
    'gives every key that a client carries': finding(({ keys, ...client }) => ({ ...client, keys: keys.slice(1) })),
    'finds a client by its external code': asked(({ kind }) => kind !== 'external-code'),
    'finds a client whose number is kept without the ninth digit': answered((client) => !isOldForm(client)),
    'finds a client whose number is kept with the ninth digit': answered((client) => !isNewForm(client)),
    'finds a client by CPF': clients((good) => ({ findByKeys: async (keys) => (keys.length === 1 && keys[0]?.kind === 'cpf' ? [] : await good.findByKeys(keys)) })),
    'finds a client by e-mail, whatever its case': answered(({ email = '' }) => email === email.toLowerCase()),
    'finds everybody who carries one of several keys': answered((_, at) => at === 0),
    'finds nobody where no key is given': clients((good) => ({ findByKeys: async (keys) => (keys.length === 0 ? await everybody(good) : await good.findByKeys(keys)) })),
    'finds no agents': agentsAmong('findByKeys'),
    'lists everybody once over all pages, deactivated clients too': clients((good) => ({
      list: async (next) => {
        const page = await good.list(next);
        return { ...page, clients: page.clients.filter(({ active }) => active) };
      },
    })),
    'hides nobody behind a client that went away between two pages': countingPages,
    'lists no agents': agentsAmong('list'),
    'makes a client of all that it is given': clients((good) => ({
      create: async (request) => {
        const saved = await good.create({ ...request, companyName: undefined });
        return saved.outcome === 'saved' && request.companyName !== undefined ? { ...saved, client: { ...saved.client, companyName: request.companyName } } : saved;
      },
    })),
    'makes an active client': showing('create', false),
    'gives back whom it made': saying((saved) => (saved.outcome === 'saved' ? { ...saved, client: { ...saved.client, keys: [] } } : saved)),
    'says why a number is not taken, without showing it': saying((saved, { phone }) => (saved.outcome === 'number-refused' ? { ...saved, reason: `${phone} is no number` } : saved)),
    'makes nobody of a number that is not taken': clients((good, subject) => ({
      create: async (request) => {
        const saved = await good.create(request);
        if (saved.outcome === 'number-refused') await subject.add({ name: request.name, cpf: request.cpf });
        return saved;
      },
    })),
    'says so where another client has the number': saying((saved) => (saved.outcome === 'number-taken' ? { outcome: 'number-refused', reason: 'taken' } : saved)),
    'changes what is named, and nothing else': clients((good) => ({
      update: async (id, change) => await good.update(id, change.externalCode === undefined ? change : { email: '', ...change }),
    })),
    "changes the company's name": updating(({ companyName, ...change }) => (companyName === '' ? { ...change, companyName } : change)),
    'takes away what is named as an empty text': updating((change) => Object.fromEntries(Object.entries(change).filter(([, value]) => value !== ''))),
    'leaves a deactivated client deactivated': showing('update', true),
    'says why a changed number is not taken': updating(({ phone: _phone, ...change }) => change),
    'fails to change a client that is gone': clients((good) => ({
      update: async (id, change) => {
        const client = await good.find(id);
        return client === undefined ? { outcome: 'number-taken' } : await good.update(id, change);
      },
    })),
    'takes the external code away, and leaves the number': clients((good) => ({
      unlink: async (id) => {
        await good.unlink(id);
        if (await good.find(id)) await good.update(id, { phone: '' });
      },
    })),
    'takes it for done where there is nobody to unlink': clients((good) => ({
      unlink: async (id) => {
        if ((await good.find(id)) === undefined) throw new Error('There is no such client.');
        await good.unlink(id);
      },
    })),
  });
});

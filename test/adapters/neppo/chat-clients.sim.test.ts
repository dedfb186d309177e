import { describe, expect, test } from 'vitest';
import { behind } from '../../../src/adapters/neppo/list-cursor.ts';
import { identityKeysOf, type LooseClient } from '../../../src/domain/contact/identity-key.ts';
import type { ChatClientId } from '../../../src/domain/synchronisation/chat-client.ts';
import type { Chat, DirectoryClient, PortFailure } from '../../../src/ports/index.ts';
import { aNeppoAccount } from './neppo-account.ts';

const ANA = { name: 'Ana Souza', phone: '5511987654321', email: 'ana@example.test', cpf: '52998224725', externalCode: '900002', companyName: 'Aurora Ltda' } as const;

const find = async ({ clients }: Chat, ...wanted: readonly LooseClient[]): Promise<readonly DirectoryClient[]> =>
  await clients.findByKeys(wanted.flatMap(identityKeysOf));

const failureOf = async (work: Promise<unknown>): Promise<PortFailure | 'none'> => await work.then(() => 'none' as const, (failure: unknown) => parseFailure(failure));

const parseFailure = (failure: unknown): PortFailure => failure as PortFailure;

const idOf = (row: Readonly<Record<string, unknown>>): ChatClientId => String(row['id']) as ChatClientId;

async function listAll({ clients }: Chat, from?: string): Promise<readonly DirectoryClient[]> {
  const all: DirectoryClient[] = [];
  let next = from;
  do {
    const page = await clients.list(next);
    all.push(...page.clients);
    next = page.next;
  } while (next !== undefined);
  return all;
}

describe('clients are looked for', () => {
  test('SYN-03: with any number of keys in one call', async () => {
    await using account = await aNeppoAccount();
    const { chat, neppo } = account;
    neppo.saveUser({ ...ANA });
    neppo.reset({ calls: true });
    expect(await find(chat, { externalCode: '1', phone: '5531987654321', cpf: ANA.cpf, email: 'x@example.test' })).toHaveLength(1);
    expect(neppo.calls().byRoute['POST /chatapi/1.0/api/users']).toBe(1);
  });

  test('among a hundred thousand others', async () => {
    await using account = await aNeppoAccount();
    account.neppo.plantClients(100_000);
    account.neppo.saveUser({ ...ANA });
    expect(await find(account.chat, { email: 'ANA@example.test' })).toMatchObject([{ externalCode: '900002' }]);
  });

  test('PHN-04: in the given form alone, where the setting says so', async () => {
    await using account = await aNeppoAccount({}, { clients: { phone: { lookupForms: 'as-given' } } });
    account.neppo.saveUser({ name: 'Ana', phone: '553187654321' });
    expect(await find(account.chat, { phone: '553187654321' })).toEqual([]);
  });

  test('and conditions that were not heeded are no answer', async () => {
    await using account = await aNeppoAccount();
    account.neppo.plantClients(60);
    account.neppo.faults({ kind: 'drift', times: 1, route: 'POST /chatapi/1.0/api/users' });
    expect(await failureOf(find(account.chat, { phone: '5511980000007' }))).toMatchObject({ code: 'port.drifted' });
  });

  test('by an id that Neppo cannot have given, without a call', async () => {
    await using account = await aNeppoAccount();
    expect(await account.chat.clients.find('ana' as ChatClientId)).toBeUndefined();
    expect(account.notes).toEqual([]);
  });
});

describe('clients are listed', () => {
  test('fifty at a time, as many as there are', async () => {
    await using account = await aNeppoAccount();
    account.neppo.plantClients(1_234);
    account.neppo.reset({ calls: true });
    expect(await listAll(account.chat)).toHaveLength(1_234);
    expect(account.neppo.calls().byRoute['POST /chatapi/1.0/api/users']).toBe(25);
  });

  test('each once, although many are deleted and others come meanwhile', async () => {
    await using account = await aNeppoAccount();
    const { chat, neppo } = account;
    neppo.plantClients(400);
    const ids = neppo.users().filter((row) => row['typeUser'] === 'USER').map(idOf);
    const seen: DirectoryClient[] = [];
    let next: string | undefined;
    const gone = new Set<string>();
    do {
      const page = await chat.clients.list(next);
      seen.push(...page.clients);
      next = page.next;
      for (const { id } of page.clients.slice(0, 7)) {
        neppo.removeUser(Number(id));
        gone.add(id);
      }
    } while (next !== undefined);
    expect(seen.map(({ id }) => id)).toEqual(ids);
    expect(gone.size).toBeGreaterThan(50);
  });

  test('and a list that does not heed its page number is no list', async () => {
    const page = Array.from({ length: 50 }, (_, n) => ({ id: String(n + 1) }));
    const read = async () => await Promise.resolve({ rows: page, total: 100 });
    const first = await behind(undefined, 'POST /users', read);
    expect(first.rows).toHaveLength(50);
    expect(await failureOf(behind(first.next, 'POST /users', read))).toMatchObject({ code: 'port.drifted' });
  });

  test('and one that does not heed its order loses nobody', async () => {
    const all = Array.from({ length: 120 }, (_, n) => ({ id: String(((n * 37) % 120) + 1) }));
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const page = await behind(next, 'POST /users', async (number) => await Promise.resolve({ rows: all.slice(number * 50, number * 50 + 50), total: undefined }));
      seen.push(...page.rows.map(({ id }) => id));
      next = page.next;
    } while (next !== undefined);
    expect(new Set(seen).size).toBe(120);
  });

  test('and rows that changed their shape are none', async () => {
    await using account = await aNeppoAccount();
    account.neppo.plantClients(3);
    account.neppo.faults({ kind: 'drift', times: 1, route: 'POST /chatapi/1.0/api/users' });
    expect(await failureOf(account.chat.clients.list())).toMatchObject({ code: 'port.drifted', retry: 'soon' });
  });

  test('on behind a page in another process', async () => {
    await using account = await aNeppoAccount();
    account.neppo.plantClients(120);
    const { clients, next } = await account.chat.clients.list();
    const rest = await listAll(account.another(), next);
    expect(clients.length + rest.length).toBe(120);
  });

  test('anew behind a text that nobody can read', async () => {
    await using account = await aNeppoAccount();
    account.neppo.plantClients(3);
    expect((await account.chat.clients.list('page two')).clients).toHaveLength(3);
  });

  test('with how many there are, agents included', async () => {
    await using account = await aNeppoAccount({ agents: [{ name: 'Iara' }] });
    account.neppo.plantClients(3);
    expect(await account.chat.clients.list()).toMatchObject({ total: 4, clients: [{}, {}, {}] });
  });
});

describe('clients are saved', () => {
  test('SYN-01: an attribute that Neppo does not have is made by being written', async () => {
    await using account = await aNeppoAccount();
    const saved = await account.chat.clients.create(ANA);
    expect(saved).toMatchObject({ outcome: 'saved', client: { companyName: 'Aurora Ltda', userName: 'whatsapp_5511987654321' } });
    expect(JSON.stringify(account.neppo.users())).toContain('Empresa (Ploomes)');
  });

  test('SYN-01: an attribute may have another name, and be written under "name"', async () => {
    await using account = await aNeppoAccount({}, { clients: { attributes: { companyName: 'Empresa', shape: 'name' } } });
    expect(await account.chat.clients.create(ANA)).toMatchObject({ client: { companyName: 'Aurora Ltda' } });
  });

  test('PHN-03: a refused number is told with its reason, and costs nothing else', async () => {
    await using account = await aNeppoAccount();
    expect(await account.chat.clients.create({ name: 'Ana', phone: '5500' })).toEqual({ outcome: 'number-refused', reason: 'Telefone inválido' });
    expect(account.notes.at(-1)).toMatchObject({ route: 'POST /chatapi/1.0/api/users/save', outcome: 'port.refused' });
  });

  test('a refusal that says nothing of the number fails the call', async () => {
    await using account = await aNeppoAccount();
    account.neppo.faults({ status: 403, times: 1, route: 'POST /chatapi/1.0/api/users/save' });
    expect(await failureOf(account.chat.clients.create(ANA))).toMatchObject({ code: 'port.refused', mayHaveHappened: 'no' });
  });

  test('a lost answer may hide a client, who is then found by keys', async () => {
    await using account = await aNeppoAccount();
    account.neppo.faults({ kind: 'reset-after-write', times: 1, route: 'POST /chatapi/1.0/api/users/save' });
    expect(await failureOf(account.chat.clients.create(ANA))).toMatchObject({ mayHaveHappened: 'yes' });
    expect(await find(account.chat, { externalCode: ANA.externalCode })).toHaveLength(1);
    expect(await account.chat.clients.create(ANA)).toEqual({ outcome: 'number-taken' });
  });

  test('N3: where saving empties what is not sent, the whole row is sent', async () => {
    await using account = await aNeppoAccount({ savingUsers: 'empties' }, { clients: { saving: 'whole' } });
    const saved = await account.chat.clients.create(ANA);
    if (saved.outcome !== 'saved') throw new Error('The client was not saved.');
    await account.chat.clients.update(saved.client.id, { name: 'Ana Lima' });
    await account.chat.clients.unlink(saved.client.id);
    const { externalCode: _code, ...rest } = ANA;
    expect(await account.chat.clients.find(saved.client.id)).toMatchObject({ ...rest, name: 'Ana Lima' });
    expect(await account.chat.clients.find(saved.client.id)).not.toHaveProperty('externalCode');
  });

  test('SYN-08: a write of ours comes back as a webhook', async () => {
    await using account = await aNeppoAccount();
    account.neppo.pauseWebhooks();
    await account.chat.clients.create(ANA);
    expect(account.neppo.captured().map(({ entity, action }) => `${entity}.${action}`)).toEqual(['User.CREATE']);
  });

  test('SYN-05: inactive clients are listed as such', async () => {
    await using account = await aNeppoAccount();
    account.neppo.saveUser({ name: 'Ana', active: false });
    expect((await account.chat.clients.list()).clients).toMatchObject([{ name: 'Ana', active: false }]);
  });
});

describe('portfolios', () => {
  test('name agents by the account behind them', async () => {
    await using account = await aNeppoAccount({ agents: [{ name: 'Iara' }] });
    const [agent] = await account.chat.roster.list();
    const client = idOf(account.neppo.saveUser({ name: 'Ana' }));
    if (agent === undefined) throw new Error('There is no agent.');
    await account.chat.portfolios.add({ client, agent: agent.id });
    expect(agent.userId).not.toBe(agent.id);
    expect(account.neppo.associations()).toMatchObject([{ clientId: Number(client), agentId: Number(agent.userId) }]);
    expect(await account.chat.portfolios.ofClient(client)).toEqual([agent.id]);
  });

  test('tell of each change by a webhook with client and agent', async () => {
    await using account = await aNeppoAccount({ agents: [{ name: 'Iara' }] });
    const { chat, neppo } = account;
    const [agent] = await chat.roster.list();
    const client = idOf(neppo.saveUser({ name: 'Ana' }));
    if (agent === undefined) throw new Error('There is no agent.');
    neppo.pauseWebhooks();
    await chat.portfolios.add({ client, agent: agent.id });
    await chat.portfolios.add({ client, agent: agent.id });
    await chat.portfolios.remove({ client, agent: agent.id });
    await chat.portfolios.remove({ client, agent: agent.id });
    expect(neppo.captured().map(({ entity, action }) => `${entity}.${action}`)).toEqual(['AssociationClientsToAgents.CREATE', 'AssociationClientsToAgents.DELETE']);
  });
});

import { describe, expect, test } from 'vitest';
import { createInMemoryChat } from '../../../src/adapters/in-memory/index.ts';
import type { PartId } from '../../../src/domain/attendance/sighting.ts';
import { instantOf } from '../../../src/domain/kernel/instant.ts';
import { PortFailure } from '../../../src/ports/index.ts';

describe('the chat in memory', () => {
  test('each deed gives what the chat would tell of it, and what it tells when asked', async () => {
    const chat = createInMemoryChat();
    const vendas = chat.addGroup('Vendas');
    const { part } = chat.startSession({ client: { name: 'Ana' }, group: vendas });
    const deeds = [() => chat.comment(part, 'x', 'Bia'), () => chat.classify(part, { label: 'Venda' }), () => chat.close(part), () => chat.reopen(part)];
    for (const deed of deeds) {
      const told = deed();
      expect(await chat.attendance.findPart(part)).toEqual(told);
    }
  });

  test('CRD-16: a session begins with a bot unless a group is named, and waits there until an agent attends it', () => {
    const chat = createInMemoryChat();
    const [vendas, bia] = [chat.addGroup('Vendas'), chat.addAgent({ name: 'Bia' })];
    const started = chat.startSession();
    expect(started).toMatchObject({ state: 'open', channel: { kind: 'whatsapp' } });
    expect(started).not.toHaveProperty('group');
    expect(chat.transfer(started.part, { group: vendas })).toMatchObject({ state: 'waiting', group: vendas });
    expect(chat.transfer(started.part, { agent: bia })).toMatchObject({ state: 'open', group: vendas, agent: { id: bia.id, name: 'Bia' } });
  });

  test('a transfer to another group begins without the agent of the old one', () => {
    const chat = createInMemoryChat({ groups: ['Vendas'] });
    const { part } = chat.startSession({ group: chat.addGroup('Suporte'), agent: chat.addAgent({ name: 'Bia' }) });
    expect(chat.transfer(part, { group: chat.addGroup('Financeiro') })).not.toHaveProperty('agent');
  });

  test('CRD-16: a session may go on in a new part under its protocol', () => {
    const chat = createInMemoryChat();
    const started = chat.startSession({ client: { name: 'Ana' }, group: chat.addGroup('Vendas') });
    const [ended, begun] = chat.transferToNewPart(started.part, { group: chat.addGroup('Suporte') });
    expect(ended).toMatchObject({ part: started.part, state: 'closed' });
    expect(begun).toMatchObject({ protocol: started.protocol, client: { name: 'Ana' }, group: { name: 'Suporte' } });
    expect(begun.partStartedAt > ended.at).toBe(true);
  });

  test('a session that was opened again has no end', () => {
    const chat = createInMemoryChat();
    const { part } = chat.startSession();
    expect(chat.close(part)).toHaveProperty('endedAt');
    expect(chat.reopen(part)).not.toHaveProperty('endedAt');
  });

  test('CRD-20: a group that is renamed keeps its id, in sessions too', async () => {
    const chat = createInMemoryChat();
    const vendas = chat.addGroup('Vendas');
    const { part } = chat.startSession({ group: vendas });
    chat.renameGroup(vendas.id, 'Comercial');
    expect((await chat.attendance.findPart(part))?.group).toEqual({ id: vendas.id, name: 'Comercial' });
  });

  test('an agent who changes is listed as changed', async () => {
    const chat = createInMemoryChat({ agents: [{ name: 'Bia' }] });
    const [bia] = await chat.roster.list();
    if (bia !== undefined) chat.changeAgent(bia.id, { hasChatToken: false });
    expect(await chat.roster.list()).toEqual([{ ...bia, hasChatToken: false }]);
  });

  test('a call that is ordered to fail fails once', async () => {
    const chat = createInMemoryChat();
    const failure = new PortFailure('port.throttled', 'slower');
    chat.failNext('tryCredential', failure);
    await expect(chat.tryCredential()).rejects.toBe(failure);
    await expect(chat.tryCredential()).resolves.toBeUndefined();
  });

  test('a deed to what is not there is a mistake of the caller', () => {
    const chat = createInMemoryChat();
    expect(() => chat.close('7' as PartId)).toThrow(/no part 7/);
  });

  test('two chats know nothing of each other, and the same deeds give the same chat', () => {
    const story = () => {
      const chat = createInMemoryChat({ groups: ['Vendas'] });
      return [chat.startSession({ client: { name: 'Ana' } }), chat.startSession()];
    };
    expect(story()).toEqual(story());
  });

  test('its deliveries are read as what was told', () => {
    const chat = createInMemoryChat();
    const message = { type: 'session-sighted', sighting: chat.startSession() } as const;
    expect(chat.reader.read(chat.deliveryOf(message, instantOf(0)))).toMatchObject({ ok: true, kind: 'session-sighted', message });
    expect(chat.reader.read('{"message":{"type":"part-touched"}}')).toMatchObject({ ok: false, reason: 'subject-missing' });
  });
});

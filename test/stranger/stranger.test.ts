import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createVinculo } from 'vinculo';
import { createInMemoryChat, createInMemoryCrm, inMemoryConnectors } from 'vinculo/adapters/in-memory';
import { sqliteStore } from 'vinculo/adapters/sqlite';
import { createConsoleTelemetry, createSystemClock } from 'vinculo/adapters/system';
import { isPortFailure } from 'vinculo/ports';
import { createBalcaoCrm } from './balcao-crm.ts';
import { createBalcao } from './balcao.ts';
import { balcaoConnector } from './connector.ts';

describe('a CRM written by a stranger', () => {
  test('HUB-06: takes the place of Ploomes in a hub, and has the card and its record', async () => {
    const balcao = createBalcao();
    const chat = createInMemoryChat(createSystemClock());
    const group = chat.addGroup('Comercial');
    const { id: funnelId } = await balcao.insert('funis', { nome: 'Vendas', arquivado: false });
    const ana = await balcao.insert('pessoas', {
      nome: 'Ana Souza', empresa: false, telefones: [{ numero: '(11) 98765-4321', ddi: '55' }], email: null, cpf: null, empresaId: null, dono: null,
      chat: null, chatDesligado: false, atendentes: [],
    });
    const vinculo = await createVinculo({
      synchronisation: 'off',
      store: sqliteStore(':memory:'), secretKey: 'a-secret-key-for-tests-only', publicUrl: 'http://localhost:8787',
      telemetry: createConsoleTelemetry({ level: 'silent' }),
      chat: inMemoryConnectors(createInMemoryCrm(), chat).chat, crm: balcaoConnector(balcao),
    });
    const mappings = [{ groupId: group.id, groupName: group.name, funnelId, behaviour: 'always-create' }] as const;
    const { hooks } = await vinculo.connections.add({ name: 'Loja', ploomes: {}, neppo: {}, options: { linking: 'on', mappings } });
    await vinculo.start();

    const sighting = chat.startSession({ client: { phone: '5511987654321' }, group });
    await vinculo.fetch(new Request(hooks.neppo, { method: 'POST', body: chat.deliveryOf({ type: 'session-sighted', sighting }) }));
    await vinculo.settled();

    const [card, ...others] = await balcao.list('negocios');
    expect(card).toMatchObject({ titulo: 'Ana Souza', funil: funnelId, cliente: ana.id, situacao: 'aberto' });
    expect(others).toEqual([]);
    expect(await balcao.list('anotacoes')).toEqual([expect.objectContaining({ pessoa: ana.id, negocio: card?.id })]);
    await vinculo.close();
  });

  test.each([
    [401, 'port.unauthorized', 'no'], [404, 'port.missing', 'no'], [422, 'port.refused', 'no'], [429, 'port.throttled', 'no'],
    [503, 'port.unreachable', 'yes'],
  ])('says of a status %s what the ports promise', async (status, code, mayHaveHappened) => {
    const balcao = createBalcao();
    balcao.fail(status);
    const failure: unknown = await createBalcaoCrm(balcao).contacts.register({ name: 'Ana' }).catch((reason: unknown) => reason);
    expect(isPortFailure(failure) && [failure.code, failure.mayHaveHappened]).toEqual([code, mayHaveHappened]);
  });

  test('knows the package by its public names alone', () => {
    const files = readdirSync('test/stranger').map((name) => readFileSync(`test/stranger/${name}`, 'utf8'));
    const specifiers = files.flatMap((text) => [...text.matchAll(/from '([\w./:-]+)'/g)].map(([, specifier = '']) => specifier));
    expect(specifiers.length).toBeGreaterThan(20);
    expect(specifiers.filter((specifier) => !/^(?:vinculo(?:\/|$)|\.\/[\w-]+\.ts$|vitest$|node:)/.test(specifier))).toEqual([]);
  });
});

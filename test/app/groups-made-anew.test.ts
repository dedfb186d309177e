import { expect, test, vi } from 'vitest';
import { createInMemoryChat, createInMemoryCrm, inMemoryConnectors } from '../../src/adapters/in-memory/index.ts';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { createVinculo } from '../../src/app/index.ts';

test('CRD-20: a group made anew under a mapped name is unmapped, and the hub warns of it', async () => {
  const crm = createInMemoryCrm();
  const chat = createInMemoryChat();
  const funnel = crm.addFunnel('Vendas');
  const group = chat.addGroup('Comercial');
  const vinculo = await createVinculo({
    synchronisation: 'off',
    store: sqliteStore(':memory:'), secretKey: 'a-secret-key-for-tests', publicUrl: 'http://127.0.0.1:1', ...inMemoryConnectors(crm, chat),
  });
  const mappings = [{ groupId: group.id, groupName: group.name, funnelId: funnel.id, behaviour: 'link-last' }] as const;
  await vinculo.connections.add({ id: 'acme', name: 'Acme', ploomes: {}, neppo: {}, options: { linking: 'on', mappings } });
  chat.renameGroup(group.id, 'Comercial antigo');
  chat.addGroup('Comercial');
  await vinculo.start();
  await vi.waitFor(async () => expect((await vinculo.health()).problems.join(' ')).toContain('Comercial was made anew'));
  await vinculo.close();
});

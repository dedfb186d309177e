import { createVinculo } from 'vinculo';
import { createInMemoryChat, createInMemoryCrm, inMemoryConnectors } from 'vinculo/adapters/in-memory';
import { sqliteStore } from 'vinculo/adapters/sqlite';
import { createSystemClock } from 'vinculo/adapters/system';

const crm = createInMemoryCrm();
const chat = createInMemoryChat(createSystemClock());
const funnel = crm.addFunnel('Vendas');
const group = chat.addGroup('Comercial');
crm.addContact({ name: 'Ana Souza', phones: ['+55 11 98765-4321'] });

const vinculo = await createVinculo({
  store: sqliteStore(':memory:'), secretKey: 'keep-this-long-and-random', publicUrl: 'http://localhost:8787', ...inMemoryConnectors(crm, chat),
});
const mappings = [{ groupId: group.id, groupName: group.name, funnelId: funnel.id, behaviour: 'always-create' }] as const;
const { hooks } = await vinculo.connections.add({ name: 'Acme', ploomes: {}, neppo: {}, options: { linking: 'on', mappings } });
await vinculo.start();

const sighting = chat.startSession({ client: { phone: '5511987654321' }, group });
await vinculo.fetch(new Request(hooks.neppo, { method: 'POST', body: chat.deliveryOf({ type: 'session-sighted', sighting }) }));
await vinculo.settled();
for (const card of crm.allCards()) console.log(`${card.title} → ${funnel.name}, with ${crm.allRecords().length} interaction record`);
await vinculo.close();

import { test } from 'vitest';
import { createHandWoundWorld } from '../rig/hand-wound.ts';
test('debug', async () => {
  const w = await createHandWoundWorld({});
  await w.setOptions({ linking: 'on', mappings: [w.mapping('Pós-venda', 'Funil de vendas', 'always-create')] });
  for (let i = 0; i < 10; i++) {
  await w.setOptions({ linking: 'on'});
  w.clock.advance(2000);
  w.neppo.startSession({ phone: '551198000001' + i, name: 'x', group: 'Pós-venda' });
  await w.rest();
  w.clock.advance(2000);
  await w.setOptions({ linking: 'off' });
  w.clock.advance(2000);
  await w.hub().contacts.register({ connection: w.connection, name: 'P'+i, phone: '551198000001'+i });
  await w.rest();
  console.log(i, w.ploomes.deals().length);
  }
  for (const row of (await w.hub().deliveries.list({}, { limit: 12 })).rows) console.log(row.kind, row.receivedAt, row.lane, JSON.stringify((await w.hub().deliveries.show(row.id))?.decision));
  await w.close();
});

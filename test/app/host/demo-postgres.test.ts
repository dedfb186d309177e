import { expect, onTestFinished, test } from 'vitest';
import { anEmptyDatabase } from '../../adapters/postgres/databases.ts';
import { readyOf, runHost } from './host-process.ts';

test('the demo keeps its hub in PostgreSQL when it is told to, and its sessions get their cards there too', { timeout: 60_000 }, async () => {
  const { url, giveBack } = await anEmptyDatabase();
  onTestFinished(giveBack);
  const demo = runHost(['demo', '--json', '--rate', '0', '--port', '0', '--postgres', url]);
  const { neppo, ploomes, userKey } = await readyOf(demo);
  await fetch(`${ploomes}/Contacts`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'user-key': userKey },
    body: JSON.stringify({ Name: 'Ana Souza', TypeId: 2, Phones: [{ PhoneNumber: '(11) 98765-4321', TypeId: 1, CountryId: 76 }] }),
  });
  await fetch(`${neppo}/_sim/sessions`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ phone: '5511987654321', name: 'Ana Souza', group: 'Vendas' }),
  });
  const cards = async (): Promise<number> => {
    const answer = (await (await fetch(`${ploomes}/Deals`, { headers: { 'user-key': userKey } })).json()) as { value: unknown[] };
    return answer.value.length;
  };
  await expect.poll(cards, { timeout: 15_000 }).toBe(1);
  demo.child.kill('SIGTERM');
  expect(await demo.ended()).toBe(0);
});

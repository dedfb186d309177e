import { expect, test } from 'vitest';
import { anAccount } from './account.ts';

test.each(['', 'wrong'])('the key "%s" is answered 401 with a text in the envelope', async (key) => {
  const { simulator, get } = await anAccount();
  const answer = await get('/Account?$top=1&$select=Id', { 'User-Key': key });
  expect(answer.status).toBe(401);
  expect(answer.body).toEqual({ '@odata.context': `${simulator.url}/$metadata#Edm.String`, value: 'Unauthorized.' });
  expect((await get('/Account?$top=1&$select=Id')).row).toEqual({ Id: 5001 });
});

test('the account takes 120 requests in any 60 seconds, all keys together', async () => {
  const { simulator, get } = await anAccount();
  for (let at = 0; at < 60; at += 1) await get('/Account');
  simulator.advance(30_000);
  for (let at = 0; at < 60; at += 1) await get('/Account');
  const refused = await get('/Account');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('Retry-After')).toBe('30');
  expect(refused.body['value']).toBe('Too many requests.');
  simulator.advance(30_000);
  for (let at = 0; at < 60; at += 1) expect((await get('/Account')).status).toBe(200);
  expect((await get('/Account')).status).toBe(429);
  expect(simulator.calls().byStatus).toEqual({ '200': 180, '429': 2 });
});

test('without a rate limit nothing is refused', async () => {
  const { simulator, get } = await anAccount({ ratePerMinute: 0 });
  for (let at = 0; at < 130; at += 1) await get('/Account');
  expect(simulator.calls()).toEqual({ total: 130, byRoute: { 'GET /Account': 130 }, byStatus: { '200': 130 } });
});

test('PUT is 405 and unknown addresses are 404', async () => {
  const { send, get } = await anAccount();
  expect((await send('PUT', '/Contacts(5)', { Name: 'x' })).status).toBe(405);
  expect((await get('/Contatos')).status).toBe(404);
  expect((await send('POST', '/Deals@Status', { Name: 'x' })).status).toBe(405);
  expect((await send('POST', '/Deals(5)/Clone', {})).status).toBe(404);
});

test('a body over 10 MB is 413, one that is no JSON object is 400', async () => {
  const { simulator, send } = await anAccount();
  const contactId = simulator.addContact({ name: 'Ana' }).Id;
  expect((await send('POST', '/InteractionRecords', { ContactId: contactId, Content: 'x'.repeat(10 * 1024 * 1024) })).status).toBe(413);
  expect((await send('POST', '/InteractionRecords', [])).status).toBe(400);
});

test('calls are counted by route with ids taken out, and the count starts over when asked', async () => {
  const { simulator, send, get } = await anAccount();
  const contactId = simulator.addContact({ name: 'Ana' }).Id;
  await send('PATCH', `/Contacts(${contactId})`, { Name: 'Bia' });
  await send('POST', `/Contacts(${contactId})/UpdateOtherProperty`, { Values: [] });
  await get('/Contacts?$top=1', { 'User-Key': 'wrong' });
  const counted = await get('/_sim/calls');
  expect(counted.body).toMatchObject({
    total: 3, byRoute: { 'PATCH /Contacts(id)': 1, 'POST /Contacts(id)/UpdateOtherProperty': 1, 'GET /Contacts': 1 },
  });
  await send('POST', '/_sim/reset', { calls: true });
  expect(simulator.calls().total).toBe(0);
});

test('the suspended user is listed as such; there is no Active column; keys are not listed', async () => {
  const { get } = await anAccount();
  const { rows } = await get('/Users?$orderby=Id');
  expect(rows.filter((user) => user['Suspended'] === true)).toHaveLength(1);
  expect(rows.every((user) => user['UserKey'] === null)).toBe(true);
  expect(rows.filter((user) => user['Integration'] === true)).toHaveLength(2);
});

test('lookups are there: contact types, countries with their mask, webhook actions', async () => {
  const { get } = await anAccount();
  expect((await get('/Contacts@Types')).rows).toEqual([{ Id: 1, Name: 'Empresa' }, { Id: 2, Name: 'Pessoa' }]);
  expect((await get('/Cities@Countries?$filter=Id eq 76')).row).toMatchObject({ Name: 'Brasil', PhoneMask: '(99) 99999-9999' });
  expect((await get('/Webhooks@Actions')).rows).toHaveLength(7);
  expect((await get("/Deals@Status?$filter=Name eq 'Perdido'")).row['Id']).toBe(3);
});

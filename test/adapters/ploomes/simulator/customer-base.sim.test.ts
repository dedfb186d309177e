import { expect, test } from 'vitest';
import { createPloomesSimulator, type PloomesSimulator } from '../../../../src/adapters/ploomes/simulator/index.ts';

const ask = async ({ url, userKey }: PloomesSimulator, path: string, init: RequestInit = {}): Promise<unknown> =>
  await (await fetch(`${url}${path}`, { ...init, headers: { 'User-Key': userKey } })).json();

const control = async ({ url }: PloomesSimulator, path: string, body: object): Promise<unknown> =>
  await (await fetch(`${url}/_sim/${path}`, { method: 'POST', body: JSON.stringify(body) })).json();

async function aSimulator(): Promise<PloomesSimulator & AsyncDisposable> {
  const simulator = await createPloomesSimulator({ ratePerMinute: 0, clock: { now: () => Date.UTC(2026, 4, 4, 12) } });
  return { ...simulator, [Symbol.asyncDispose]: simulator.close };
}

/** Subscribed to by nobody who answers: what waits to be sent is what was told. */
const toldOf = async (simulator: PloomesSimulator, act: () => void): Promise<number> => {
  simulator.create('Webhooks', { EntityId: 1, ActionId: 3, CallbackUrl: 'http://127.0.0.1:1/hook' });
  const before = (await ask(simulator, '/_sim/state') as { pendingDeliveries: number }).pendingDeliveries;
  act();
  return (await ask(simulator, '/_sim/state') as { pendingDeliveries: number }).pendingDeliveries - before;
};

test('planted contacts read as any others, children and empty columns included', async () => {
  await using simulator = await aSimulator();
  const first = simulator.plantContacts(2, (n) => ({ name: `Cliente ${n}`, phone: '(11) 98765-4321', register: '529.982.247-25', kind: n === 0 ? 'person' : 'company' }));
  const typed = simulator.addContact({ name: 'Cliente 0', phone: '(11) 98765-4321', register: '529.982.247-25' });
  const rows = (await ask(simulator, `/Contacts?$filter=Id ge ${first}&$expand=Phones,OtherProperties`) as { value: Record<string, unknown>[] }).value;
  const [planted, company] = rows;
  const shape = ({ Phones: phones, ...row }: Record<string, unknown> = {}) => ({ row: Object.keys(row).toSorted(), phones: (phones as object[]).map((phone) => Object.keys(phone).toSorted()) });
  expect(shape(planted)).toEqual(shape(rows.find((row) => row['Id'] === typed.Id)));
  expect(planted).toMatchObject({ Name: 'Cliente 0', TypeId: 2, CPF: '52998224725', Email: null, Phones: [{ SearchPhoneNumber: 11987654321, CountryId: 76 }] });
  expect(company).toMatchObject({ Id: first + 1, TypeId: 1 });
});

test('planted contacts can be changed and deleted like any others', async () => {
  await using simulator = await aSimulator();
  const id = simulator.plantContacts(3);
  simulator.update('Contacts', id, { Email: 'ana@example.test' });
  simulator.remove('Contacts', id + 1);
  expect(simulator.contacts().map((row) => [row.Id, row['Email'] ?? null])).toEqual([[id, 'ana@example.test'], [id + 2, null]]);
});

test.each([
  ['Id gt FIRST', 4, 4],
  ['Id ge FIRST and Id gt 0', 5, 5],
  ['Id eq FIRST', 1, 1],
  ['Id gt FIRST and TypeId eq 1', 2, 2],
  ["Id gt FIRST and Name eq 'nobody'", 0, 0],
  ['Id gt FIRST or TypeId eq 1', 5, 5],
  ['not (Id gt FIRST)', 1, 1],
  ['Id gt 999999999', 0, 0],
])('a list by number (%s) has the rows and the count that it should', async (filter, rows, count) => {
  await using simulator = await aSimulator();
  const first = simulator.plantContacts(5, (n) => ({ name: `Cliente ${n}`, kind: n % 2 === 0 ? 'company' : 'person' }));
  const query = encodeURIComponent(filter.replaceAll('FIRST', String(first)));
  const answer = await ask(simulator, `/Contacts?$filter=${query}&$orderby=Id&$count=true`) as { value: object[]; '@odata.count': number };
  expect([answer.value.length, answer['@odata.count']]).toEqual([rows, count]);
  const cut = await ask(simulator, `/Contacts?$filter=${query}&$orderby=Id&$top=2&$skip=1`) as { value: object[] };
  expect(cut.value).toHaveLength(Math.max(0, Math.min(2, rows - 1)));
});

test('what is done quietly no webhook tells, in a test or over HTTP', async () => {
  await using simulator = await aSimulator();
  const [one, two, three] = ['Ana', 'Bia', 'Caio'].map((name) => simulator.addContact({ name }).Id);
  expect(await toldOf(simulator, () => simulator.remove('Contacts', one ?? 0))).toBe(1);
  expect(await toldOf(simulator, () => simulator.quietly(() => simulator.remove('Contacts', two ?? 0)))).toBe(0);
  expect(await control(simulator, 'quiet', { quiet: true })).toEqual({ quiet: true });
  expect(await toldOf(simulator, () => simulator.remove('Contacts', three ?? 0))).toBe(0);
  expect(simulator.contacts()).toEqual([]);
});

test('contacts are planted over HTTP', async () => {
  await using simulator = await aSimulator();
  expect(await control(simulator, 'contacts', { count: 310 })).toMatchObject({ planted: 310 });
  expect((await ask(simulator, '/Contacts?$count=true&$top=0'))).toMatchObject({ '@odata.count': 310, value: [] });
});

test('the values of a field go with it', async () => {
  await using simulator = await aSimulator();
  const field = simulator.create('Fields', { Name: 'Motivo', EntityId: 1, TypeId: 1 });
  const ana = simulator.addContact({ name: 'Ana' });
  simulator.update('Contacts', ana.Id, { OtherProperties: [{ FieldKey: field['Key'] ?? '', StringValue: 'troca' }] });
  simulator.remove('Fields', field.Id);
  expect(simulator.row('Contacts', ana.Id)?.['OtherProperties']).toEqual([]);
});

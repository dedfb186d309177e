import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSimulator, rowAt, TWO_PM } from './simulator-client.ts';

let it: Awaited<ReturnType<typeof aSimulator>>;
const ids: number[] = [];

beforeAll(async () => {
  it = await aSimulator();
  for (let count = 0; count < 60; count += 1) {
    const channel = count % 2 === 0 ? 'whatsapp' : 'voice';
    const phone = `55119${String(81000000 + count)}`;
    ids.push(it.neppo.startSession({ phone, name: `Cliente ${count}`, group: count < 10 ? 'Vendas' : 'Suporte', channel }).id);
    it.neppo.advance(1000);
  }
});
afterAll(() => it.neppo.stop());

const sessions = (...conditions: unknown[]) => it.list('v2/user-session', { conditions, page: 0, size: 50 });
const totalOf = async (...conditions: unknown[]) => (await sessions(...conditions)).body.size;

test('a page never has more than 50 rows whatever is asked; the rest is on the next', async () => {
  const first = await it.list('v2/user-session', { conditions: [], page: 0, size: 500 });
  expect(first.body.results).toHaveLength(50);
  expect(first.body.size).toBe(60);
  expect((await it.list('v2/user-session', { page: 1, size: 500 })).body.results).toHaveLength(10);
  expect((await it.list('v2/user-session', { page: 2, size: 20 })).body.results.map((row) => row.id)).toEqual(ids.slice(40));
});

test('EQ on a numeric id is an internal error, EQNUM finds the row', async () => {
  const id = String(ids[3]);
  expect((await sessions({ key: 'id', value: id, operator: 'EQ', logic: 'AND' })).status).toBe(500);
  expect((await sessions({ key: 'groupConf.id', value: '31', operator: 'EQ', logic: 'AND' })).status).toBe(500);
  expect((await sessions({ key: 'id', value: id, operator: 'EQNUM', logic: 'AND' })).body.results[0]?.id).toBe(ids[3]);
});

test('dates filter by epoch milliseconds as text; an ISO date is ignored without a word', async () => {
  const tenSecondsIn = String(TWO_PM + 9_000);
  expect(await totalOf({ key: 'createdAt', value: tenSecondsIn, operator: 'AFTER' })).toBe(50);
  expect(await totalOf({ key: 'createdAt', value: tenSecondsIn, operator: 'BEFORE' })).toBe(9);
  expect(await totalOf({ key: 'createdAt', value: '2026-05-04T14:00:09', operator: 'AFTER' })).toBe(60);
});

test('LIKE takes percent signs or bare text, IN finds nothing for several values', async () => {
  expect(await totalOf({ key: 'user.name', value: '%te 5%', operator: 'LIKE' })).toBe(11);
  expect(await totalOf({ key: 'user.name', value: 'CLIENTE 5', operator: 'LIKE' })).toBe(11);
  expect(await totalOf({ key: 'user.name', value: 'Cliente 5%', operator: 'LIKE' })).toBe(11);
  expect(await totalOf({ key: 'channel', value: 'WHATSAPP', operator: 'IN' })).toBe(30);
  expect(await totalOf({ key: 'channel', value: 'WHATSAPP,VOICE', operator: 'IN' })).toBe(0);
  expect(await totalOf({ key: 'channel', value: ['WHATSAPP', 'VOICE'], operator: 'IN' })).toBe(0);
});

test('unknown keys are ignored; nested keys, NEQ, IS_TRUE, AND and OR work', async () => {
  expect(await totalOf({ key: 'nonsense', value: '1', operator: 'EQ' })).toBe(60);
  expect(await totalOf({ key: 'groupConf.operation.operationName', value: 'Comercial', operator: 'EQ' })).toBe(60);
  expect(await totalOf({ key: 'channel', value: 'VOICE', operator: 'NEQ' })).toBe(30);
  expect(await totalOf({ key: 'onlyBot', operator: 'IS_TRUE' })).toBe(0);
  const vendas = { key: 'groupName', value: 'Vendas', operator: 'EQ' };
  const voice = { key: 'channel', value: 'VOICE', operator: 'EQ' };
  expect(await totalOf({ ...vendas, logic: 'AND' }, { ...voice, logic: 'AND' })).toBe(5);
  expect(await totalOf({ ...vendas, logic: 'OR' }, { ...voice, logic: 'OR' })).toBe(35);
  expect(await totalOf({ key: 'agent.id', value: '21', operator: 'EQNUM' })).toBe(0);
});

test('rows are sorted when that is asked for, and the count is a bare number', async () => {
  const sorted = await it.list('v2/user-session', { sort: true, sortColumn: 'createdAt', direction: 'DESC', size: 2 });
  expect(sorted.body.results.map((row) => row.id)).toEqual([ids[59], ids[58]]);
  expect((await it.list('v2/user-session/count', { conditions: [{ key: 'status', value: 'WAITING', operator: 'EQ' }] })).body).toBe(60);
});

test('a client is found by phone, user name or external code with EQ', async () => {
  const found = async (key: string, value: string) => (await it.list('users', { conditions: [{ key, value, operator: 'EQ' }] })).body.results[0]?.name;
  expect(await found('phone', '5511981000007')).toBe('Cliente 7');
  expect(await found('userName', 'voice_5511981000007')).toBe('Cliente 7');
  expect(await found('phone', '551181000007')).toBeUndefined();
});

test('messages of a session are listed by session.id; the first version of messages ignores filters', async () => {
  const [first = 0, second = 0] = ids;
  it.neppo.message(first, { from: 'client', text: 'Quero um orçamento' });
  it.neppo.message(second, { from: 'bot', text: 'Posso ajudar?' });
  const conditions = [{ key: 'session.id', value: String(first), operator: 'EQNUM' }];
  expect((await it.list('v2/messages', { conditions })).body.results).toMatchObject([
    { message: 'Quero um orçamento', sendBy: 'user', fromUser: 'whatsapp_5511981000000', sessionId: first, session: { id: first } },
  ]);
  expect((await it.list('messages', { conditions })).body.size).toBe(2);
});

test('dates have neither offset nor fraction and mean Brasília', async () => {
  const { createdAt } = rowAt((await sessions({ key: 'id', value: String(ids[5]), operator: 'EQNUM' })).body.results);
  expect(createdAt).toBe('2026-05-04T14:00:05');
});

test('every list of the gateway answers, an unknown one does not', async () => {
  const names = ['users', 'user-session', 'agent', 'group-conf', 'classification-services', 'association-clients-to-agents', 'hsm-template', 'direct-message'];
  for (const name of names) {
    const { results, size } = (await it.list(name)).body;
    expect([name, Array.isArray(results), typeof size]).toEqual([name, true, 'number']);
  }
  expect((await it.list('nonsense')).status).toBe(404);
});

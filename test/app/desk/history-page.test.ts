import { afterEach, beforeEach, expect, test } from 'vitest';
import { cell } from '../../adapters/ploomes/lab.ts';
import { createWorld, OPERATOR_KEY, type World } from '../../rig/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ options: { linking: 'off' } });
  world.neppo.subscribe('Message', world.hooks.neppo);
});
afterEach(async () => await world.close());

const get = async (path: string, key?: string): Promise<Response> =>
  await fetch(`${world.hubUrl}${path}`, key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } });

/** A second connection. */
async function another(): Promise<string> {
  const drafted = await fetch(`${world.hubUrl}/v1/connections`, {
    method: 'POST', headers: { authorization: `Bearer ${OPERATOR_KEY}`, 'content-type': 'application/json' }, body: JSON.stringify({ id: 'outra', name: 'Outra' }),
  });
  expect(drafted.status).toBe(200);
  return 'outra';
}

/** A session in which a client and an agent wrote and the client spoke. */
async function spokenIn(): Promise<string> {
  world.ploomes.addContact({ name: 'João da Silva', phone: '(11) 98765-4321' });
  await world.rest();
  const { protocol } = world.neppo.startSession({ phone: '5511987654321', name: 'João da Silva', group: 'Vendas', channel: 'whatsapp' });
  world.neppo.transfer(protocol, { agent: 'Bianca Prado' });
  world.neppo.message(protocol, { from: 'client', text: '<b>Bom dia</b>' });
  world.neppo.comment(protocol, 'cliente antigo', 'Bianca Prado');
  await world.rest();
  return protocol;
}

test('SES-06: a record links to the hub\'s page of the whole history, which tells nothing to whoever shows no key', async () => {
  const protocol = await spokenIn();
  const [record] = world.ploomes.interactionRecords();
  expect(record && cell(record, 'Content')).toContain(`${world.hubUrl}/sessions/acme/${protocol}`);

  const [page, unknown] = [await get(`/sessions/acme/${protocol}`), await get('/sessions/outra/WA1')];
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  const text = await page.text();
  expect(text).toBe(await unknown.text());
  expect(text).not.toContain('Bom dia');
  expect((await get(`/v1/connections/acme/sessions/${protocol}/history`)).status).toBe(401);
});

test('SES-06: the history is read with a key of the connection, and with no other', async () => {
  const protocol = await spokenIn();
  const history = await (await get(`/v1/connections/acme/sessions/${protocol}/history`, OPERATOR_KEY)).json() as { readonly lines: readonly { readonly type: string; readonly message?: { readonly text?: string } }[] };
  expect(history.lines.map(({ type, message }) => message?.text ?? type)).toEqual(expect.arrayContaining(['<b>Bom dia</b>', 'comment']));
  const { key } = await world.hub().operators.add({ name: 'outra', connections: [await another()] });
  expect((await get(`/v1/connections/acme/sessions/${protocol}/history`, key)).status).toBe(404);
  expect((await get('/v1/connections/acme/sessions/WA99/history', OPERATOR_KEY)).status).toBe(404);
});

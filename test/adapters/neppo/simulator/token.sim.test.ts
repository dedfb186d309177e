import { expect, onTestFinished, test } from 'vitest';
import { aSimulator, mintToken, request } from './simulator-client.ts';

async function running() {
  const it = await aSimulator();
  onTestFinished(it.neppo.stop);
  return it;
}

const groups = (url: string, token: string | undefined) =>
  request(`${url}/chatapi/1.0/api/group-conf`, { body: {}, ...(token === undefined ? {} : { token }) });

test('a token is had with the consumer as Basic and user and password as a form, and lives an hour', async () => {
  const { neppo } = await running();
  const { status, body } = await mintToken(neppo);
  expect(status).toBe(200);
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
  neppo.advance(3599_000);
  expect((await groups(neppo.url, body.access_token)).status).toBe(200);
  neppo.advance(1_000);
  expect((await groups(neppo.url, body.access_token)).status).toBe(401);
});

test('the grant may also stand in the query string', async () => {
  const { neppo } = await running();
  const { consumerKey, consumerSecret, username, password } = neppo.credentials;
  const query = new URLSearchParams({ grant_type: 'password', username, password });
  const authorization = `Basic ${btoa(`${consumerKey}:${consumerSecret}`)}`;
  const reply = await fetch(`${neppo.url}/oauth2/token?${query}`, { method: 'POST', headers: { authorization } });
  expect(reply.status).toBe(200);
});

test('a new token ends the former one with the gateway fault 900901, on the gateway and on the tenant', async () => {
  const { neppo, list, get } = await running();
  expect((await list('group-conf')).status).toBe(200);
  const second = (await mintToken(neppo)).body.access_token;
  const refused = await list('group-conf');
  expect(refused.status).toBe(401);
  expect(refused.body.fault.code).toBe(900901);
  expect((await get('/api/users/logged')).status).toBe(401);
  expect((await groups(neppo.url, second)).status).toBe(200);
});

test('a refresh token is good once', async () => {
  const { neppo } = await running();
  const { refresh_token } = (await mintToken(neppo)).body;
  const renewed = await mintToken(neppo, { grant_type: 'refresh_token', refresh_token });
  expect(renewed.status).toBe(200);
  expect((await groups(neppo.url, renewed.body.access_token)).status).toBe(200);
  expect((await mintToken(neppo, { grant_type: 'refresh_token', refresh_token })).body.error).toBe('invalid_grant');
});

test('no token, a wrong password, a wrong consumer and an unknown grant are refused', async () => {
  const { neppo } = await running();
  expect((await groups(neppo.url, undefined)).body.fault.code).toBe(900902);
  expect((await mintToken(neppo, { password: 'x' })).status).toBe(400);
  expect((await mintToken(neppo, { grant_type: 'other' })).body.error).toBe('unsupported_grant_type');
  expect((await request(`${neppo.url}/oauth2/token`, {})).status).toBe(401);
});

test('the same seed mints the same tokens, another seed others', async () => {
  const mint = async (seed: number) => {
    const { neppo } = await aSimulator({ seed });
    onTestFinished(neppo.stop);
    return (await mintToken(neppo)).body.access_token;
  };
  expect(await mint(4)).toBe(await mint(4));
  expect(await mint(4)).not.toBe(await mint(5));
});

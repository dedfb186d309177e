import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createEmptyHub, type EmptyHub } from '../../rig/empty-hub.ts';
import { OPERATOR_KEY } from '../../rig/world.ts';
import { aFolder } from './host-process.ts';
import { typed, type Typed } from './typed.ts';

interface Typing extends EmptyHub {
  /** Types a command at the running hub, in English. */
  type(line: string, env?: Readonly<Record<string, string>>): Promise<Typed>;
}

async function typing(): Promise<Typing> {
  const desk = await createEmptyHub(onTestFinished);
  return { ...desk, type: async (line, env = {}) => await typed(`${line} --lang en`, { VINCULO_URL: desk.hubUrl, VINCULO_KEY: OPERATOR_KEY, ...env }) };
}

const secretsOf = ({ ploomes }: EmptyHub): Readonly<Record<string, string>> => ({
  VINCULO_ACME_PLOOMES_USER_KEY: ploomes.userKey,
  VINCULO_ACME_NEPPO_CONSUMER_KEY: 'sim-consumer-key', VINCULO_ACME_NEPPO_CONSUMER_SECRET: 'sim-consumer-secret',
  VINCULO_ACME_NEPPO_USERNAME: 'integracao', VINCULO_ACME_NEPPO_PASSWORD: 'sim-password',
});

test('ACT-07, ACT-08: connections are listed, shown, activated, deactivated and rotated by command', async () => {
  const hub = await typing();
  expect(await hub.type('connections list')).toMatchObject({ exitCode: 0, out: 'No connections.\n' });
  await hub.post('/v1/connections', { id: 'acme', name: 'Acme', ...hub.given });
  expect((await hub.type('connections list')).out).toMatch(/acme +Acme +draft +off +0 +stored +stored/);
  const early = await hub.type('connections activate acme');
  expect(early).toMatchObject({ exitCode: 2, err: expect.stringContaining('neppo-webhooks-module') as unknown });
  await hub.post('/v1/connections/acme/ticks', { 'webhooks-module': 'yes' });
  expect((await hub.type('connections activate acme')).out).toMatch(/shown this once:\nhttp:\S+\/hooks\/neppo\/[\w-]{43}/);
  expect((await hub.type('connections rotate acme neppo --grace-hours 0')).out).toMatch(/^http:\S+\/hooks\/neppo\/[\w-]{43}\n$/);
  expect(await hub.type('connections deactivate acme')).toMatchObject({ exitCode: 0, out: 'The connection acme is inactive; its history stays.\n' });
  const { out } = await hub.type('connections show acme');
  expect(JSON.parse(out)).toMatchObject({ id: 'acme', status: 'inactive' });
  expect(out).not.toContain(hub.ploomes.userKey);
  for (const line of ['connections show', 'connections activate', 'connections deactivate']) {
    expect(await hub.type(`${line} nobody`)).toMatchObject({ exitCode: 3, err: expect.stringContaining('there is no connection with the id nobody') as unknown });
  }
});

test('ACT-07: the doctor prints a table and ends with 1 while something fails, and with 0 when nothing does', async () => {
  const hub = await typing();
  const { hooks } = await hub.hub.connections.add({ id: 'acme', name: 'Acme', ...hub.given });
  const sick = await hub.type('doctor');
  expect(sick).toMatchObject({ exitCode: 1, err: expect.stringMatching(/1 blocking · \d+ warnings/) as unknown });
  expect(sick.out).toMatch(/acme +Webhook ChatSession +warning +Never received\./);
  hub.neppo.subscribe('all', hooks.neppo);
  const { id } = hub.neppo.startSession({ phone: '5511987654321', group: 'Vendas' });
  hub.neppo.classify(id, 'Venda fechada');
  const client = hub.neppo.saveUser({ name: 'Ana', phone: '5511987654322' });
  hub.neppo.link({ clientId: Number(client['id']), agent: 'Bianca Prado' });
  hub.neppo.saveAgent({ name: 'Bianca Prado', email: 'bianca.prado@empresa.example' });
  await hub.rest();
  await hub.post('/v1/connections/acme/ticks', { 'neppo-newest-version': 'yes', 'released-by-support': 'yes' });
  await expect.poll(async () => (await hub.type('doctor --connection acme')).out).toBe('All is fine.\n');
  expect(await hub.type('doctor --connection acme --all')).toMatchObject({ exitCode: 0, out: expect.stringContaining('Credential of Ploomes') as unknown });
  expect(await hub.type('doctor --connection nobody')).toMatchObject({ exitCode: 3 });
});

test('ACT-02: connections are exported as code without a secret, compared, and applied; applying again changes nothing', async () => {
  const hub = await typing();
  await hub.hub.connections.add({ id: 'acme', name: 'Acme', ...hub.given, options: { recordMoment: 'at-finish' } });
  const file = join(aFolder(), 'connections.json');
  expect(await hub.type(`config export ${file}`)).toMatchObject({ exitCode: 0 });
  const text = readFileSync(file, 'utf8');
  for (const secret of Object.values(secretsOf(hub))) expect(text).not.toContain(`"${secret}"`);
  expect(text).toContain('env:VINCULO_ACME_PLOOMES_USER_KEY');
  expect(await hub.type(`config diff ${file}`, secretsOf(hub))).toEqual({ exitCode: 0, out: 'Nothing to change.\n', err: '' });

  writeFileSync(file, text.replace('"at-finish"', '"manual"').replace('"status": "active"', '"status": "inactive"'));
  const diff = await hub.type(`config diff ${file}`, secretsOf(hub));
  expect(diff.out).toMatch(/acme +options\.recordMoment +at-finish +manual/);
  expect(diff.out).toMatch(/acme +status +active +inactive/);
  expect((await hub.type(`config apply ${file}`, secretsOf(hub))).out).toBe(diff.out);
  expect((await hub.hub.connections.get('acme')).options.recordMoment).toBe('at-finish');
  expect(await hub.type(`config apply ${file} --yes`, secretsOf(hub))).toMatchObject({ exitCode: 0, out: diff.out, err: '2 changes made.\n' });
  const after = await hub.hub.connections.get('acme');
  expect(after).toMatchObject({ status: 'inactive', options: { recordMoment: 'manual' } });
  expect(await hub.type(`config apply ${file} --yes`, secretsOf(hub))).toMatchObject({ exitCode: 0, out: 'Nothing to change.\n' });
  expect((await hub.hub.connections.get('acme')).version).toBe(after.version);
});

test('ACT-02: a changed secret is told as changed, and never shown; one by file is read', async () => {
  const hub = await typing();
  await hub.post('/v1/connections', { id: 'acme', name: 'Acme', ...hub.given });
  const [file, secret] = [join(aFolder(), 'connections.json'), join(aFolder(), 'user-key')];
  await hub.type(`config export ${file}`);
  writeFileSync(secret, 'another-user-key\n');
  writeFileSync(file, readFileSync(file, 'utf8').replace('env:VINCULO_ACME_PLOOMES_USER_KEY', `file:${secret}`));
  const { out } = await hub.type(`config diff ${file}`, secretsOf(hub));
  expect(out).toMatch(/acme +ploomes\.userKey +\(secret\) +\(secret\)/);
  expect(out).not.toContain('another-user-key');
  await hub.type(`config apply ${file} --yes`, secretsOf(hub));
  expect(await hub.type(`config diff ${file}`, secretsOf(hub))).toMatchObject({ out: 'Nothing to change.\n' });
});

test('a connection that the hub does not know is made by applying, and activated when the file says so', async () => {
  const hub = await typing();
  const file = join(aFolder(), 'connections.json');
  writeFileSync(file, JSON.stringify({ connections: [{ id: 'acme', name: 'Acme', ploomes: { ...hub.given.ploomes, userKey: 'env:VINCULO_ACME_PLOOMES_USER_KEY' }, neppo: {
    ...hub.given.neppo, credentials: { consumerKey: 'env:VINCULO_ACME_NEPPO_CONSUMER_KEY', consumerSecret: 'env:VINCULO_ACME_NEPPO_CONSUMER_SECRET', username: 'env:VINCULO_ACME_NEPPO_USERNAME', password: 'env:VINCULO_ACME_NEPPO_PASSWORD' },
  } }] }));
  expect((await hub.type(`config apply ${file} --yes`, secretsOf(hub))).out).toMatch(/acme +new connection +Acme/);
  expect(await hub.hub.connections.get('acme')).toMatchObject({ status: 'draft' });
  expect(await hub.type(`config apply ${file} --yes`, secretsOf(hub))).toMatchObject({ out: 'Nothing to change.\n' });
});

test.each([
  ['{"connections":[{"id":"acme","name":"Acme","ploomes":{"userKey":"abc"}}]}', /acme\.ploomes\.userKey holds a secret itself/],
  ['{"connections":[{"id":"acme","name":"Acme","ploomes":{"userKey":"env:NOT_SET"}}]}', /the reference env:NOT_SET leads to no secret/],
  ['{"connections":[{"id":"acme","name":"Acme","ploomes":{"userKey":"file:/nowhere/at-all"}}]}', /leads to no secret/],
  ['{"connections":[{"id":"acme","nome":"Acme"}]}', /connections\.0/],
  ['{', /the content is not JSON/],
])('%s is refused, and what to do is said', async (text, complaint) => {
  const hub = await typing();
  const file = join(aFolder(), 'connections.json');
  writeFileSync(file, text);
  const { exitCode, err } = await hub.type(`config diff ${file}`);
  expect(exitCode).toBe(2);
  expect(err).toMatch(complaint);
  expect(err).not.toContain('abc');
});

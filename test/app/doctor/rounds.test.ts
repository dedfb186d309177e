import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { parsePrometheusText } from '../../adapters/system/prometheus-text.ts';
import { createEmptyHub, type EmptyHub, type EmptyHubOptions } from '../../rig/empty-hub.ts';
import { aFolder } from '../host/host-process.ts';

const ROUND_MS = 5 * 60_000;

async function atWork(options?: EmptyHubOptions): Promise<EmptyHub> {
  const desk = await createEmptyHub(onTestFinished, options);
  await desk.hub.connections.add({ id: 'acme', name: 'Acme', ...desk.given });
  return desk;
}

const found = async (desk: EmptyHub, id: string): Promise<string | undefined> => {
  const last = await desk.hub.doctor.last('acme');
  return last === 'never' ? undefined : last.findings.find((finding) => finding.id === id)?.seen;
};

const failing = async (desk: EmptyHub, outcome: string): Promise<number | undefined> => {
  const families = parsePrometheusText((await metricsOf(desk)));
  return families.find(({ name }) => name === 'vinculo_checks_failing')?.samples.find(({ labels }) => labels['outcome'] === outcome)?.value;
};

async function metricsOf({ hubUrl }: EmptyHub): Promise<string> {
  const { OPERATOR_KEY } = await import('../../rig/world.ts');
  return await (await fetch(`${hubUrl}/metrics`, { headers: { authorization: `Bearer ${OPERATOR_KEY}` } })).text();
}

test('ACT-07: an active connection is looked at every five minutes; what was found is told, and counted for whoever watches', async () => {
  const desk = await atWork();
  expect(await desk.hub.doctor.last('acme')).toBe('never');
  expect((await desk.get('/v1/connections/acme/checks')).json).toEqual({ findings: [] });
  desk.ploomes.faults({ route: 'GET /Account', status: 401 });
  desk.clock.advance(ROUND_MS);
  await expect.poll(async () => await found(desk, 'ploomes-credential')).toBe('refused');
  const blocked = await failing(desk, 'blocking');
  desk.ploomes.clearFaults();
  desk.clock.advance(ROUND_MS);
  await expect.poll(async () => await found(desk, 'ploomes-credential')).toBe('accepted');
  expect(await failing(desk, 'blocking')).toBe((blocked ?? 0) - 1);
});

test('ACT-09: subscriptions that Ploomes switched off are put back without anybody asking', async () => {
  const desk = await atWork();
  for (const { Id } of desk.ploomes.rows('Webhooks')) desk.ploomes.update('Webhooks', Id, { Active: false });
  desk.clock.advance(ROUND_MS);
  await expect.poll(() => desk.ploomes.rows('Webhooks').every((row) => row['Active'] === true)).toBe(true);
});

test('ACT-08: a connection that is off is not looked at, nor is a draft', async () => {
  const desk = await atWork();
  await desk.hub.connections.deactivate('acme');
  await desk.post('/v1/connections', { id: 'bravo', name: 'Bravo' });
  const before = desk.ploomes.calls().total;
  desk.clock.advance(ROUND_MS);
  await expect.poll(async () => await desk.hub.doctor.last('acme')).toBe('never');
  expect([desk.ploomes.calls().total, await desk.hub.doctor.last('bravo')]).toEqual([before, 'never']);
});

test('what was found is there for the next process', async () => {
  const file = join(aFolder(), 'hub.db');
  const desk = await atWork({ hub: { store: sqliteStore(file) } });
  await desk.hub.doctor.examine('acme');
  await desk.hub.close();
  const next = await createEmptyHub(onTestFinished, { hub: { store: sqliteStore(file) } });
  expect(await next.hub.doctor.last('acme')).toMatchObject({ at: desk.clock.now() });
});

test('AGT-06: whether somebody is integrated, and why not, can be asked of anybody, in two languages', async () => {
  const desk = await atWork();
  desk.neppo.saveAgent({ name: 'Bianca Prado', chatToken: false });
  const ask = async (query: string) => (await desk.get(`/v1/connections/acme/agents?${query}`)).json['rows'];
  expect(await ask('who=bianca.prado@EMPRESA.example&lang=en')).toMatchObject([
    { agent: { name: 'Bianca Prado' }, user: { name: 'Bianca Prado' }, outcome: 'not-integrated', because: [{ reason: 'no-chat-token', text: 'no chat token was made in Neppo' }] },
  ]);
  const elisa = desk.ploomes.rows('Users').find((user) => user['Name'] === 'Elisa Moraes');
  expect(await ask(`who=${elisa?.Id}`)).toMatchObject([{ user: { name: 'Elisa Moraes' }, outcome: 'not-integrated', because: [{ reason: 'no-agent', text: 'nenhuma conta do Neppo tem este e-mail' }] }]);
  expect(await ask('who=caio.nunes@empresa.example')).toMatchObject([{ agent: { name: 'Caio Nunes' }, outcome: 'integrated', because: [] }]);
  expect(await ask('who=nobody@nowhere.example')).toEqual([]);
  expect(await ask('')).toHaveLength(desk.ploomes.rows('Users').length);
});

import { describe, expect, onTestFinished, test } from 'vitest';
import { createEmptyHub, type EmptyHub, type EmptyHubOptions } from '../../rig/empty-hub.ts';
import { OPERATOR_KEY } from '../../rig/world.ts';

const MINUTE_MS = 60_000;
/** Ploomes' numbers of a table and of a kind of field. */
const [PERSONS, USER] = [1, 9];

interface Desk extends EmptyHub {
  /** Asks for every check now; what the one is about came to. */
  check(id: string): Promise<Seen>;
  change(body: object): Promise<void>;
}

interface Seen {
  readonly outcome: string;
  readonly seen: string;
  readonly text: string;
  readonly why: string;
  readonly mend?: string;
}

async function aDesk(options?: EmptyHubOptions): Promise<Desk> {
  const hub = await createEmptyHub(onTestFinished, options);
  return {
    ...hub,
    async check(id) {
      const { json } = await hub.post('/v1/connections/acme/checks?lang=en');
      const found = parseFindings(json['findings']).find((finding) => finding.id === id);
      if (found === undefined) throw new Error(`There is no check ${id}.`);
      expect(found.why).not.toBe('');
      if (found.outcome === 'warning' || found.outcome === 'blocking') expect(found.mend).toBeTruthy();
      return found;
    },
    change: async (body) => expect(await hub.post('/v1/connections/acme', body)).toMatchObject({ status: 200 }),
  };
}

async function aDraft(options?: EmptyHubOptions): Promise<Desk> {
  const desk = await aDesk(options);
  await desk.post('/v1/connections', { id: 'acme', name: 'Acme', ...desk.given });
  return desk;
}

/** An active connection whose webhooks all arrive. */
async function atWork(options?: EmptyHubOptions): Promise<Desk> {
  const desk = await aDesk(options);
  const { hooks } = await desk.hub.connections.add({ id: 'acme', name: 'Acme', ...desk.given });
  desk.neppo.subscribe('all', hooks.neppo);
  return desk;
}

const parseFindings = (findings: unknown): readonly (Seen & { readonly id: string })[] => findings as readonly (Seen & { readonly id: string })[];

const warned = (text: string): object => ({ outcome: 'warning', text: expect.stringContaining(text) as unknown });

describe('each check fails when its condition is broken, and is fine when that is mended', () => {
  test('ACT-02: the credential of Ploomes', async () => {
    const desk = await aDraft();
    await desk.change({ ploomes: { ...desk.given.ploomes, userKey: 'wrong' } });
    expect(await desk.check('ploomes-credential')).toMatchObject({ outcome: 'blocking', seen: 'refused' });
    await desk.change({ ploomes: desk.given.ploomes });
    expect(await desk.check('ploomes-credential')).toMatchObject({ outcome: 'fine' });
  });

  test.each([
    [{ status: 500 }, 'unreachable', 'blocking'], [{ kind: 'reset' }, 'unreachable', 'blocking'], [{ status: 429, retryAfter: 30 }, 'busy', 'unknown'],
    [{ kind: 'garbage' }, 'unexpected', 'blocking'],
  ] as const)('ACT-02: a system that answers %o is told apart from a wrong credential', async (fault, seen, outcome) => {
    const desk = await aDraft();
    desk.ploomes.faults({ route: 'GET /Account', ...fault });
    expect(await desk.check('ploomes-credential')).toMatchObject({ seen, outcome });
    desk.ploomes.clearFaults();
    desk.clock.advance(MINUTE_MS);
    expect(await desk.check('ploomes-credential')).toMatchObject({ seen: 'accepted' });
  });

  test('ACT-02: an address that may not be called', async () => {
    const desk = await aDraft({ hub: { allowPrivateAddresses: false } });
    expect(await desk.check('ploomes-credential')).toMatchObject({ seen: 'not-public', outcome: 'blocking' });
  });

  test('ACT-07: the API module of Ploomes', async () => {
    const desk = await aDraft();
    desk.ploomes.faults({ route: 'GET /Account', status: 403 });
    expect(await desk.check('ploomes-api-module')).toMatchObject({ outcome: 'blocking' });
    desk.ploomes.clearFaults();
    expect(await desk.check('ploomes-api-module')).toMatchObject({ outcome: 'fine' });
  });

  test('ACT-02: the credential of Neppo', async () => {
    const desk = await aDraft();
    const credentials = { consumerKey: 'sim-consumer-key', consumerSecret: 'sim-consumer-secret', username: 'integracao', password: 'wrong' };
    await desk.change({ neppo: { ...desk.given.neppo, credentials } });
    expect(await desk.check('neppo-credential')).toMatchObject({ outcome: 'blocking', seen: 'refused' });
    await desk.change({ neppo: desk.given.neppo });
    expect(await desk.check('neppo-credential')).toMatchObject({ outcome: 'fine' });
  });

  test('ACT-07: the webhooks module of Neppo: a person says so, or a webhook comes in', async () => {
    const desk = await aDraft();
    expect(await desk.check('neppo-webhooks-module')).toMatchObject({ outcome: 'blocking' });
    await desk.post('/v1/connections/acme/ticks', { 'webhooks-module': 'yes' });
    expect(await desk.check('neppo-webhooks-module')).toMatchObject({ outcome: 'fine', seen: 'ticked' });
    await desk.post('/v1/connections/acme/ticks', { 'webhooks-module': 'no' });
    expect(await desk.check('neppo-webhooks-module')).toMatchObject({ outcome: 'blocking' });
    const { json: { address } } = await desk.post('/v1/connections/acme/hooks/neppo/rotate');
    desk.neppo.subscribe('all', String(address));
    desk.neppo.saveAgent({ name: 'Bianca Prado', email: 'bianca.prado@empresa.example' });
    await desk.rest();
    expect(await desk.check('neppo-webhooks-module')).toMatchObject({ outcome: 'fine', seen: 'seen' });
  });

  test('ACT-07: five users of Ploomes, suspended and integration users left out', async () => {
    const desk = await aDraft();
    const people = desk.ploomes.rows('Users').filter((user) => user['Integration'] !== true && user['NativeIntegration'] !== true);
    const suspended = people.slice(4);
    for (const { Id } of suspended) desk.ploomes.update('Users', Id, { Suspended: true });
    expect(await desk.check('ploomes-users')).toMatchObject({ outcome: 'blocking', text: expect.stringContaining('4') as unknown });
    for (const { Id } of suspended) desk.ploomes.update('Users', Id, { Suspended: false });
    expect(await desk.check('ploomes-users')).toMatchObject({ outcome: 'fine' });
  });

  test('ACT-12: accounts that another connection joins', async () => {
    const [desk, other] = [await aDraft(), await createEmptyHub(onTestFinished)];
    await desk.hub.connections.add({ id: 'first', name: 'First', ...desk.given });
    expect(await desk.check('account-taken')).toMatchObject({ outcome: 'blocking', text: expect.stringContaining('first') as unknown });
    await desk.change({ neppo: other.given.neppo });
    expect(await desk.check('account-taken')).toMatchObject({ outcome: 'fine' });
  });

  test.each(['neppo-newest-version', 'released-by-support'])('ACT-07: %s, which a person says', async (tick) => {
    const desk = await aDraft();
    expect(await desk.check(tick)).toMatchObject({ outcome: 'warning' });
    await desk.post('/v1/connections/acme/ticks', { [tick]: 'yes' });
    expect(await desk.check(tick)).toMatchObject({ outcome: 'fine' });
    await desk.post('/v1/connections/acme/ticks', { [tick]: 'no' });
    expect(await desk.check(tick)).toMatchObject({ outcome: 'warning' });
  });

  test.each([
    ['webhook-user', (desk: Desk): unknown => desk.neppo.saveUser({ name: 'Ana', phone: '5511987654321' })],
    ['webhook-agent', (desk: Desk): unknown => desk.neppo.saveAgent({ name: 'Bianca Prado', email: 'bianca.prado@empresa.example' })],
    ['webhook-session', (desk: Desk): unknown => desk.neppo.startSession({ phone: '5511987654321', group: 'Vendas' })],
    ['webhook-classification', (desk: Desk): unknown => desk.neppo.classify(desk.neppo.startSession({ phone: '5511987654321', group: 'Vendas' }).id, 'Venda fechada')],
    ['webhook-association', (desk: Desk) => {
      const { id } = desk.neppo.saveUser({ name: 'Ana', phone: '5511987654321' });
      desk.neppo.link({ clientId: Number(id), agent: 'Bianca Prado' });
    }],
  ] as const)('ACT-05: %s, which was never seen', async (id, happen) => {
    const desk = await atWork();
    expect(await desk.check(id)).toMatchObject({ outcome: 'warning', seen: 'never', mend: expect.stringContaining('Webhooks') as unknown });
    happen(desk);
    await desk.rest();
    await expect.poll(async () => (await desk.check(id)).outcome).toBe('fine');
  });

  test('ACT-05: the webhook of sessions that fell silent while sessions exist', async () => {
    const desk = await atWork();
    const begin = (): void => void desk.neppo.startSession({ phone: '5511987654321', group: 'Vendas' });
    begin();
    await desk.rest();
    desk.clock.advance(30 * MINUTE_MS);
    expect(await desk.check('webhook-session')).toMatchObject({ outcome: 'fine' });
    const { ChatSession: address } = desk.neppo.addresses();
    desk.neppo.subscribe('ChatSession', undefined);
    begin();
    expect(await desk.check('webhook-session')).toMatchObject({ outcome: 'fine' });
    desk.clock.advance(11 * MINUTE_MS);
    expect(await desk.check('webhook-session')).toMatchObject({ outcome: 'warning', seen: 'silent' });
    desk.neppo.subscribe('ChatSession', address);
    begin();
    await desk.rest();
    await expect.poll(async () => (await desk.check('webhook-session')).outcome).toBe('fine');
  });

  test('ACT-05, ACT-04: a webhook that still points to an old address of the connection, told without the address', async () => {
    const desk = await atWork();
    const { Agent: old = '' } = desk.neppo.addresses();
    expect(await desk.check('webhook-addresses')).toMatchObject({ outcome: 'fine' });
    const { json } = await desk.post('/v1/connections/acme/hooks/neppo/rotate', { graceHours: 0 });
    desk.neppo.saveAgent({ name: 'Bianca Prado' });
    await expect.poll(async () => (await desk.check('webhook-addresses')).text).toMatch(/old address of this connection: \d+ came in/);
    const found = await desk.check('webhook-addresses');
    expect(found).toMatchObject({ outcome: 'warning', seen: 'old' });
    expect(JSON.stringify(found)).not.toContain(old.split('/').at(-1));
    desk.neppo.subscribe('all', String(json['address']));
    desk.clock.advance(26 * 60 * MINUTE_MS);
    expect(await desk.check('webhook-addresses')).toMatchObject({ outcome: 'fine' });
  });

  test('ACT-05: a wrong address reads otherwise than a webhook that was never entered', async () => {
    const desk = await atWork();
    expect(await desk.check('webhook-user')).toMatchObject({ seen: 'never' });
    expect(await desk.check('webhook-addresses')).toMatchObject({ seen: 'right' });
    desk.neppo.subscribe('User', `${desk.hubUrl}/hooks/neppo/an-address-that-was-mistyped-by-somebody-0`);
    desk.neppo.saveUser({ name: 'Ana', phone: '5511987654321' });
    await expect.poll(async () => await desk.check('webhook-addresses')).toMatchObject({ seen: 'wrong', text: expect.stringMatching(/\d+ came in/) as unknown });
    expect(await desk.check('webhook-user')).toMatchObject({ seen: 'never' });
  });

  test('ACT-05, ACT-04: whoever guesses at addresses makes the hub write once a minute at the most', async () => {
    const desk = await atWork();
    const commits = async (): Promise<number> => {
      const { text } = await readMetrics(desk);
      return Number(/^vinculo_store_commits_total(?:\{\})? (\d+)/m.exec(text)?.[1]);
    };
    const guess = async (n: number): Promise<number> => (await fetch(`${desk.hubUrl}/hooks/neppo/guess-${n}`, { method: 'POST', body: '{}' })).status;
    await guess(0);
    await desk.rest();
    const before = await commits();
    const answers = await Promise.all(Array.from({ length: 300 }, async (_, n) => await guess(n)));
    expect(new Set(answers)).toEqual(new Set([404]));
    await desk.rest();
    expect(await commits()).toBeLessThan(before + 20);
    desk.clock.advance(2 * MINUTE_MS);
    await guess(0);
    await expect.poll(async () => (await desk.check('webhook-addresses')).text).toContain('302 came in');
  });

  test('ACT-09: subscriptions of Ploomes that were switched off are put back, and trouble over it is told', async () => {
    const desk = await atWork();
    expect(await desk.check('ploomes-subscriptions')).toMatchObject({ outcome: 'fine', seen: 'standing' });
    for (const { Id } of desk.ploomes.rows('Webhooks')) desk.ploomes.update('Webhooks', Id, { Active: false });
    desk.ploomes.faults({ route: 'PATCH /Webhooks', status: 403 });
    expect(await desk.check('ploomes-subscriptions')).toMatchObject({ outcome: 'warning', seen: 'refused' });
    desk.ploomes.clearFaults();
    expect(await desk.check('ploomes-subscriptions')).toMatchObject({ outcome: 'fine', seen: 'put-back' });
    expect(desk.ploomes.rows('Webhooks').every((row) => row['Active'] === true)).toBe(true);
    expect(await desk.check('ploomes-subscriptions')).toMatchObject({ seen: 'standing' });
  });

  test('ACT-09: subscriptions that were all removed by hand are made anew, and lead to the connection', async () => {
    const desk = await atWork();
    for (const { Id } of desk.ploomes.rows('Webhooks')) desk.ploomes.remove('Webhooks', Id);
    expect(await desk.check('ploomes-subscriptions')).toMatchObject({ seen: 'put-back' });
    desk.ploomes.addContact({ name: 'Ana', phone: '+5511987654321' });
    await desk.rest();
    expect((await desk.hub.deliveries.list({ source: 'ploomes' }, { limit: 5 })).rows).toHaveLength(1);
  });

  test("the hub's fields in Ploomes", async () => {
    const desk = await atWork();
    const marker = desk.ploomes.rows('Fields').find((row) => row['Name'] === 'Chave Vínculo');
    desk.ploomes.remove('Fields', marker?.Id ?? 0);
    desk.ploomes.faults({ route: 'POST /Fields', status: 403 });
    expect(await desk.check('ploomes-fields')).toMatchObject({ outcome: 'warning', seen: 'refused' });
    desk.ploomes.clearFaults();
    expect(await desk.check('ploomes-fields')).toMatchObject({ outcome: 'fine' });
  });

  test('AGT-01: agents that do not fit, each with its reasons', async () => {
    const desk = await atWork();
    expect(await desk.check('agents')).toMatchObject({ outcome: 'fine' });
    desk.neppo.saveAgent({ name: 'Bianca Prado', chatToken: false });
    desk.neppo.saveAgent({ name: 'Fábio Lima', email: 'fabio@nowhere.example' });
    expect(await desk.check('agents')).toMatchObject(warned('Bianca Prado (no chat token was made in Neppo), Fábio Lima (no active Ploomes user has this e-mail)'));
    desk.neppo.saveAgent({ name: 'Bianca Prado', chatToken: true });
    desk.neppo.saveAgent({ name: 'Fábio Lima', active: false });
    expect(await desk.check('agents')).toMatchObject({ outcome: 'fine' });
  });

  test('AGT-07: the field "Agentes (Neppo)" that cannot be read', async () => {
    const desk = await atWork();
    expect(await desk.check('agents-field')).toMatchObject({ outcome: 'unknown' });
    desk.ploomes.addContact({ name: 'Ana', phone: '+5511987654321' });
    expect(await desk.check('agents-field')).toMatchObject({ outcome: 'warning', mend: expect.stringContaining('Pessoas') as unknown });
    desk.ploomes.create('Fields', { Name: 'Agentes (Neppo)', EntityId: PERSONS, TypeId: USER, Multiple: true });
    expect(await desk.check('agents-field')).toMatchObject({ outcome: 'fine' });
  });

  test('CRD-11, ACT-07: mapped funnels that were archived or deleted', async () => {
    const desk = await atWork();
    const [funnel] = desk.ploomes.rows('Deals@Pipelines');
    await desk.change({ options: { mappings: [await mappingOf(desk, 'Vendas', funnel?.Id ?? 0)] } });
    expect(await desk.check('funnels')).toMatchObject({ outcome: 'fine' });
    desk.ploomes.archivePipeline(funnel?.Id ?? 0);
    expect(await desk.check('funnels')).toMatchObject(warned('Vendas → Funil de vendas'));
    desk.ploomes.restorePipeline(funnel?.Id ?? 0);
    expect(await desk.check('funnels')).toMatchObject({ outcome: 'fine' });
  });

  test('CRD-20: mapped groups that are gone, or were made anew', async () => {
    const desk = await atWork();
    const funnelId = desk.ploomes.rows('Deals@Pipelines')[0]?.Id ?? 0;
    const whole = await mappingOf(desk, 'Vendas', funnelId);
    await desk.change({ options: { mappings: [{ ...whole, groupId: 424242, groupName: 'Extinto' }] } });
    expect(await desk.check('groups')).toMatchObject({ ...warned('Extinto'), seen: 'gone' });
    await desk.change({ options: { mappings: [{ ...whole, groupId: 424242 }] } });
    expect(await desk.check('groups')).toMatchObject({ ...warned('Vendas'), seen: 'made-anew' });
    await desk.change({ options: { mappings: [whole] } });
    expect(await desk.check('groups')).toMatchObject({ outcome: 'fine' });
  });

  test('ACT-06: a leftover "Executor de Rotinas", by its doubled deliveries', async () => {
    const desk = await atWork();
    const send = (): void => {
      for (let n = 0; n < 4; n++) desk.neppo.startSession({ phone: `551198765432${n}`, group: 'Vendas' });
    };
    send();
    await desk.rest();
    expect(await desk.check('doubled-deliveries')).toMatchObject({ outcome: 'fine' });
    desk.clock.advance(20 * MINUTE_MS);
    desk.neppo.faults({ webhooks: 'duplicate' });
    send();
    await desk.rest();
    expect(await desk.check('doubled-deliveries')).toMatchObject({ outcome: 'warning', mend: expect.stringContaining('Executor de Rotinas') as unknown });
    desk.neppo.clearFaults();
    desk.clock.advance(20 * MINUTE_MS);
    send();
    await desk.rest();
    expect(await desk.check('doubled-deliveries')).toMatchObject({ outcome: 'fine' });
  });
});

async function readMetrics({ hubUrl }: Desk): Promise<{ readonly text: string }> {
  return { text: await (await fetch(`${hubUrl}/metrics`, { headers: { authorization: `Bearer ${OPERATOR_KEY}` } })).text() };
}

async function mappingOf(desk: Desk, group: string, funnelId: number): Promise<object> {
  const { json } = await desk.get('/v1/connections/acme/choices');
  const found = parseGroups(json['groups']).find(({ name }) => name === group);
  return { groupId: found?.id, groupName: group, funnelId, behaviour: 'always-create' };
}

const parseGroups = (groups: unknown): readonly { readonly id: string; readonly name: string }[] => groups as readonly { readonly id: string; readonly name: string }[];

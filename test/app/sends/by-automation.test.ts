import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MessageTemplate } from '../../../src/domain/index.ts';
import type { AutomationInput } from '../../../src/ports/index.ts';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createCrashSwitch } from '../../rig/crash-switch.ts';
import { passOf } from '../desk/pass.ts';
import { createWorld, OPERATOR_KEY, type World, type WorldOptions } from '../../rig/world.ts';

let world: World;
let template: MessageTemplate;
let groupId: string;
let address: string;

async function open(options: WorldOptions = {}): Promise<void> {
  world = await createWorld(options);
  const bianca = passOf(world, 'Bianca Prado');
  const [group] = (await world.hub().desk.me(bianca)).groups;
  if (group === undefined) throw new Error('Bianca has no group.');
  groupId = group.id;
  const approved = (await world.hub().sends.templates(bianca, group.id)).find((each) => each.approval === 'approved' && each.parameters.length > 0 && each.parameters.every(({ type }) => type === 'text'));
  if (approved === undefined) throw new Error('There is no approved template.');
  template = approved;
  ({ address } = await world.hub().connections.rotateHook(world.connection, 'automation'));
}

beforeEach(async () => await open());
afterEach(async () => await world.close());

const automation = (more: Partial<AutomationInput> = {}): AutomationInput => ({
  id: 'boas-vindas', name: 'Boas-vindas', groupId, templateId: template.id,
  values: template.parameters.map(({ part, place }) => ({ part, place, from: [{ of: 'contact', field: 'firstName' } as const] })), ...more,
});
const setUp = async (more: Partial<AutomationInput> = {}): Promise<void> => await world.setOptions({ automations: [automation(more)] });

const call = async (body: object, to = address): Promise<number> => (await fetch(`${to}?automation=boas-vindas`, { method: 'POST', body: JSON.stringify(body) })).status;

async function fire(body: object, to = address): Promise<number> {
  const status = await call(body, to);
  await world.rest();
  return status;
}

const sent = (): readonly unknown[] => (JSON.parse(JSON.stringify(world.neppo.state())) as { readonly directMessages: readonly unknown[] }).directMessages;
const recordsOf = (contact: number): readonly string[] => world.ploomes.interactionRecords().filter((record) => record['ContactId'] === contact).map((record) => JSON.stringify(record['Content']));
const ana = (more: object = {}): number => world.ploomes.addContact({ name: 'Ana Souza', phone: '(11) 98765-4321', ...more }).Id;

const decided = async (): Promise<readonly unknown[]> => {
  const { rows } = await world.hub().deliveries.list({ kind: 'automation-fired' }, { limit: 50 });
  const found = await Promise.all(rows.map(async ({ id }) => await world.hub().deliveries.show(id)));
  return found.map((record) => record?.decision);
};

describe('an automation of the CRM', () => {
  test('SND-02: sends its template, filled from the contact, to whom it names', async () => {
    await setUp();
    expect(await fire({ ContactId: ana() })).toBe(200);
    expect(sent()).toHaveLength(1);
    expect(JSON.stringify(sent())).toContain('Ana');
  });

  test('SND-02: a card names its person, and its fields decide', async () => {
    await setUp({ conditions: { hold: 'all', of: [{ at: { of: 'card', field: 'title' }, operator: 'contains', value: 'renovação' }] } });
    const contact = ana();
    const card = await openCard(contact, 'Renovação 2027');
    await fire({ Entity: 'Deals', New: { Id: card, ContactId: contact } });
    expect(sent()).toHaveLength(1);
    await fire({ DealId: await openCard(contact, 'Outra coisa') });
    expect(sent()).toHaveLength(1);
  });

  test('SND-02: where the conditions are not met nothing is sent and nobody is told', async () => {
    await setUp({ conditions: { hold: 'all', of: [{ at: { of: 'contact', field: 'name' }, operator: 'equals', value: 'Bruno' }] } });
    const contact = ana();
    await fire({ ContactId: contact });
    expect([sent().length, recordsOf(contact).length]).toEqual([0, 0]);
    expect(await decided()).toMatchObject([{ because: 'conditions-unmet' }]);
  });

  test('SND-02: a missing value sends nothing and says so in one record, however often it is delivered', async () => {
    await setUp({ values: template.parameters.map(({ part, place }) => ({ part, place, from: [{ of: 'contact', field: 'email' }] })) });
    const contact = ana();
    await fire({ ContactId: contact });
    await fire({ ContactId: contact });
    expect(sent()).toHaveLength(0);
    expect(recordsOf(contact)).toEqual([expect.stringContaining('Boas-vindas')]);
  });

  test('SND-02: an invalid phone sends nothing and says so in one record', async () => {
    await setUp();
    const contact = ana({ phone: '(11) 1234' });
    await fire({ ContactId: contact });
    expect(sent()).toHaveLength(0);
    expect(recordsOf(contact)).toHaveLength(1);
  });

  test('SND-02: what names no automation or nobody, or an automation that is not set up, is set aside with its reason', async () => {
    await fire({ ContactId: 1 });
    await setUp();
    await fire({});
    await fetch(address, { method: 'POST', body: '{"ContactId":1}' });
    await world.rest();
    const { rows } = await world.hub().deliveries.list({ state: 'set-aside' }, { limit: 10 });
    expect(rows.map(({ reason }) => reason)).toEqual(['subject-missing', 'subject-missing', 'automation-unknown']);
  });
});

describe('the same trigger', () => {
  test('SND-03: delivered twice, also at once, sends once', async () => {
    await setUp();
    const contact = ana();
    await Promise.all([fire({ ContactId: contact, FiringId: 'f1' }), fire({ ContactId: contact, FiringId: 'f1' })]);
    await fire({ ContactId: contact, FiringId: 'f1' });
    expect(sent()).toHaveLength(1);
  });

  test('SND-03: delivered twice without a name of its own sends once too', async () => {
    await setUp();
    const contact = ana();
    await Promise.all([fire({ ContactId: contact }), fire({ ContactId: contact }), fire({ contactId: String(contact) })]);
    expect(sent()).toHaveLength(1);
  });

  test('SND-03: played again sends no second time', async () => {
    await setUp();
    await fire({ ContactId: ana() });
    const [first] = (await world.hub().deliveries.list({ source: 'automation' }, { limit: 1 })).rows;
    if (first === undefined) throw new Error('Nothing was delivered.');
    await world.hub().deliveries.replay([first.id]);
    await world.rest();
    expect(sent()).toHaveLength(1);
  });

  // Whichever of its doings the hub dies at: the CRM calls again, and what was begun is gone on with.
  test.each([4, 8, 12, 14, 16, 18, 20].map((at) => ({ at, when: 'after' } as const)))('SND-03: sends once where the hub is killed $when its doing $at', { timeout: 30_000 }, async (point) => {
    const folder = mkdtempSync(join(tmpdir(), 'vinculo-'));
    await world.close();
    const crash = createCrashSwitch(sqliteStore(join(folder, 'hub.db')));
    await open({ hub: { store: crash.store, outgoingFetch: crash.fetch } });
    await setUp();
    const contact = ana();
    await world.rest();
    crash.arm(point);
    const firing = { ContactId: contact, FiringId: 'f1' };
    call(firing).catch(() => undefined); // the dead answer nobody
    await Promise.race([crash.died(), crash.quiet()]);
    if (crash.isDead()) await world.crash();
    crash.disarm();
    await call(firing).catch(async () => await call(firing)); // the connection was cut with the hub
    await world.rest();
    const { rows: waiting } = await world.hub().deliveries.list({ state: 'later' }, { limit: 5 });
    // A send that was begun and cannot be found is not made again: it waits for a time, and is shown.
    expect([[1, []], [0, ['send-actively']]]).toContainEqual([sent().length, waiting.map(({ kind }) => kind)]);
    rmSync(folder, { recursive: true, force: true });
  });

  test('SND-03: a later one of its own sends again', async () => {
    await setUp();
    const contact = ana();
    await fire({ ContactId: contact, FiringId: 'f1' });
    await fire({ ContactId: contact, FiringId: 'f2' });
    await expect.poll(() => sent().length, { timeout: 15_000, interval: 200 }).toBe(2);
  });
});

describe('before an automation is trusted', () => {
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${world.hubUrl}/v1/connections/${world.connection}/${path}`, {
      headers: { authorization: `Bearer ${OPERATOR_KEY}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    return await answer.json();
  };

  test('SND-02: a preview tells what would be sent or written, and neither is', async () => {
    await setUp();
    const [contact, wrong] = [ana(), ana({ phone: '(11) 1234' })];
    expect(await ask('automations/boas-vindas/preview', { contactId: contact })).toMatchObject({ outcome: 'send', text: expect.stringContaining('Ana') as unknown });
    expect(await ask('automations/boas-vindas/preview', { contactId: wrong })).toMatchObject({ outcome: 'nothing', because: 'phone-invalid', notice: expect.stringContaining('Boas-vindas') as unknown });
    expect(await ask('automations/other/preview', { contactId: contact })).toMatchObject({ status: 404 });
    expect([sent().length, recordsOf(wrong).length]).toEqual([0, 0]);
  });

  test('SND-03: what was sent is on record, with how it stands and without who it went to', async () => {
    await setUp();
    await fire({ ContactId: ana() });
    expect(await ask('sends')).toEqual({ rows: [expect.objectContaining({ by: 'automation', state: 'queued', phone: '…4321' })] });
    expect(JSON.stringify(await ask('sends'))).not.toContain('Ana');
  });
});

describe('who may call', () => {
  test('ACT-04: nobody whose token belongs to another system or is unknown', async () => {
    await setUp();
    const contact = ana();
    expect(await fire({ ContactId: contact }, world.hooks.neppo.replace('/neppo/', '/automation/'))).toBe(404);
    expect(await fire({ ContactId: contact }, `${world.hubUrl}/hooks/automation/unknown`)).toBe(404);
    expect(sent()).toHaveLength(0);
  });

  test('ACT-08: a connection that is off does nothing, then or later', async () => {
    await setUp();
    const contact = ana();
    await world.hub().connections.deactivate(world.connection);
    expect(await fire({ ContactId: contact })).toBe(200);
    await world.hub().connections.activate(world.connection);
    await world.rest();
    expect(sent()).toHaveLength(0);
  });
});

async function openCard(contact: number, title: string): Promise<number> {
  const answer = await fetch(`${world.ploomes.url}/Deals`, {
    method: 'POST', headers: { 'user-key': world.ploomes.userKey, 'content-type': 'application/json' },
    body: JSON.stringify({ Title: title, ContactId: contact, PipelineId: world.funnelId('Funil de vendas') }),
  });
  const { value: [row] } = await answer.json() as { readonly value: readonly { readonly Id: number }[] };
  if (row === undefined) throw new Error(`Ploomes opened no card: ${answer.status}.`);
  return row.Id;
}

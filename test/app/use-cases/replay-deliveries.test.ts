import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConnectionId } from '../../../src/domain/index.ts';
import type { DeliveryId, DeliverySummary } from '../../../src/ports/index.ts';
import { createWorld, type World } from '../../rig/world.ts';

let world: World;
let phones = 0;
beforeEach(async () => {
  world = await createWorld();
  await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
});
afterEach(async () => await world.close());

const NOBODY = 'nobody' as DeliveryId;

const deliveries = () => world.hub().deliveries;

/** A client writes, and the CRM refuses the card, as where a field became mandatory. */
async function refusedCard(): Promise<DeliverySummary> {
  const phone = `55119${81_000_000 + ++phones}`;
  world.ploomes.addContact({ name: `Cliente ${phones}`, phone: `+${phone}` });
  await world.rest();
  world.ploomes.faults({ route: 'POST /Deals', status: 400, times: 1 });
  world.neppo.startSession({ phone, group: 'Vendas' });
  await world.rest();
  const { rows: [dead] } = await deliveries().list({ state: 'set-aside', replayed: 'no' }, { limit: 1 });
  if (dead === undefined) throw new Error('Nothing was set aside.');
  return dead;
}

/** A webhook of Neppo that nobody can read. */
async function unreadable(body = 'no JSON'): Promise<DeliverySummary> {
  await fetch(world.hooks.neppo, { method: 'POST', body });
  const { rows: [dead] } = await deliveries().list({ state: 'set-aside', source: 'neppo' }, { limit: 1 });
  if (dead === undefined) throw new Error('Nothing was set aside.');
  return dead;
}

describe('HUB-02: a dead letter is played again', () => {
  test('and what it was about is done, once', async () => {
    const dead = await refusedCard();
    const { replayed: [replay] } = await deliveries().replay([dead.id]);
    await world.rest();
    expect(world.ploomes.deals()).toHaveLength(1);
    const old = await deliveries().show(dead.id);
    expect(old).toMatchObject({ state: 'set-aside', replayedAs: replay?.as });
    expect(old?.ledTo.map(({ id }) => id)).toContain(replay?.as);
    expect(await deliveries().show(replay?.as ?? dead.id)).toMatchObject({ state: 'done', replayOf: dead.id, cause: dead.id, askedBy: 'library' });
  });

  test('once, by two clicks at the same moment', async () => {
    const dead = await refusedCard();
    const both = await Promise.all([deliveries().replay([dead.id]), deliveries().replay([dead.id])]);
    const [played, other] = both.toSorted((a, b) => b.replayed.length - a.replayed.length);
    expect([played?.replayed.length, other?.replayed.length]).toEqual([1, 0]);
    expect(other?.already).toEqual(played?.replayed);
    await world.rest();
    expect(await deliveries().count({ cause: dead.id, kind: dead.kind })).toBe(1);
    expect(world.ploomes.deals()).toHaveLength(1);
  });

  test('once, however much later somebody asks again; the later one may be played again', async () => {
    const dead = await unreadable();
    const { replayed: [first] } = await deliveries().replay([dead.id]);
    await world.rest();
    expect(await deliveries().replay([dead.id])).toEqual({ replayed: [], already: [first], refused: [], notFound: [] });
    const [later] = (await deliveries().replay([first?.as ?? dead.id])).replayed;
    expect(later).toMatchObject({ id: first?.as });
  });

  test('with all others, without a second effect of those that were done', async () => {
    const dead = await refusedCard();
    world.neppo.startSession({ phone: '5511981999999', group: 'Vendas' });
    world.ploomes.addContact({ name: 'Outra', phone: '+5511981999999' });
    await world.rest();
    const [cards, records] = [world.ploomes.deals().length, world.ploomes.interactionRecords().length];
    for (const state of ['done', 'awaiting', 'set-aside'] as const) {
      const expected = await deliveries().count({ state, replayed: 'no' });
      await deliveries().replayAll({ search: { state }, expected });
      await world.rest();
    }
    expect(world.ploomes.deals()).toHaveLength(cards + 1);
    expect(world.ploomes.interactionRecords()).toHaveLength(records);
    expect((await deliveries().show(dead.id))?.replayedAs).toBeDefined();
  });

  test('those of one lane in the order in which they came, in whatever order they are named', async () => {
    const dead: DeliveryId[] = [];
    for (let at = 0; at < 5; at++) dead.push((await unreadable(`no JSON ${at}`)).id);
    const { replayed } = await deliveries().replay([dead[3], dead[0], dead[4], dead[1], dead[2]].filter((id) => id !== undefined));
    expect(replayed.map(({ id }) => id)).toEqual(dead);
    const { rows } = await deliveries().list({ state: 'set-aside' }, { limit: 5 });
    expect(rows.toReversed().map(({ replayOf }) => replayOf)).toEqual(dead);
  });

  test('those that are unknown are named, and those that have not ended are left alone', async () => {
    world.ploomes.faults({ status: 503, times: 50 });
    world.neppo.startSession({ phone: '5511981888888', group: 'Vendas' });
    await world.neppo.settled();
    await world.hub().settled();
    const { rows: [waiting] } = await deliveries().list({ state: 'later' }, { limit: 1 });
    expect(await deliveries().replay([waiting?.id ?? NOBODY, NOBODY])).toEqual({
      replayed: [], already: [], refused: [{ id: waiting?.id, because: 'not-ended' }], notFound: [NOBODY],
    });
    world.ploomes.clearFaults();
  });

  test('not while its connection is off', async () => {
    const dead = await unreadable();
    await world.hub().connections.deactivate(world.connection);
    expect((await deliveries().replay([dead.id])).refused).toEqual([{ id: dead.id, because: 'connection-inactive' }]);
    await world.hub().connections.activate(world.connection);
    expect((await deliveries().replay([dead.id])).replayed).toHaveLength(1);
  });

  test('ACT-01: not by somebody who may not see its connection, to whom it is as if it were not there', async () => {
    const dead = await unreadable();
    const elsewhere = deliveries().as({ name: 'bia', scope: { only: ['other' as ConnectionId] } });
    expect(await elsewhere.show(dead.id)).toBeUndefined();
    expect(await elsewhere.count({})).toBe(0);
    expect((await elsewhere.list({ connection: dead.connection }, { limit: 10 })).rows).toEqual([]);
    expect(await elsewhere.replay([dead.id])).toEqual({ replayed: [], already: [], refused: [], notFound: [dead.id] });
    expect(await elsewhere.editAndReplay(dead.id, { body: '{}' })).toEqual({ outcome: 'not-found' });
  });
});

describe('by the rules of now, or of then', () => {
  /** A session whose first delivery the CRM let nobody work: nothing is known of the session. */
  async function unknownSession(group: string): Promise<DeliverySummary> {
    world.ploomes.faults({ route: 'GET /Contacts', status: 400, times: 20 });
    world.neppo.startSession({ phone: '5511981777777', group });
    await world.rest();
    world.ploomes.clearFaults();
    world.ploomes.addContact({ name: 'Ana', phone: '+5511981777777' });
    await world.rest();
    const { rows: [dead] } = await deliveries().list({ source: 'neppo', kind: 'ChatSession.CREATE', state: 'set-aside' }, { limit: 1 });
    if (dead === undefined) throw new Error('Nothing was set aside.');
    return dead;
  }

  test.each([['now', 1], ['then', 0]] as const)('WHK-07: after the mapping was mended, a delivery played again by the rules of %s gives %i cards', async (settings, cards) => {
    const dead = await unknownSession('Suporte');
    await world.setOptions({ mappings: [world.mapping('Suporte', 'Suporte', 'always-create')] });
    const { replayed: [replay] } = await deliveries().replay([dead.id], settings);
    await world.rest();
    expect(world.ploomes.deals()).toHaveLength(cards);
    const [before, after] = await Promise.all([deliveries().show(dead.id), deliveries().show(replay?.as ?? dead.id)]);
    expect(after?.settingsAt).toBe(settings === 'then' ? dead.receivedAt : undefined);
    if (settings === 'then') expect(after?.settings).toEqual(before?.settings);
    else expect(after?.settings?.version).toBeGreaterThan(before?.settings?.version ?? Infinity);
  });

  test('what follows from one that is played again is judged by the same rules', async () => {
    const dead = await unknownSession('Vendas');
    const { replayed: [replay] } = await deliveries().replay([dead.id], 'then');
    await world.rest();
    const ledTo = (await deliveries().show(replay?.as ?? dead.id))?.ledTo ?? [];
    expect(ledTo.map(({ kind, settingsAt }) => [kind, settingsAt])).toContainEqual(['settle-stay', dead.receivedAt]);
    const [card] = ledTo.filter(({ kind }) => kind === 'settle-stay');
    expect((await deliveries().show(card?.id ?? dead.id))?.ledTo.map(({ settingsAt }) => settingsAt)).toEqual([dead.receivedAt]);
  });

  test('a copy of a copy keeps the moment of the first', async () => {
    const dead = await unreadable();
    const { replayed: [copy] } = await deliveries().replay([dead.id], 'then');
    const { replayed: [second] } = await deliveries().replay([copy?.as ?? dead.id], 'then');
    expect((await deliveries().show(second?.as ?? dead.id))?.settingsAt).toBe(dead.receivedAt);
  });

  test('ACT-08: what came while the connection was off stays ignored by the rules of then', async () => {
    await world.hub().connections.deactivate(world.connection);
    world.neppo.startSession({ phone: '5511981666666', group: 'Vendas' });
    await world.rest();
    const { rows: [ignored] } = await deliveries().list({ source: 'neppo' }, { limit: 1 });
    await world.hub().connections.activate(world.connection);
    const { replayed: [replay] } = await deliveries().replay([ignored?.id ?? NOBODY], 'then');
    await world.rest();
    expect(await deliveries().show(replay?.as ?? NOBODY)).toMatchObject({ state: 'done', decision: { because: 'connection-inactive' } });
  });
});

describe('a corrected delivery', () => {
  /** What Neppo would have sent, had nobody broken it. */
  async function brokenAndWhole(): Promise<{ readonly broken: DeliverySummary; readonly whole: string }> {
    world.ploomes.addContact({ name: 'Ana', phone: '+5511981555555' });
    await world.rest();
    world.neppo.startSession({ phone: '5511981555555', group: 'Vendas' });
    const whole = world.neppo.deliveries().at(-1)?.body ?? '';
    await world.rest();
    return { broken: await unreadable(whole.replace('{', '')), whole };
  }

  test('is read anew and worked, with who did it; the old one stays as it came', async () => {
    const { broken, whole } = await brokenAndWhole();
    const edited = await deliveries().as({ name: 'ana', scope: 'every-connection' }).editAndReplay(broken.id, { body: whole });
    expect(edited).toMatchObject({ outcome: 'replayed' });
    await world.rest();
    const as = edited.outcome === 'replayed' ? edited.as : broken.id;
    expect(await deliveries().show(as)).toMatchObject({ body: whole, kind: 'ChatSession.CREATE', replayOf: broken.id, cause: broken.id, askedBy: 'ana' });
    expect(['done', 'awaiting']).toContain((await deliveries().show(as))?.state);
    expect(await deliveries().show(broken.id)).toMatchObject({ state: 'set-aside', body: whole.replace('{', ''), replayedAs: as });
    expect(world.ploomes.deals()).toHaveLength(1);
  });

  test('is made once', async () => {
    const { broken, whole } = await brokenAndWhole();
    const both = await Promise.all([deliveries().editAndReplay(broken.id, { body: whole }), deliveries().editAndReplay(broken.id, { body: whole })]);
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['already', 'replayed']);
    expect(await deliveries().editAndReplay(broken.id, { body: whole })).toMatchObject({ outcome: 'already' });
    expect(await deliveries().count({ cause: broken.id })).toBe(1);
  });

  test('is refused when it cannot be read either, and nothing is kept', async () => {
    const { broken } = await brokenAndWhole();
    expect(await deliveries().editAndReplay(broken.id, { body: '{"entity":"Weather"}' })).toMatchObject({ outcome: 'unreadable', reason: 'entity-unknown' });
    expect(await deliveries().count({ cause: broken.id })).toBe(0);
  });

  test("is refused for the hub's own deliveries", async () => {
    const dead = await refusedCard();
    expect(await deliveries().editAndReplay(dead.id, { body: '{}' })).toEqual({ outcome: 'refused', because: 'not-from-outside' });
  });
});

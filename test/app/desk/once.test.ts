import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createCrashSwitch } from '../../rig/crash-switch.ts';
import type { World, WorldOptions } from '../../rig/world.ts';
import { attended, BIANCA, CAIO, createDeskWorld, createHandWoundDesk, openDesk, type DeskAnswer, type DeskClient } from './desk-client.ts';

async function aWorld(options: WorldOptions = {}): Promise<World> {
  const world = await createDeskWorld(options);
  onTestFinished(async () => await world.close());
  return world;
}

/** A desk whose time passes by itself, and fast. */
async function aWoundDesk(options: WorldOptions = {}): Promise<World> {
  const world = await createHandWoundDesk(options);
  const winding = setInterval(() => world.clock.advance(500), 10);
  onTestFinished(async () => {
    clearInterval(winding);
    await world.close();
  });
  return world;
}

const say = async (desk: DeskClient, protocol: string, text: string, key?: string): Promise<DeskAnswer> => await desk.post(`sessions/${protocol}/messages`, { kind: 'text', text }, key);
const note = async (desk: DeskClient, protocol: string, text: string, key?: string): Promise<DeskAnswer> => await desk.post(`sessions/${protocol}/comments`, { text }, key);
const done = { status: 200, json: { outcome: 'done' } };

/** What stands in Neppo itself, in its own order. */
function inNeppo(world: World, protocol: string): { readonly messages: readonly string[]; readonly comments: readonly string[] } {
  const state = parseState(JSON.stringify(world.neppo.state()));
  const parts = state.sessions.filter((session) => session.protocol === protocol).map(({ id }) => id);
  return {
    messages: state.messages.filter(({ sessionId, sendBy }) => parts.includes(sessionId) && sendBy === 'agent').map(({ message }) => message),
    comments: state.comments.filter(({ sessionId }) => parts.includes(sessionId)).map(({ comment }) => comment),
  };
}

describe('PAN-11: under one key', () => {
  test('a wish is carried out once, however often and however fast it is sent', async () => {
    const world = await aWorld();
    const [bianca, protocol] = [await openDesk(world, BIANCA), await attended(world)];
    const answers = await Promise.all(Array.from({ length: 8 }, async () => await say(bianca, protocol, 'Oi', 'k1')));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await say(bianca, protocol, 'Oi', 'k1')).toEqual(answers[0]);
    expect(inNeppo(world, protocol).messages).toEqual(['Oi']);
  });

  test('another wish is refused, and loses nothing in silence', async () => {
    const world = await aWorld();
    const [bianca, protocol] = [await openDesk(world, BIANCA), await attended(world)];
    expect(await say(bianca, protocol, 'Oi', 'k1')).toMatchObject(done);
    const reused = { status: 422, json: { type: 'urn:vinculo:problem:idempotency-key-reused' } };
    expect(await say(bianca, protocol, 'Tudo bem?', 'k1')).toMatchObject(reused);
    expect(await note(bianca, protocol, 'Oi', 'k1')).toMatchObject(reused);
    expect(inNeppo(world, protocol)).toEqual({ messages: ['Oi'], comments: [] });
  });

  test('an act is answered alike when it is sent again, whatever has become of its session since', async () => {
    const world = await aWorld();
    const [bianca, one, other] = [await openDesk(world, BIANCA), await attended(world), await attended(world, { phone: '5511912345678' })];
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const { json } = await bianca.get(`sessions/${one}/targets`);
    const caio = /"id":"(\d+)","name":"Caio Nunes"/.exec(JSON.stringify(json))?.[1];
    const acts = [async () => await bianca.post(`sessions/${one}/transfer`, { agent: caio }, 't1'), async () => await bianca.post(`sessions/${other}/close`, {}, 'c1')];
    for (const act of acts) {
      const first = await act();
      expect(first).toMatchObject(done);
      await world.rest();
      expect(await act()).toEqual(first);
    }
    expect(await bianca.post(`sessions/${other}/close`, {}, 'c2')).toMatchObject({ status: 409, json: { because: 'session-ended' } });
  });

  test('two agents wish each their own', async () => {
    const world = await aWorld();
    const [bianca, caio, protocol] = [await openDesk(world, BIANCA), await openDesk(world, CAIO), await attended(world)];
    expect(await say(bianca, protocol, 'da Bianca', '1')).toMatchObject(done);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    world.neppo.transfer(protocol, { agent: 'Caio Nunes' });
    await world.rest();
    expect(await say(caio, protocol, 'do Caio', '1')).toMatchObject(done);
    expect(inNeppo(world, protocol).messages).toEqual(['da Bianca', 'do Caio']);
  });

  test('so do two sessions', async () => {
    const world = await aWorld();
    const [bianca, one, other] = [await openDesk(world, BIANCA), await attended(world), await attended(world, { phone: '5511912345678' })];
    await Promise.all([say(bianca, one, 'um', '1'), say(bianca, other, 'outro', '1')]);
    expect([inNeppo(world, one).messages, inNeppo(world, other).messages]).toEqual([['um'], ['outro']]);
  });
});

describe('PAN-11: when an answer is lost', () => {
  test('the same said twice is said twice, and a comment that never came is written', async () => {
    const world = await aWorld();
    const [bianca, protocol] = [await openDesk(world, BIANCA), await attended(world)];
    for (const write of [say, note]) expect(await write(bianca, protocol, 'ok')).toMatchObject(done);
    world.neppo.faults({ route: 'POST /api/send/message', kind: 'reset', times: 1 });
    world.neppo.faults({ route: 'POST /api/sessions/comment', kind: 'reset', times: 1 });
    for (const write of [say, note]) expect((await write(bianca, protocol, 'ok')).status).toBeLessThan(300);
    await world.rest();
    expect(inNeppo(world, protocol)).toEqual({ messages: ['ok', 'ok'], comments: ['ok', 'ok'] });
  });

  test('of the first comment of a session, or of the first message of a part, which never came, it is written within minutes', async () => {
    const world = await aWoundDesk();
    const [bianca, protocol] = [await openDesk(world, BIANCA), await attended(world)];
    world.neppo.faults({ route: 'POST /api/sessions/comment', kind: 'garbage', times: 1 });
    expect(await note(bianca, protocol, 'liga depois das 14h')).toMatchObject(done);
    world.neppo.transfer(protocol, { group: 'Suporte', agent: 'Bianca Prado', newPart: true });
    await world.rest();
    world.neppo.faults({ route: 'POST /api/send/message', kind: 'reset', times: 1 });
    expect(await say(await openDesk(world, BIANCA), protocol, 'Oi, agora pelo suporte')).toMatchObject(done);
    expect(inNeppo(world, protocol)).toEqual({ messages: ['Oi, agora pelo suporte'], comments: ['liga depois das 14h'] });
  }, 30_000);

  test('and what is known was said in another part, it is written all the same', async () => {
    const world = await aWoundDesk();
    const [bianca, protocol] = [await openDesk(world, BIANCA), await attended(world)];
    world.neppo.transfer(protocol, { group: 'Suporte', agent: 'Bianca Prado', newPart: true });
    await world.rest();
    expect(await say(bianca, protocol, 'um')).toMatchObject(done);
    world.neppo.faults({ route: 'POST /api/send/message', kind: 'reset', times: 1 });
    expect(await say(await openDesk(world, BIANCA), protocol, 'dois')).toMatchObject(done);
    expect(inNeppo(world, protocol).messages).toEqual(['um', 'dois']);
  }, 30_000);

  test('an empty list under load hides no comment that is there', async () => {
    const world = await aWoundDesk();
    const [bianca, protocol] = [await openDesk(world, BIANCA), await attended(world)];
    expect(await note(bianca, protocol, 'ok')).toMatchObject(done);
    await world.rest();
    world.neppo.faults({ route: 'GET /api/sessions/comment/{id}', kind: 'empty-list', times: 1 });
    world.neppo.faults({ route: 'POST /api/sessions/comment', kind: 'reset', times: 1 });
    expect(await note(bianca, protocol, 'ok')).toMatchObject(done);
    expect(inNeppo(world, protocol).comments).toEqual(['ok', 'ok']);
  }, 30_000);

  test('what the agent wrote a moment ago in Neppo itself, in the same words, is not taken for it', async () => {
    const world = await aWorld();
    const [bianca, protocol] = [await openDesk(world, BIANCA), await attended(world)];
    world.neppo.message(protocol, { from: 'agent', text: 'Bom dia!' });
    await world.rest();
    world.neppo.faults({ route: 'POST /api/send/message', kind: 'reset', times: 1 });
    await say(bianca, protocol, 'Bom dia!');
    await world.rest();
    expect(inNeppo(world, protocol).messages).toEqual(['Bom dia!', 'Bom dia!']);
  });

  test('and the session went on in another part meanwhile, it is still not written twice', async () => {
    const world = await aWorld();
    const [bianca, protocol] = [await openDesk(world, BIANCA), await attended(world)];
    world.neppo.faults({ route: 'POST /api/send/message', kind: 'reset-after-write', times: 1 });
    world.neppo.faults({ route: 'POST /api/sessions/comment', kind: 'reset-after-write', times: 1 });
    // Nobody can look for them before the session has gone on.
    world.neppo.faults({ route: 'POST /chatapi/1.0/api/v2/messages', status: 500, times: 2 });
    world.neppo.faults({ route: 'GET /api/sessions/comment/{id}', status: 500, after: 1, times: 2 });
    const [said, noted] = [say(bianca, protocol, 'Vou passar você'), note(bianca, protocol, 'passado')];
    while (inNeppo(world, protocol).messages.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    world.neppo.transfer(protocol, { group: 'Suporte', agent: 'Bianca Prado', newPart: true });
    await Promise.all([said, noted]);
    await world.rest();
    expect(inNeppo(world, protocol).messages).toEqual(['Vou passar você']);
    expect(inNeppo(world, protocol).comments).toEqual(['passado']);
  });
});

test('PAN-11: an agent writes while the CRM is down', async () => {
  const world = await createHandWoundDesk();
  onTestFinished(async () => await world.close());
  const [bianca, protocol] = [await openDesk(world, BIANCA), await attended(world)];
  expect(await say(bianca, protocol, 'antes')).toMatchObject(done);
  world.ploomes.faults({ status: 503 });
  world.clock.advance(3 * 60_000);
  expect(await say(bianca, protocol, 'durante')).toMatchObject(done);
  expect((await bianca.get('sessions')).status).toBe(200);
  expect((await bianca.get(`sessions/${protocol}/messages`)).status).toBe(200);
  expect(inNeppo(world, protocol).messages).toEqual(['antes', 'durante']);
});

test('PAN-11: what waited for Neppo is written when it answers again, in its order, and the agent hears of it; what waited too long is not', async () => {
  const world = await createHandWoundDesk();
  onTestFinished(async () => await world.close());
  const [bianca, protocol] = [await openDesk(world, BIANCA), await attended(world)];
  world.neppo.faults({ route: 'POST /api/send/message', status: 429, retryAfter: 30 });
  const asked = ['um', 'dois', 'tres'].map(async (text, nth) => {
    await new Promise((resolve) => setTimeout(resolve, nth * 200)); // nobody types three at once
    return await say(bianca, protocol, text, `key-${text}`);
  });
  for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ status: 202, json: { outcome: 'later' } });
  const stream = await bianca.follow('0');
  world.neppo.clearFaults();
  await world.restForGood();
  expect(inNeppo(world, protocol).messages).toEqual(['um', 'dois', 'tres']);
  expect(await stream.until('key-tres')).toContain('"act":"send"');
  await stream.leave();
  expect(await say(bianca, protocol, 'dois', 'key-dois')).toMatchObject(done);

  world.neppo.faults({ route: 'POST /api/send/message', status: 429, retryAfter: 30 });
  const late = await say(bianca, protocol, 'Um momento', 'late');
  expect(late.status).toBe(202);
  world.clock.advance(16 * 60_000);
  world.neppo.clearFaults();
  await world.restForGood();
  expect(inNeppo(world, protocol).messages).not.toContain('Um momento');
  expect(await say(await openDesk(world, BIANCA), protocol, 'Um momento', 'late')).toMatchObject({ status: 409, json: { because: 'too-late' } });
}, 120_000);

test('HUB-01, PAN-11: whatever goes wrong, each message and comment that was acknowledged stands in Neppo once, in the order of acknowledgement', async () => {
  const fault = fc.record({ kind: fc.constantFrom('reset', 'reset-after-write', 'status', 'garbage', 'empty-list'), status: fc.constantFrom(429, 500, 503), after: fc.nat(2), on: fc.constantFrom('POST /api/send/message', 'POST /api/sessions/comment', 'POST /chatapi/1.0/api/v2/messages', 'GET /api/sessions/comment/{id}') });
  const step = fc.record({ type: fc.oneof({ weight: 4, arbitrary: fc.constantFrom('say', 'note') }, { weight: 1, arbitrary: fc.constant('move') }), text: fc.constantFrom('ok', 'sim', 'um', 'dois'), fault: fc.option(fault, { nil: undefined, freq: 2 }), again: fc.boolean() });
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
    const world = await createHandWoundDesk({ timeoutMs: 1_000 });
    const protocol = await attended(world);
    const winding = setInterval(() => world.clock.advance(500), 10);
    try {
      const expected = { messages: [] as string[], comments: [] as string[] };
      for (const [nth, { type, text, fault: struck, again }] of steps.entries()) {
        if (type === 'move') {
          world.neppo.transfer(protocol, { group: nth % 2 === 0 ? 'Suporte' : 'Vendas', agent: 'Bianca Prado', newPart: true });
          await world.rest();
          continue;
        }
        // Two reads that are empty at once are more than Neppo does to a list that has something.
        if (struck?.kind === 'empty-list') world.neppo.clearFaults();
        if (struck !== undefined) world.neppo.faults({ route: struck.on, kind: struck.kind, status: struck.status, retryAfter: 1, after: struck.after, times: 1 });
        const [write, bianca] = [type === 'say' ? say : note, await openDesk(world, BIANCA)];
        const answers = [await write(bianca, protocol, text, `key-${nth}`), ...(again ? [await write(bianca, protocol, text, `key-${nth}`)] : [])];
        if (answers.some(({ status }) => status < 300)) expected[type === 'say' ? 'messages' : 'comments'].push(text);
      }
      world.neppo.clearFaults();
      await quiet(world);
      expect(inNeppo(world, protocol)).toEqual(expected);
    } finally {
      clearInterval(winding);
      await world.close();
    }
  }), { numRuns: 40, plugins: [fc.interruptAfterTimeLimit(30_000)] });
}, 120_000);

test('HUB-01, PAN-11: a hub that dies at any moment of a message loses and doubles nothing that it acknowledged', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-once-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const life = createCrashSwitch(sqliteStore(join(folder, 'hub.db')));
  const world = await aWorld({ hub: { store: life.store, outgoingFetch: life.fetch } });
  const protocol = await attended(world);
  const said: string[] = [];
  for (let at = 0; at < 24; at += 1) {
    const text = `mensagem-${at}`;
    const bianca = await openDesk(world, BIANCA);
    life.arm({ at, when: at % 2 === 0 ? 'before' : 'after' });
    const asked = say(bianca, protocol, text, text).catch(() => undefined);
    const answer = await Promise.race([asked, life.died().then(() => undefined)]);
    life.disarm();
    if (life.isDead()) await world.crash();
    // The panel sends again what it has no answer to, under the same key.
    const sent = answer ?? await say(await openDesk(world, BIANCA), protocol, text, text);
    expect(sent.status).toBeLessThan(300);
    said.push(text);
  }
  await quiet(world);
  expect(inNeppo(world, protocol).messages).toEqual(said);
}, 240_000);

/** Waits until nothing is put off any more. */
async function quiet(world: World): Promise<void> {
  for (const until = Date.now() + 40_000; Date.now() < until;) {
    await world.neppo.settled();
    const open = await Promise.all((['later', 'pending'] as const).map(async (state) => await world.hub().deliveries.list({ state }, { limit: 1 })));
    if (open.every(({ rows }) => rows.length === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('Something is still put off.');
}

interface NeppoState {
  readonly sessions: readonly { readonly id: number; readonly protocol: string }[];
  readonly messages: readonly { readonly sessionId: number; readonly sendBy: string; readonly message: string }[];
  readonly comments: readonly { readonly sessionId: number; readonly comment: string }[];
}
const parseState = (text: string): NeppoState => JSON.parse(text) as NeppoState;

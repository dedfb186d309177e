import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { attended, createDeskWorld } from '../../app/desk/desk-client.ts';
import type { World } from '../../rig/world.ts';
import { createTexts, linesOf, openPanel, soon, type TestPanel } from './open-panel.ts';

let world: World;
let protocol: string;
const open: TestPanel[] = [];
const panelOf = (options?: Parameters<typeof openPanel>[1]): TestPanel => {
  const panel = openPanel(world, options);
  open.push(panel);
  return panel;
};
beforeEach(async () => {
  world = await createDeskWorld();
  protocol = await attended(world);
});
afterEach(async () => {
  for (const { state } of open.splice(0)) state.close();
  await world.close();
});

async function opened(panel: TestPanel, which = protocol): Promise<ReturnType<TestPanel['state']['conversation']>> {
  await soon(() => panel.state.entrance.value.state).toBe('in');
  const conversation = panel.state.conversation(which);
  await soon(() => conversation.state.value).toBe('ready');
  return conversation;
}

/** What the client reads of the agent's. */
const readBy = async (panel: TestPanel, which = protocol): Promise<readonly unknown[]> =>
  (await panel.desk.listMessages(which, { limit: 200 })).messages.filter(({ by }) => by === 'agent').map(({ text }) => text);

describe('C4: what an agent writes', () => {
  test('S3: waits while there is no network, and goes out once, in its order, when there is; in several sessions', async () => {
    const other = await attended(world, { phone: '5511900001111', name: 'Rui' });
    const panel = panelOf();
    const [here, there] = [await opened(panel), await opened(panel, other)];
    panel.line.goAway();
    for (const text of ['um', 'dois', 'três']) {
      here.write(text);
      there.write(`${text} também`);
    }
    expect(linesOf(here).slice(-3).map((line) => line.replace(/ (waiting|sending)/, ''))).toEqual(['own: um', 'own: dois', 'own: três']);
    await soon(() => panel.state.connection.value.state).toBe('waiting');
    panel.line.comeBack();
    await soon(() => linesOf(here).slice(-3)).toEqual(['agent: um', 'agent: dois', 'agent: três']);
    await soon(() => linesOf(there).slice(-3)).toEqual(['agent: um também', 'agent: dois também', 'agent: três também']);
    await world.rest();
    expect(await readBy(panel)).toEqual(['um', 'dois', 'três']);
    expect(await readBy(panel, other)).toEqual(['um também', 'dois também', 'três também']);
  });

  test('is said once though every answer is lost', async () => {
    const panel = panelOf();
    const conversation = await opened(panel);
    let lost = 0;
    panel.line.between(async (request, pass) => {
      const answer = await pass();
      if (request.method === 'POST' && request.url.endsWith('/messages') && lost++ < 7) throw new TypeError('The answer was lost.');
      return answer;
    });
    conversation.write('Só uma vez');
    await soon(() => linesOf(conversation).at(-1)).toBe('agent: Só uma vez');
    conversation.write('E mais');
    await soon(() => linesOf(conversation).at(-1), 30_000).toBe('agent: E mais');
    await world.rest();
    expect(await readBy(panel)).toEqual(['Só uma vez', 'E mais']);
  });

  test('survives a reload of the page without network, under the same key; the storage lets nobody in', async () => {
    const storage = createTexts();
    const before = panelOf({ storage });
    const conversation = await opened(before);
    before.line.between(async (request, pass) => {
      const answer = await pass();
      if (request.method === 'POST' && request.url.endsWith('/messages')) throw new TypeError('The answer was lost.');
      return answer;
    });
    conversation.write('um');
    conversation.write('dois');
    await soon(async () => await readBy(before)).toEqual(['um']);
    before.state.close();
    expect(storage.all.size).toBeGreaterThan(0);
    expect(JSON.stringify([...storage.all])).not.toMatch(/bearer|token|Bearer/);
    const after = panelOf({ storage });
    const again = await opened(after);
    await soon(() => linesOf(again).slice(-2)).toEqual(['agent: um', 'agent: dois']);
    await world.rest();
    expect(await readBy(after)).toEqual(['um', 'dois']);
    await soon(() => [...storage.all.keys()].filter((name) => name.includes('/outbox/'))).toEqual([]);
  });

  test('says why it was refused, holds up nothing, and can be tried again or thrown away', async () => {
    const panel = panelOf();
    const conversation = await opened(panel);
    const keys: (string | null)[] = [];
    let refusals = 1;
    panel.line.between(async (request, pass) => {
      if (request.method !== 'POST' || !request.url.endsWith('/messages')) return await pass();
      keys.push(request.headers.get('idempotency-key'));
      if (refusals-- <= 0) return await pass();
      return Response.json({ type: 'urn:vinculo:problem:act-refused', detail: 'A janela fechou.', because: 'window-shut' }, { status: 409, headers: { 'content-type': 'application/problem+json' } });
    });
    conversation.write('um');
    conversation.write('dois');
    await soon(() => linesOf(conversation).slice(-2)).toEqual(['agent: dois', 'own refused: um']);
    const refused = conversation.entries.value.at(-1);
    expect(refused?.is === 'own' ? refused.own.problem?.text : undefined).toBe('A janela fechou.');
    conversation.tryAgain(refused?.key ?? '');
    await soon(() => linesOf(conversation).at(-1)).toBe('agent: um');
    expect(new Set(keys).size).toBe(3);
    refusals = 1;
    conversation.write('três');
    await soon(() => linesOf(conversation).at(-1)).toBe('own refused: três');
    conversation.discard(conversation.entries.value.at(-1)?.key ?? '');
    expect(linesOf(conversation).at(-1)).toBe('agent: um');
  });

  test('is tried again under the same key where nobody knows whether it was done', async () => {
    const panel = panelOf();
    const conversation = await opened(panel);
    const keys: (string | null)[] = [];
    panel.line.between(async (request, pass) => {
      if (request.method !== 'POST' || !request.url.endsWith('/messages')) return await pass();
      keys.push(request.headers.get('idempotency-key'));
      return keys.length > 1 ? await pass() : (await pass(), Response.json({ type: 'urn:vinculo:problem:defect', detail: 'Falhou.' }, { status: 500, headers: { 'content-type': 'application/problem+json' } }));
    });
    panel.line.cutStreams();
    conversation.write('um');
    await soon(() => keys.length).toBe(1);
    const [own] = conversation.entries.value.filter((entry) => entry.is === 'own');
    if (own !== undefined) {
      await soon(() => linesOf(conversation).at(-1)).toMatch(/refused: um|agent: um/);
      conversation.tryAgain(own.key);
    }
    await soon(() => linesOf(conversation).at(-1)).toBe('agent: um');
    await world.rest();
    expect(new Set(keys).size).toBe(1);
    expect(await readBy(panel)).toEqual(['um']);
  });

  test('a file is uploaded and then sent', async () => {
    const panel = panelOf();
    const conversation = await opened(panel);
    conversation.writeFile(new File([new Uint8Array([1, 2, 3])], 'foto.png', { type: 'image/png' }));
    const own = conversation.entries.value.at(-1);
    expect(own?.is === 'own' ? own.own.file : undefined).toEqual({ name: 'foto.png', kind: 'image' });
    await soon(() => linesOf(conversation).at(-1)).toBe('agent: foto.png');
    expect(conversation.entries.value.filter(({ is }) => is === 'own')).toEqual([]);
  });

  test('is kept by the hub while the chat is away, and then said', async () => {
    const panel = panelOf();
    const conversation = await opened(panel);
    world.neppo.faults({ route: 'POST /api/send/free-text', kind: 'status', status: 503, times: 3 });
    conversation.write('um');
    conversation.write('dois');
    await soon(() => linesOf(conversation).slice(-2), 40_000).toEqual(['agent: um', 'agent: dois']);
    await world.rest();
    expect(await readBy(panel)).toEqual(['um', 'dois']);
  });
});

describe('C3: what an agent has begun to write', () => {
  test('stays with its session and its agent, over a reload, and is gone once it is sent', async () => {
    const storage = createTexts();
    const before = panelOf({ storage });
    await opened(before);
    before.state.drafts.of(protocol).value = { text: 'Bom di', mode: 'comment' };
    expect(before.state.drafts.of('WA-other').value.text).toBe('');
    expect(before.state.drafts.begun.value).toEqual(new Map([[protocol, 'Bom di']]));
    before.state.close();
    const after = panelOf({ storage });
    const conversation = await opened(after);
    await soon(() => after.state.drafts.of(protocol).value).toEqual({ text: 'Bom di', mode: 'comment' });
    const caio = panelOf({ storage, agent: 'caio.nunes@empresa.example' });
    await soon(() => caio.state.entrance.value.state).toBe('in');
    expect(caio.state.drafts.of(protocol).value.text).toBe('');
    conversation.comment('outra coisa');
    expect(after.state.drafts.of(protocol).value.text).toBe('Bom di');
    conversation.comment('Bom di');
    expect(after.state.drafts.of(protocol).value.text).toBe('');
    expect(after.state.drafts.begun.value.size).toBe(0);
  });
});

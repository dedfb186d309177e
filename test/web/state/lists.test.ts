import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { attended, createDeskWorld } from '../../app/desk/desk-client.ts';
import type { World } from '../../rig/world.ts';
import { openPanel, soon, type TestPanel } from './open-panel.ts';

let world: World;
const open: TestPanel[] = [];
const panelOf = (options?: Parameters<typeof openPanel>[1]): TestPanel => {
  const panel = openPanel(world, options);
  open.push(panel);
  return panel;
};
beforeEach(async () => {
  world = await createDeskWorld();
});
afterEach(async () => {
  for (const { state } of open.splice(0)) state.close();
  await world.close();
});

const namesIn = ({ state }: TestPanel, list: 'open' | 'closed' = 'open') => state.lists[list].rows.value.map(({ name }) => name);
const client = (nth: number) => ({ phone: `55119870000${String(nth).padStart(2, '0')}`, name: `Cliente ${nth}` });

describe('C1: the lists', () => {
  test('are there when the agent is in, with their numbers, and follow what happens', async () => {
    await attended(world, client(1));
    const panel = panelOf();
    await soon(() => namesIn(panel)).toEqual(['Cliente 1']);
    await soon(() => panel.state.entrance.value.state).toBe('in');
    const second = await attended(world, client(2));
    await soon(() => new Set(namesIn(panel))).toEqual(new Set(['Cliente 1', 'Cliente 2']));
    await soon(() => panel.state.counts.value.open).toBe(2);
    expect(panel.state.unread.value).toBe(2);
    panel.state.tab.value = 'closed';
    await soon(() => panel.state.lists.closed.state.value).toBe('ready');
    world.neppo.close(second);
    await soon(() => namesIn(panel, 'closed')).toEqual(['Cliente 2']);
    expect(namesIn(panel)).toEqual(['Cliente 1']);
    await soon(() => panel.state.counts.value).toMatchObject({ open: 1, closed: 1 });
  });

  test('stand in the order in which something happened', async () => {
    const protocols = [await attended(world, client(1)), await attended(world, client(2)), await attended(world, client(3))];
    const panel = panelOf();
    await soon(() => namesIn(panel).length).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    world.neppo.message(protocols[0] ?? '', { from: 'client', text: 'Ainda aqui' });
    await soon(() => panel.state.lists.open.rows.value[0]?.preview?.text).toBe('Ainda aqui');
    const ats = panel.state.lists.open.rows.value.map(({ at }) => at);
    expect(ats).toEqual(ats.toSorted().toReversed());
  });

  test('are searched by a part of the name, accents ignored, and by three digits; nothing comes in that is not searched for', async () => {
    await attended(world, { phone: '5511987654321', name: 'João da Silva' });
    await attended(world, { phone: '5511912345678', name: 'Marina' });
    const panel = panelOf();
    await soon(() => namesIn(panel).length).toBe(2);
    panel.state.search.value = 'joao';
    expect(namesIn(panel)).toEqual(['João da Silva']);
    await soon(() => panel.line.asked.some((each) => each.includes('search=joao'))).toBe(true);
    await soon(() => panel.state.lists.open.state.value).toBe('ready');
    await attended(world, { phone: '5511900001111', name: 'Rui' });
    await soon(() => panel.state.counts.value.open).toBe(3);
    expect(namesIn(panel)).toEqual(['João da Silva']);
    await attended(world, { phone: '5511900002222', name: 'Joaosinho' });
    await soon(() => namesIn(panel)).toContain('Joaosinho');
    panel.state.search.value = '345';
    await soon(() => panel.state.lists.open.state.value).toBe('ready');
    expect(namesIn(panel)).toEqual(['Marina']);
    panel.state.search.value = '34';
    expect(namesIn(panel)).toEqual([]);
    panel.state.search.value = '';
    expect(namesIn(panel)).toHaveLength(4);
  });

  test('come page by page, each row once, while sessions move', async () => {
    const protocols: string[] = [];
    for (let nth = 0; nth < 56; nth++) {
      const { protocol } = world.neppo.startSession({ phone: `5511987${String(100_000 + nth).slice(1)}0`, name: `Cliente ${nth}`, group: 'Vendas' });
      world.neppo.transfer(protocol, { agent: 'Bianca Prado' });
      protocols.push(protocol);
    }
    await world.rest();
    const panel = panelOf();
    await soon(() => namesIn(panel).length).toBe(50);
    expect(panel.state.lists.open.hasMore.value).toBe(true);
    const beyond = protocols.find((protocol) => !panel.state.lists.open.rows.value.some((row) => row.protocol === protocol)) ?? '';
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    world.neppo.message(beyond, { from: 'client', text: 'Oi' });
    await soon(() => panel.state.lists.open.rows.value[0]?.protocol).toBe(beyond);
    await panel.state.lists.open.loadMore();
    const rows = panel.state.lists.open.rows.value.map(({ protocol }) => protocol);
    expect(rows).toHaveLength(56);
    expect(new Set(rows)).toEqual(new Set(protocols));
    expect(panel.state.lists.open.hasMore.value).toBe(false);
  });

  test('hold what happened while they were loaded, on top of it', async () => {
    const protocol = await attended(world, client(1));
    const panel = panelOf();
    await soon(() => namesIn(panel)).toEqual(['Cliente 1']);
    let release: (() => void) | undefined;
    panel.line.between(async (request, pass) => {
      const answer = await pass();
      if (request.url.includes('/sessions?')) await new Promise<void>((resolve) => void (release = resolve));
      return answer;
    });
    const loaded = panel.state.lists.open.reload();
    await soon(() => release).toBeDefined();
    await attended(world, client(2));
    world.neppo.close(protocol);
    await soon(() => namesIn(panel)).toEqual(['Cliente 2']);
    release?.();
    await loaded;
    expect(namesIn(panel)).toEqual(['Cliente 2']);
  });

  test('are loaded anew without being empty in between when the hub remembers no more', async () => {
    await attended(world, client(1));
    const panel = panelOf();
    await soon(() => namesIn(panel)).toEqual(['Cliente 1']);
    const seen: number[] = [];
    const states: string[] = [];
    panel.state.lists.open.rows.subscribe((rows) => void seen.push(rows.length));
    panel.state.lists.open.state.subscribe((state) => void states.push(state));
    panel.line.goAway();
    await attended(world, client(2));
    let isForgotten = true;
    panel.line.between(async (request, pass) => {
      // A number that was never given stands for one that is kept no more.
      if (!request.url.endsWith('/stream') || !isForgotten) return await pass();
      isForgotten = false;
      const headers = new Headers(request.headers);
      headers.set('last-event-id', '999999');
      return await fetch(new Request(request, { headers }));
    });
    panel.line.comeBack();
    await soon(() => new Set(namesIn(panel))).toEqual(new Set(['Cliente 1', 'Cliente 2']));
    expect(panel.line.asked.filter((each) => each.includes('/sessions?'))).toHaveLength(2);
    expect(seen).not.toContain(0);
    expect(new Set(states)).toEqual(new Set(['ready']));
  });
});

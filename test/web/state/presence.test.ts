import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDeskWorld, createHandWoundDesk } from '../../app/desk/desk-client.ts';
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

test('C12: a pause is told in every tab, with its end, and is over when it is ended anywhere', async () => {
  const [here, there] = [panelOf(), panelOf()];
  await soon(() => [here, there].map(({ state }) => state.connection.value.state)).toEqual(['live', 'live']);
  await soon(() => here.state.me.value?.availability.state).toBe('available');
  const reason = here.state.me.value?.pauseReasons.find(({ minutes }) => minutes !== undefined);
  await here.desk.pause({ reasonId: reason?.id ?? '' });
  await soon(() => [here, there].map(({ state }) => state.me.value?.availability.state)).toEqual(['paused', 'paused']);
  expect(there.state.me.value?.availability.until).toBeDefined();
  await there.desk.resume();
  await soon(() => [here, there].map(({ state }) => state.me.value?.availability.state)).toEqual(['available', 'available']);
});

test('S8: a pause that is over is over here too', async () => {
  const later = await createHandWoundDesk();
  let ahead = 0;
  const panel = openPanel(later, { now: () => Date.parse(later.clock.now()) + ahead });
  open.push(panel);
  await soon(() => panel.state.me.value?.availability.state).toBe('available');
  const reason = panel.state.me.value?.pauseReasons.find(({ minutes }) => minutes !== undefined);
  // The panel's clock stands at the end of the pause as it begins.
  ahead = (reason?.minutes ?? 0) * 60_000;
  await panel.desk.pause({ reasonId: reason?.id ?? '' });
  await soon(() => panel.state.me.value?.availability.state).toBe('paused');
  const asked = panel.line.asked.filter((each) => each.endsWith('/me')).length;
  later.clock.advance(ahead);
  await soon(() => panel.line.asked.filter((each) => each.endsWith('/me')).length).toBeGreaterThan(asked);
  panel.state.close();
  await later.close();
});

test('C15: who is not let in is told why, and is let in after a re-check', async () => {
  const panel = panelOf({ agent: 'nobody@empresa.example' });
  await soon(() => panel.state.entrance.value.state).toBe('refused');
  const entrance = panel.state.entrance.value;
  expect(entrance.state === 'refused' ? entrance.problem.kind : undefined).toBe('panel-not-allowed');
  const asked = panel.state.entrance.value;
  panel.state.retryNow();
  await soon(() => panel.state.entrance.value).not.toBe(asked);
});

test('whoever opens the panel without network is in as soon as there is one', async () => {
  const panel = panelOf();
  panel.line.goAway();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(panel.state.entrance.value.state).toBe('entering');
  panel.line.comeBack();
  await soon(() => panel.state.entrance.value.state).toBe('in');
  await soon(() => panel.state.lists.open.state.value).toBe('ready');
});

test('nothing is asked any more once it is closed', async () => {
  const panel = panelOf();
  await soon(() => panel.state.connection.value.state).toBe('live');
  await soon(() => panel.state.counts.value && panel.line.asked.some((each) => each.endsWith('/counts'))).toBe(true);
  panel.state.close();
  const { length } = panel.line.asked;
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(panel.line.asked).toHaveLength(length);
});

import { expect, test } from 'vitest';
import { createMetrics, createSystemClock } from '../../../src/adapters/system/index.ts';
import { createWatch, type WatchNeeds } from '../../../src/app/use-cases/watch.ts';
import { parsePrometheusText } from '../../adapters/system/prometheus-text.ts';
import { openMemoryStore } from '../../adapters/sqlite/open-store.ts';

const NEVER = async (): Promise<never> => await new Promise(() => undefined);

/** A watch over a store of which some questions are never answered, as when a server is reached and stands still. */
async function watching(stuck: (store: WatchNeeds) => Partial<WatchNeeds>) {
  const store = await openMemoryStore();
  const needs: WatchNeeds = { ...store, metrics: createMetrics(), clock: createSystemClock(), health: () => ({ ready: true, problems: [] }), patienceMs: 30 };
  return createWatch({ ...needs, ...stuck(needs) });
}

test('a store that gives no answer is not waited for, and the hub is not ready', async () => {
  const watch = await watching(({ hooks }) => ({ hooks: { ...hooks, find: NEVER } }));
  expect(await watch.health()).toMatchObject({ ready: false, problems: [expect.stringContaining('store does not answer') as unknown] });
});

test.each(['history', 'settings', 'budgets'] as const)('figures are told without what the %s would say when that gives no answer', async (port) => {
  const watch = await watching((needs) => ({
    history: port === 'history' ? { ...needs.history, tally: NEVER } : needs.history,
    settings: port === 'settings' ? { ...needs.settings, connections: NEVER } : needs.settings,
    budgets: port === 'budgets' ? { ...needs.budgets, look: NEVER } : needs.budgets,
  }));
  const families = parsePrometheusText(await watch.metricsText());
  expect(families.find(({ name }) => name === 'vinculo_store_up')?.samples.map(({ value }) => value)).toEqual([0]);
  expect(families.find(({ name }) => name === 'vinculo_lag_seconds')?.samples).toEqual([]);
});

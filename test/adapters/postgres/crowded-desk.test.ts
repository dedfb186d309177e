import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { postgresStore } from '../../../src/adapters/postgres/index.ts';
import { createSystemClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { AGENT, HERE } from '../../../src/ports/contracts/builders.ts';
import { CROWD, crowdStatements, measureLists } from '../crowded-desk.ts';
import { anEmptyDatabase } from './databases.ts';

test('PAN-01: an agent lists and searches within 50 ms among 100,000 sessions', async () => {
  const { url, giveBack } = await anEmptyDatabase();
  onTestFinished(giveBack);
  const store = await postgresStore(url)({ clock: createSystemClock(), ids: createSystemIds() });
  onTestFinished(store.close);
  const client = new Client(url);
  await client.connect();
  for (const statement of crowdStatements('vinculo.', `select i from generate_series(0, ${CROWD.sessions - 1}) i`)) await client.query(statement);
  await client.end();

  const { running, ended } = await store.deskLists.counts(HERE, AGENT);
  expect(running + ended).toBe(CROWD.sessions / CROWD.oneIn);
  expect(Object.entries(await measureLists(store.deskLists)).filter(([, ms]) => ms > 50)).toEqual([]);
}, 120_000);

import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { createEmptyHub, type EmptyHub } from '../rig/empty-hub.ts';

/** What each act is sent with, so that nothing but the key stands in its way. Where one is new, and a 400 comes of it, it belongs here. */
const BODIES: Readonly<Record<string, object>> = {
  changeConnection: { name: 'Taken' }, compareConnection: { name: 'Taken' }, settleConflict: { keep: '1', reason: 'mine' }, steerRun: { command: 'cancel' },
  tickRequirements: { 'webhooks-module': 'yes' }, previewAutomation: { contactId: '1' },
  createIntegration: { name: 'Taken', platform: 'other' }, changeIntegration: { name: 'Taken' }, addConversionEvent: { name: 'Taken', identification: 'X', actions: [] },
  putIntegrationSecret: { secret: 'taken' }, putIntegrationCredentials: { credentials: {} }, putIntegrationAccount: { url: 'https://acme.example.com', key: 'taken' }, tryMapping: { delivery: '1' },
};

/** These are sent with a body, and are no acts: they tell something. */
const TELLING: ReadonlySet<string> = new Set(['suggestMapping', 'searchLeads']);

const QUERIES: Readonly<Record<string, string>> = { traceLineage: '?card=1' };

const description = z.object({ paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))) });

interface Act {
  readonly operationId: string;
  readonly method: string;
  path(id: string): string;
}

async function actsOnOneConnection({ get }: EmptyHub): Promise<readonly Act[]> {
  const { paths } = description.parse((await get('/v1/openapi.json')).json);
  return Object.entries(paths).filter(([path]) => path.startsWith('/v1/connections/{id}')).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({
      operationId, method: method.toUpperCase(),
      path: (id) => `${path.replace('{id}', id).replace('{system}', 'neppo').replaceAll(/\{\w+\}/g, '1')}${QUERIES[operationId] ?? ''}`,
    })));
}

async function aHubWithKeys() {
  const hub = await createEmptyHub(onTestFinished);
  for (const id of ['acme', 'bravo']) await hub.post('/v1/connections', { id, name: id, ...(id === 'acme' ? hub.given : {}) });
  const made = z.object({ key: z.string() });
  const keyFor = async (connection: string, role: 'see' | 'operate'): Promise<string> =>
    made.parse((await hub.post('/v1/keys', { name: `${connection} ${role}`, connections: [connection], role })).json).key;
  const ask = async ({ method, operationId, path }: Act, id: string, key: string) => {
    const response = await fetch(`${hub.hubUrl}${path(id)}`, {
      method, headers: { authorization: `Bearer ${key}` }, ...(method === 'GET' ? {} : { body: JSON.stringify(BODIES[operationId] ?? {}) }),
    });
    return { status: response.status, text: (await response.text()).replaceAll(id, '<id>') };
  };
  return { hub, keyFor, ask, acts: await actsOnOneConnection(hub), standing: async () => (await hub.get('/v1/connections/acme')).text };
}

test('ACT-01: no act on a connection shows or changes anything to a key of another one: it is answered as if there were none', async () => {
  const { keyFor, ask, acts, standing } = await aHubWithKeys();
  const [key, before] = [await keyFor('bravo', 'operate'), await standing()];
  expect(acts.length).toBeGreaterThan(20);
  for (const act of acts) {
    const [own, nobodys] = [await ask(act, 'acme', key), await ask(act, 'nowhere', key)];
    expect({ act: act.operationId, ...own }).toEqual({ act: act.operationId, ...nobodys });
    expect([act.operationId, own.status]).toEqual([act.operationId, 404]);
  }
  expect(await standing()).toBe(before);
});

test('ACT-01: a key that may only look is refused every act on its own connection', async () => {
  const { keyFor, ask, acts, standing } = await aHubWithKeys();
  const [key, before] = [await keyFor('acme', 'see'), await standing()];
  for (const act of acts.filter(({ method, operationId }) => method !== 'GET' && !TELLING.has(operationId))) {
    const { status } = await ask(act, 'acme', key);
    expect([act.operationId, status]).toEqual([act.operationId, 403]);
  }
  expect(await standing()).toBe(before);
});

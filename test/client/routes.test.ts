import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createDeskClient, type DeskClient } from '../../src/client/index.ts';
import { createEmptyHub } from '../rig/empty-hub.ts';

const operation = z.object({ operationId: z.string(), parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean() })) });
const document = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) });

interface Told {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly needed: readonly string[];
  readonly queries: readonly string[];
}

const ends: (() => Promise<void>)[] = [];
let routes: readonly Told[];
beforeAll(async () => {
  const hub = await createEmptyHub((end) => void ends.push(end));
  const { paths } = document.parse((await hub.get('/v1/openapi.json')).json);
  routes = Object.entries(paths).filter(([path]) => path.startsWith('/v1/desk/')).flatMap(([path, methods]) => Object.entries(methods).map(([method, { operationId, parameters }]) => ({
    operationId, path, method: method.toUpperCase(),
    needed: parameters.filter((each) => each.required && each.in !== 'path').map(({ name }) => name.toLowerCase()),
    queries: parameters.filter((each) => each.in === 'query').map(({ name }) => name),
  })));
});
afterAll(async () => {
  for (const end of ends.splice(0)) await end();
});

const wish = { phone: '5511987654321', group: '35', template: 't1', values: [] };
const page = { limit: 5, after: 'a', search: 'Ana' };
const CALLS: Readonly<Record<Exclude<keyof DeskClient, 'follow'>, (desk: DeskClient) => Promise<unknown>>> = {
  showMe: async (desk) => await desk.showMe(),
  countMine: async (desk) => await desk.countMine(),
  listMySessions: async (desk) => await desk.listMySessions({ ...page, tab: 'open' }),
  listPendingClassifications: async (desk) => await desk.listPendingClassifications({ page: 1, size: 5 }),
  searchContacts: async (desk) => await desk.searchContacts(page),
  planDial: async (desk) => await desk.planDial({ number: '1', ddd: '11' }),
  showMySession: async (desk) => await desk.showMySession('WA/1'),
  listMessages: async (desk) => await desk.listMessages('WA/1', { limit: 5, before: 'b' }),
  showHistory: async (desk) => await desk.showHistory('WA/1'),
  openFile: async (desk) => await desk.openFile('WA/1', 'recording:1', { range: 'bytes=0-1' }),
  listTransferTargets: async (desk) => await desk.listTransferTargets('WA/1'),
  listCandidateCards: async (desk) => await desk.listCandidateCards('WA/1', page),
  showLinkedCard: async (desk) => await desk.showLinkedCard('WA/1'),
  listFunnels: async (desk) => await desk.listFunnels(),
  listOffers: async (desk) => await desk.listOffers('WA/1'),
  listClassificationFields: async (desk) => await desk.listClassificationFields('n'),
  sendMessage: async (desk) => await desk.sendMessage('WA/1', { kind: 'text', text: 'Oi' }),
  addComment: async (desk) => await desk.addComment('WA/1', { text: 'Oi' }),
  transferSession: async (desk) => await desk.transferSession('WA/1', { agent: '1' }),
  closeSession: async (desk) => await desk.closeSession('WA/1'),
  classifySession: async (desk) => await desk.classifySession('WA/1', { nodeId: 'n' }),
  markRead: async (desk) => await desk.markRead('WA/1'),
  createContact: async (desk) => await desk.createContact('WA/1', { name: 'Ana' }),
  linkContact: async (desk) => await desk.linkContact('WA/1', { contactId: '1' }),
  createCard: async (desk) => await desk.createCard('WA/1', { funnelId: '1' }),
  linkCard: async (desk) => await desk.linkCard('WA/1', { cardId: '1' }),
  unlinkCard: async (desk) => await desk.unlinkCard('WA/1'),
  saveSession: async (desk) => await desk.saveSession('WA/1'),
  makePaper: async (desk) => await desk.makePaper('WA/1', { kind: 'task' }),
  pause: async (desk) => await desk.pause({ reasonId: '1' }),
  resume: async (desk) => await desk.resume(),
  uploadFile: async (desk) => await desk.uploadFile({ name: 'a b.txt', contentType: 'text/plain', body: new Blob(['x']) }),
  listTemplates: async (desk) => await desk.listTemplates({ group: '35' }),
  previewSend: async (desk) => await desk.previewSend(wish),
  sendActively: async (desk) => await desk.sendActively(wish),
  listSends: async (desk) => await desk.listSends({ ...page, state: 'sent' }),
  showSend: async (desk) => await desk.showSend('s/1'),
};

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
}

/** What a method asks for, of a hub that is none. */
async function askedBy(call: (desk: DeskClient) => Promise<unknown>): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const desk = createDeskClient({
    url: 'https://hub.example', launch: async () => ({ token: 't', origin: 'o' }),
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const url = new URL(request.url);
      if (url.pathname === '/v1/session') return Response.json({ bearer: 'b', expiresAt: new Date(Date.now() + 600_000).toISOString() });
      asked.push({ method: request.method, url, headers: request.headers });
      return Response.json({});
    },
  });
  await call(desk);
  return asked;
}

const asPattern = (path: string): RegExp => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);

describe('the client for browsers', () => {
  test('has a method for every route of the desk, named as in openapi.json, and no other', () => {
    expect(routes.length).toBeGreaterThan(30);
    const told = routes.map(({ operationId }) => (operationId === 'followDesk' ? 'follow' : operationId));
    expect(Object.keys(createDeskClient({ url: '', launch: async () => ({ token: '', origin: '' }) })).toSorted()).toEqual(told.toSorted());
  });

  test.each(Object.entries(CALLS))('%s asks for the route of its name, with what that needs and nothing that it does not take', async (name, call) => {
    const route = routes.find(({ operationId }) => operationId === name);
    const [asked, ...others] = await askedBy(call);
    expect(others).toEqual([]);
    expect(asked?.method).toBe(route?.method);
    expect(asked?.url.pathname).toMatch(asPattern(route?.path ?? ''));
    expect(asked?.headers.get('authorization')).toBe('Bearer b');
    const queries = [...(asked?.url.searchParams.keys() ?? [])];
    expect(queries.filter((each) => !route?.queries.includes(each))).toEqual([]);
    for (const each of route?.needed ?? []) expect(asked?.headers.has(each) || queries.includes(each), each).toBe(true);
    // An act has its key also where the route takes none today.
    expect(asked?.headers.has('idempotency-key')).toBe(route?.method === 'POST');
  });
});

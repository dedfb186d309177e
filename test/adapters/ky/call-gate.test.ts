import { expect, test } from 'vitest';
import { createHttpClient, type HttpClient } from '../../../src/adapters/ky/index.ts';
import type { Retry } from '../../../src/domain/kernel/error.ts';
import { PortFailure, type AccountLimits, type CallNote } from '../../../src/ports/index.ts';
import { answering, scriptedServer } from './scripted-server.ts';

const ACCOUNT = 'platform:1';
const limits: AccountLimits = { capacity: 6, perSecond: 1, holdsBack: 'all' };

/** A client behind a gate that lets so many calls pass. */
function behindAGate(baseUrl: string, calls: number): { readonly client: HttpClient; readonly notes: CallNote[]; readonly paused: Retry[]; readonly asked: () => number } {
  const notes: CallNote[] = [];
  const paused: Retry[] = [];
  let asked = 0;
  const gate = {
    pass: async (account: string, told: AccountLimits) => {
      expect([account, told]).toEqual([ACCOUNT, limits]);
      asked += 1;
      if (asked > calls) throw new PortFailure('port.throttled', 'Not now.', { retry: { afterMs: 700 } });
    },
    pause: async (_account: string, retry: Retry) => void paused.push(retry),
  };
  const client = createHttpClient({ baseUrl, account: ACCOUNT, now: () => Date.UTC(2026, 4, 4), onCall: (note) => notes.push(note), budget: { gate, limits } });
  return { client, notes, paused, asked: () => asked };
}

const call = { method: 'POST', path: 'Deals', json: {} } as const;

test('HUB-03: every call is asked for before it is sent; one that is kept back is neither sent nor told of', async () => {
  let arrived = 0;
  await using server = await scriptedServer((_request, response) => {
    arrived += 1;
    response.end('{}');
  });
  const { client, notes, asked } = behindAGate(server.url, 2);
  await client.tell(call);
  await client.tell(call);
  await expect(client.tell(call)).rejects.toMatchObject({ code: 'port.throttled', account: undefined, mayHaveHappened: 'no', retry: { afterMs: 700 } });
  expect([arrived, notes.length, asked()]).toEqual([2, 2, 3]);
});

test.each([
  { status: 429, header: '12', paused: [{ afterMs: 12_000 }] },
  { status: 429, header: undefined, paused: ['soon'] },
  { status: 503, header: '5', paused: [{ afterMs: 5_000 }] },
  { status: 503, header: undefined, paused: [] },
  { status: 401, header: undefined, paused: [] },
  { status: 400, header: '5', paused: [] },
])('HUB-02: after $status with Retry-After $header the account is paused: $paused', async ({ status, header, paused }) => {
  await using server = await scriptedServer(answering(status, '{}', header === undefined ? {} : { 'retry-after': header }));
  const gated = behindAGate(server.url, 9);
  await expect(gated.client.tell(call)).rejects.toBeInstanceOf(PortFailure);
  expect(gated.paused).toEqual(paused);
});

test('what keeps a call back is no word of the account', async () => {
  await using server = await scriptedServer(answering(200, '{}'));
  const gated = behindAGate(server.url, 0);
  await expect(gated.client.tell(call)).rejects.toBeInstanceOf(PortFailure);
  expect(gated.paused).toEqual([]);
});

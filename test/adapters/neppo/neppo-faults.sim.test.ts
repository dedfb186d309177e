import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createInMemoryTokenKeeper } from '../../../src/adapters/neppo/index.ts';
import type { PartId } from '../../../src/domain/attendance/sighting.ts';
import { PortFailure } from '../../../src/ports/index.ts';
import { aNeppoAccount, type NeppoAccount } from './neppo-account.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SESSIONS = '/chatapi/1.0/api/v2/user-session';

let account: NeppoAccount;
let part: PartId;
beforeEach(async () => {
  account = await aNeppoAccount({}, { timeoutMs: 300 });
  part = String(account.neppo.startSession({ phone: '5511987654321', name: 'Lia Matos', group: 'Vendas' }).id) as PartId;
  await account.chat.tryCredential();
  account.clock.advance(MINUTE_MS);
  account.notes.length = 0;
});
afterEach(async () => account[Symbol.asyncDispose]());

const find = async (): Promise<unknown> => account.chat.attendance.findPart(part);
const tokensAskedFor = (): number => account.notes.filter(({ route }) => route === 'POST /oauth2/token').length;
const failureOf = async (call: () => Promise<unknown>): Promise<PortFailure> => {
  const thrown = await call().then(() => undefined, (error: unknown) => error);
  expect(thrown).toBeInstanceOf(PortFailure);
  return thrown as PortFailure;
};

describe('the token', () => {
  test('is renewed before it runs out, without a refused call', async () => {
    account.clock.advance(HOUR_MS - 2 * MINUTE_MS);
    await find();
    expect(account.notes.map(({ outcome }) => outcome)).toEqual(['ok', 'ok']);
    expect(tokensAskedFor()).toBe(1);
  });

  test('that somebody else ended is replaced, and the call made once more', async () => {
    await account.another({ tokens: createInMemoryTokenKeeper() }).tryCredential();
    account.notes.length = 0;
    expect(await find()).toMatchObject({ part });
    expect(account.notes.map(({ route, outcome }) => [route, outcome])).toEqual([
      [`POST ${SESSIONS}`, 'port.unauthorized'],
      ['POST /oauth2/token', 'ok'],
      [`POST ${SESSIONS}`, 'ok'],
    ]);
  });

  test('that another part of the hub renewed is read from the shared keeper', async () => {
    const other = account.another();
    account.clock.advance(HOUR_MS);
    await other.tryCredential();
    account.notes.length = 0;
    await find();
    expect(tokensAskedFor()).toBe(0);
  });

  test('is replaced once for twenty calls that were refused together', async () => {
    await account.another({ tokens: createInMemoryTokenKeeper() }).tryCredential();
    account.notes.length = 0;
    await Promise.all(Array.from({ length: 20 }, find));
    expect(tokensAskedFor()).toBe(1);
  });

  test('refused again after its renewal fails the call for the whole account, with no third try', async () => {
    account.neppo.faults({ route: SESSIONS, status: 401, times: 2 });
    expect(await failureOf(find)).toMatchObject({ code: 'port.unauthorized', account: account.chat.account, retry: 'soon' });
    expect(account.notes.length).toBe(3);
    expect(await find()).toMatchObject({ part });
  });

  test('a fight over the credential stops after six renewals in an hour, and names a second user', async () => {
    account.neppo.faults({ route: SESSIONS, status: 401, times: 100 });
    const failures: PortFailure[] = [];
    for (let n = 0; n < 8; n += 1) {
      failures.push(await failureOf(find));
      account.clock.advance(MINUTE_MS);
    }
    expect(tokensAskedFor()).toBe(5);
    expect(failures.at(-1)?.message).toContain('something else uses the same credential');
    expect(failures.at(-1)?.retry).toEqual({ afterMs: MINUTE_MS });
  });

  test('refused for a minute and a half by a Neppo in trouble lets work go on as soon as the trouble is over', async () => {
    account.neppo.faults({ route: SESSIONS, status: 401, times: 92 });
    for (let second = 0; second < 90; second += 1) {
      await failureOf(find);
      account.clock.advance(1_000);
    }
    expect(tokensAskedFor()).toBeLessThanOrEqual(2);
    expect(await find()).toMatchObject({ part });
  });

  test.each(['consumerKey', 'consumerSecret', 'username', 'password'] as const)('ACT-02: a wrong %s is refused live, and not shown', async (name) => {
    const credentials = { ...account.neppo.credentials, [name]: 'wrong-value' };
    const chat = account.another({ tokens: createInMemoryTokenKeeper(), settings: { credentials } });
    const failure = await failureOf(() => chat.tryCredential());
    expect(failure).toMatchObject({ code: 'port.unauthorized', account: chat.account });
    expect(JSON.stringify(failure) + String(failure.cause)).not.toMatch(/wrong-value|sim-/);
  });

  test('accounts are told apart by credential, and their name shows none of it', () => {
    const other = account.another({ settings: { credentials: { ...account.neppo.credentials, username: 'outra' } } });
    expect(other.account).not.toBe(account.chat.account);
    expect(other.account).toMatch(/^neppo:[0-9a-f]{16}$/);
  });
});

describe('when Neppo does not do what is asked', () => {
  test('403 is about this one request', async () => {
    account.neppo.faults({ route: SESSIONS, status: 403, times: 1 });
    expect(await failureOf(find)).toMatchObject({ code: 'port.refused', retry: 'never', account: undefined });
  });

  test('429 with a time is to be obeyed by the whole account', async () => {
    account.neppo.faults({ route: SESSIONS, status: 429, retryAfter: 17, times: 1 });
    expect(await failureOf(find)).toMatchObject({ code: 'port.throttled', retry: { afterMs: 17_000 }, account: account.chat.account });
  });

  test('429 without a time is tried again soon', async () => {
    account.neppo.faults({ route: SESSIONS, status: 429, times: 1 });
    expect(await failureOf(find)).toMatchObject({ code: 'port.throttled', retry: 'soon' });
  });

  test.each([500, 502, 503])('%i holds the whole account back, and nothing is tried twice', async (status) => {
    account.neppo.faults({ route: SESSIONS, status, times: 1 });
    expect(await failureOf(find)).toMatchObject({ code: 'port.unreachable', account: account.chat.account, mayHaveHappened: 'no' });
    expect(account.notes.length).toBe(1);
  });

  test('no answer in time is a time-out', async () => {
    account.neppo.faults({ route: SESSIONS, kind: 'timeout', times: 1 });
    expect(await failureOf(find)).toMatchObject({ code: 'port.timed-out', mayHaveHappened: 'no' });
  });

  test('a connection that is cut is an account that cannot be reached', async () => {
    account.neppo.faults({ route: SESSIONS, kind: 'reset', times: 1 });
    expect(await failureOf(find)).toMatchObject({ code: 'port.unreachable', retry: 'soon' });
  });

  test('an empty 200 means that there is nothing', async () => {
    account.neppo.faults({ route: SESSIONS, kind: 'empty-list', times: 1 });
    expect(await find()).toBeUndefined();
  });

  test.each(['garbage', 'drift'] as const)('a body of another shape (%s) is told as drift, with paths and without values', async (kind) => {
    account.neppo.faults({ route: SESSIONS, kind, times: 1 });
    const failure = await failureOf(find);
    expect(failure).toMatchObject({ code: 'port.drifted' });
    expect(failure.message).not.toContain('5511987654321');
  });

  test('drift of groups, agents, comments and classifications is told too', async () => {
    const { chat, neppo } = account;
    neppo.comment(part, 'x');
    neppo.classify(part, 'Sem interesse');
    for (const [route, call] of [
      ['group-conf', () => chat.attendance.groups()],
      ['api/agent', () => chat.roster.list()],
      ['classification-services', () => chat.attendance.classificationOf([part])],
    ] as const) {
      neppo.faults({ route, kind: 'drift', times: 1 });
      expect(await failureOf(call)).toMatchObject({ code: 'port.drifted' });
    }
    neppo.faults({ route: 'comment', kind: 'garbage', times: 1 });
    expect(await failureOf(() => chat.attendance.commentsOf([part]))).toMatchObject({ code: 'port.drifted' });
  });

  test('nothing that is asked ever provokes the 500 of EQ on an id', async () => {
    const { chat, notes } = account;
    await Promise.all([find(), chat.attendance.commentsOf([part]), chat.attendance.classificationOf([part]), chat.attendance.groups(), chat.roster.list()]);
    expect(notes.map(({ outcome }) => outcome)).toEqual(notes.map(() => 'ok'));
  });

  test('calls are told by their route, without ids or personal data', async () => {
    await account.chat.attendance.commentsOf([part]);
    expect(account.notes.map(({ route }) => route)).toEqual(['GET /api/sessions/comment/{id}']);
  });
});

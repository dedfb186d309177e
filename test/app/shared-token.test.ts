import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createNeppoSimulator, type NeppoSimulator } from '../../src/adapters/neppo/simulator/index.ts';
import { createSecretBox } from '../../src/adapters/system/index.ts';
import { neppoConnector } from '../../src/app/connectors.ts';
import { createSharedSecrets } from '../../src/app/shared-secrets.ts';
import { epochMsOf } from '../../src/domain/index.ts';
import type { CallNote, Chat } from '../../src/ports/index.ts';
import { openMemoryStore, type Opened } from '../adapters/sqlite/open-store.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const LEASE_MS = 40_000;
const TOKEN = 'POST /oauth2/token';

let store: Opened;
let neppo: NeppoSimulator;
let notes: CallNote[];

beforeEach(async () => {
  store = await openMemoryStore();
  neppo = await createNeppoSimulator({ clock: { now: () => epochMsOf(store.clock.now()) } });
  notes = [];
});
afterEach(async () => {
  await neppo.stop();
  await store.dispose();
});

interface ProcessWishes {
  readonly secretKey?: string;
  readonly fetch?: typeof fetch;
  readonly password?: string;
}

/** A process of the hub, with nothing in common with another but the store. */
function aProcess({ secretKey = 'a-secret-key-for-tests-only', fetch, password = neppo.credentials.password }: ProcessWishes = {}): Chat {
  const shared = createSharedSecrets({ secrets: store.secrets, leases: store.leases, box: createSecretBox(secretKey), clock: store.clock });
  const settings = {
    tenantUrl: neppo.url, gatewayUrl: neppo.url, tokenUrl: `${neppo.url}/oauth2/token`, credentials: { ...neppo.credentials, password },
  };
  const gate = { pass: async () => undefined, pause: async () => undefined };
  return neppoConnector().connect(settings, { clock: store.clock, gate, shared, onCall: (note) => notes.push(note), ...(fetch === undefined ? {} : { fetch }) });
}

const told = (outcome: string, route?: string): number => notes.filter((note) => note.outcome === outcome && (route === undefined || note.route === route)).length;
const renewals = (): number => told('ok', TOKEN);

/** Somebody outside the hub uses the same credential, which ends the token. */
async function somebodyElse(): Promise<void> {
  const { consumerKey, consumerSecret, username, password } = neppo.credentials;
  const authorization = `Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')}`;
  const answer = await fetch(`${neppo.url}/oauth2/token`, { method: 'POST', headers: { authorization }, body: new URLSearchParams({ grant_type: 'password', username, password }) });
  expect(answer.status).toBe(200);
}

describe('one live token for all processes', () => {
  test('is renewed once in its lifetime, however many use it, and never refused', async () => {
    const processes = [aProcess(), aProcess(), aProcess()];
    for (let minute = 0; minute < 180; minute += 6) {
      await Promise.all(processes.map(async (chat) => await chat.tryCredential()));
      store.clock.advance(6 * MINUTE_MS);
    }
    expect([renewals(), told('port.unauthorized')]).toEqual([3, 0]);
  });

  test('that somebody else ended is renewed by one, and all go on with it', async () => {
    const processes = [aProcess(), aProcess(), aProcess()];
    for (const chat of processes) await chat.tryCredential();
    store.clock.advance(10 * MINUTE_MS);
    await somebodyElse();
    await Promise.all(processes.map(async (chat) => await chat.tryCredential()));
    expect([renewals(), told('port.unauthorized')]).toEqual([2, 3]);
  });

  test('is found again by a process that starts later', async () => {
    await aProcess().tryCredential();
    await aProcess().tryCredential();
    expect(renewals()).toBe(1);
  });

  test('that was sealed under another key is as if there were none', async () => {
    await aProcess().tryCredential();
    await aProcess({ secretKey: 'another-secret-key-for-tests' }).tryCredential();
    expect(renewals()).toBe(2);
  });

  test('ACT-02: does not let in a credential whose password is wrong', async () => {
    await aProcess().tryCredential();
    await expect(aProcess({ password: 'wrong' }).tryCredential()).rejects.toMatchObject({ code: 'port.unauthorized' });
  });

  test('stands in the store sealed', async () => {
    await aProcess().tryCredential();
    const [place] = await store.secrets.connections();
    if (place === undefined) throw new Error('Nothing is kept.');
    const [name = ''] = await store.secrets.names(place);
    const sealed = String(await store.secrets.find(place, name));
    expect(sealed).not.toContain('token');
    expect(createSecretBox('a-secret-key-for-tests-only').open(sealed, `${place}/${name}`)).toContain('"token":');
  });
});

describe('a second user of the credential', () => {
  test('costs six renewals an hour over all processes, and then is named', async () => {
    const processes = [aProcess(), aProcess()];
    for (let minute = 0; minute < 50; minute += 2) {
      await somebodyElse();
      for (const chat of processes) await chat.tryCredential().catch(() => undefined);
      store.clock.advance(2 * MINUTE_MS);
    }
    expect(renewals()).toBe(6);
    for (const chat of processes) await expect(chat.tryCredential()).rejects.toThrow('something else uses the same credential');
    store.clock.advance(HOUR_MS);
    await processes[0]?.tryCredential();
    expect(renewals()).toBe(7);
  });
});

describe('a process that died while it renewed the token', () => {
  /** Resolves when the process has asked for a token, of which it never hears. */
  const dyingAtIt = async (): Promise<void> => await new Promise((hasAsked) => {
    const dying: typeof fetch = async (input, init) => {
      const request = new Request(input, init);
      if (!request.url.endsWith('/oauth2/token')) return await fetch(request);
      hasAsked();
      return await new Promise<never>(() => undefined);
    };
    void aProcess({ fetch: dying }).tryCredential().catch(() => undefined);
  });

  test('is in the way no longer than its lease', async () => {
    await dyingAtIt();
    const other = aProcess();
    await expect(other.tryCredential()).rejects.toMatchObject({ code: 'port.unauthorized', account: other.account, retry: { afterMs: 2_000 } });
    store.clock.advance(LEASE_MS);
    await other.tryCredential();
    expect(renewals()).toBe(1);
  });

  test('is in nobody\'s way as long as the token lives', async () => {
    const other = aProcess();
    await other.tryCredential();
    store.clock.advance(HOUR_MS - MINUTE_MS);
    await dyingAtIt();
    await other.tryCredential();
    expect([renewals(), told('port.unauthorized')]).toEqual([1, 0]);
  });
});

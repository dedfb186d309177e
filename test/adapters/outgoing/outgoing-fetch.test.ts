import { isIP, type LookupFunction } from 'node:net';
import { EnvHttpProxyAgent, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createHttpClient } from '../../../src/adapters/ky/index.ts';
import { createOutgoingFetch, isPublicAddress } from '../../../src/adapters/outgoing/index.ts';
import { NAMES, NOT_PUBLIC_V4, NOT_PUBLIC_V6, PUBLIC, V4_IN_DISGUISE } from './hostile-addresses.ts';
import { listenEverywhere } from './listeners.ts';

const answering = (answers: ReadonlyMap<string, readonly string[]>): LookupFunction => (host, _options, callback) => {
  const found = answers.get(host.replace(/\.$/, '')) ?? [];
  queueMicrotask(() => callback(null, found.map((address) => ({ address, family: isIP(address) }))));
};

/** Nobody was given it, so that nobody is reached. */
const NOWHERE = '2e00::1';

const hosts = [...NOT_PUBLIC_V4, ...V4_IN_DISGUISE, ...NOT_PUBLIC_V6.map((address) => `[${address}]`), ...NAMES.map(([name]) => name)];
const lookup = answering(new Map(NAMES.map(([name, addresses]) => [new URL(`http://${name}/`).hostname.replace(/\.$/, ''), addresses])));

async function refusalOf(sent: Promise<unknown>): Promise<unknown> {
  return await sent.then(
    () => 'an answer came',
    (error: unknown) => {
      if (!(error instanceof Error)) return error;
      if (error.message.startsWith('Request cannot be constructed from a URL that includes credentials')) return 'credentials';
      return error.cause instanceof Error && 'code' in error.cause ? error.cause.code : error;
    },
  );
}

describe('a guarded fetch', () => {
  test('has two hundred hostile addresses and more to withstand, each of which a URL may hold', () => {
    expect(new Set(hosts).size).toBeGreaterThanOrEqual(300);
    expect(hosts.filter((host) => !URL.canParse(`http://${host}:8080/`))).toEqual([]);
  });

  test.each(['http', 'https'])('connects to none of them by %s, whatever they are written like: no listener hears a byte', async (scheme) => {
    await using listeners = await listenEverywhere();
    const guarded = createOutgoingFetch({ lookup });
    const refusals = await Promise.all(hosts.map(async (host) => [host, await refusalOf(guarded(`${scheme}://${host}:${listeners.port}/latest/meta-data/`))]));
    const expected = (host: string): string => (host.includes('@') ? 'credentials' : 'config.address-not-public');
    expect(refusals.filter(([host, code]) => code !== expected(String(host)))).toEqual([]);
    expect([listeners.connections(), listeners.bytes()]).toEqual([0, 0]);
  });

  test('the listeners would hear of those that lead to this machine, if they were let through', async () => {
    await using listeners = await listenEverywhere();
    const open = createOutgoingFetch({ privateAddresses: 'allowed', lookup });
    const toThisMachine = hosts.filter((host) => !host.includes('@') && /^127\.(?!255\.255\.255|0\.0\.0$)|^0\.0\.0\.0$|^localhost$/.test(new URL(`http://${host}/`).hostname));
    const answers = await Promise.all(toThisMachine.map(async (host) => await (await open(`http://${host}:${listeners.port}/`)).text()));
    expect(new Set(answers)).toEqual(new Set(['hi']));
    expect(listeners.connections()).toBeGreaterThanOrEqual(60);
  });

  test("refuses this machine's own name too, as the system resolves it", async () => {
    await using listeners = await listenEverywhere();
    expect(await refusalOf(createOutgoingFetch()(`http://localhost:${listeners.port}/`))).toBe('config.address-not-public');
    expect(listeners.connections()).toBe(0);
  });

  test('checks each connection anew: a name that was public first and is private then is refused then', async () => {
    await using listeners = await listenEverywhere();
    const answers = [[NOWHERE], ['127.0.0.1'], [NOWHERE], ['::1']];
    const rebinding: LookupFunction = (_host, _options, callback) => {
      const addresses = answers.shift() ?? ['127.0.0.1'];
      callback(null, addresses.map((address) => ({ address, family: isIP(address) })));
    };
    const guarded = createOutgoingFetch({ lookup: rebinding });
    const ask = async () => await refusalOf(guarded(`http://rebinding.example:${listeners.port}/`, { signal: AbortSignal.timeout(200) }));
    expect(await ask()).not.toBe('config.address-not-public');
    expect(await ask()).toBe('config.address-not-public');
    expect(await ask()).not.toBe('config.address-not-public');
    expect(await ask()).toBe('config.address-not-public');
    expect(listeners.connections()).toBe(0);
  });

  test.each([`http://[${NOWHERE}]:8443/`, 'http://public.example:8123/', 'https://public.example/'])('tries a public address on any port: %s', async (address) => {
    const guarded = createOutgoingFetch({ lookup: answering(new Map([['public.example', [NOWHERE]]])) });
    expect(await refusalOf(guarded(address, { signal: AbortSignal.timeout(200) }))).not.toBe('config.address-not-public');
  });

  test('uses no proxy that the environment or the process names', async () => {
    await using proxy = await listenEverywhere();
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy', 'ALL_PROXY']) vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`);
    const before = getGlobalDispatcher();
    onTestFinished(() => (setGlobalDispatcher(before), void vi.unstubAllEnvs()));
    setGlobalDispatcher(new EnvHttpProxyAgent());
    const guarded = createOutgoingFetch({ lookup: answering(new Map([['public.example', [NOWHERE]]])) });
    for (const scheme of ['http', 'https']) await refusalOf(guarded(`${scheme}://public.example/`, { signal: AbortSignal.timeout(200) }));
    expect(await refusalOf(guarded('http://169.254.169.254/'))).toBe('config.address-not-public');
    expect(proxy.connections()).toBe(0);
  });

  test.each(['data:text/plain,hi', 'blob:nodedata:1', 'about:blank', 'file:///etc/passwd', 'ftp://8.8.8.8/'])('sends to web addresses only, and not to %s', async (address) => {
    expect(await refusalOf(createOutgoingFetch({ privateAddresses: 'allowed' })(address))).toBe('config.invalid');
  });
});

describe('a client over a guarded fetch', () => {
  const clientAt = (baseUrl: string, privateAddresses: 'refused' | 'allowed') =>
    createHttpClient({ baseUrl, account: 'platform:1', now: Date.now, fetch: createOutgoingFetch({ privateAddresses }) });

  test('fails as one that could not reach the account: nothing can have happened, and the address behind the name is not told', async () => {
    const failed = clientAt('http://localhost:8080', 'refused').tell({ method: 'POST', path: 'Deals', json: {} });
    await expect(failed).rejects.toMatchObject({
      code: 'port.unreachable', account: 'platform:1', mayHaveHappened: 'no', message: 'POST /Deals was not sent, since its address is not public.',
    });
    await expect(failed).rejects.not.toThrow('127.0.0.1');
  });

  test('follows no redirect: where it points hears nothing, and the credential stays', async () => {
    const { createServer } = await import('node:http');
    await using inside = await listenEverywhere();
    const platform = createServer((_request, response) => response.writeHead(307, { location: `http://127.0.0.1:${inside.port}/latest/meta-data/` }).end());
    await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
    const address = platform.address();
    const client = clientAt(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, 'allowed');
    await expect(client.tell({ method: 'POST', path: 'Deals', json: {} })).rejects.toMatchObject({ code: 'port.drifted' });
    expect(inside.connections()).toBe(0);
    platform.close();
  });
});

describe('public addresses', () => {
  test.each(PUBLIC)('%s is one', (address) => expect(isPublicAddress(address)).toBe(true));

  test.each([...NOT_PUBLIC_V4, ...NOT_PUBLIC_V6])('%s is none', (address) => expect(isPublicAddress(address)).toBe(false));

  test.each(['', 'localhost', '8.8.8.8 ', '8.8.8', '[2e00::1]', '2e00::1%lo', '08.8.8.8', '::ffff:8.8.8.8', '1.2.3.4.5'])('%j is none, since it is no public address in its usual spelling', (text) => {
    expect(isPublicAddress(text)).toBe(false);
  });
});

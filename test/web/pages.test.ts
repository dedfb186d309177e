import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createUiPages, uiAssets } from '../../src/adapters/web/index.ts';
import { createDeskHub, PAGE, type DeskHub } from '../rig/desk-hub.ts';

const ends: (() => Promise<void>)[] = [];
let hub: DeskHub;
beforeAll(async () => {
  hub = await createDeskHub((end) => void ends.push(end));
});
afterAll(async () => {
  for (const end of ends.splice(0)) await end();
});

const get = async (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Response> => await hub.hub.fetch(new Request(`${hub.hubUrl}${path}`, { headers, method }));
const policyOf = (response: Response): string => response.headers.get('content-security-policy') ?? '';

describe("the panel's page", () => {
  test('PAN-13: names the pages that may hold it, in its policy and for its script', async () => {
    const response = await get('/panel/acme');
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff',
      'permissions-policy': 'microphone=(self), camera=(), geolocation=()',
      'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob:; media-src 'self' blob:; frame-ancestors ${PAGE}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
    });
    const page = await response.text();
    expect(page).toContain(`data-parents="${PAGE}"`);
    expect(page).not.toMatch(/<style|style=|<script>|\son\w+=/);
  });

  test('names files that are there', async () => {
    const files = [...(await (await get('/panel/acme')).text()).matchAll(/(?:src|href)="\.\.(\/ui\/[^"]+)"/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) expect([file, (await get(file)).status]).toEqual([file, 200]);
  });

  test.each(['', '?lang=en&theme=dark'])('B21: of a connection that is unknown, inactive or without pages is one empty page %s', async (search) => {
    const other = await createDeskHub((end) => void ends.push(end));
    const look = async (id: string): Promise<{ readonly status: number; readonly headers: readonly [string, string][]; readonly text: string }> => {
      const response = await other.hub.fetch(new Request(`${other.hubUrl}/panel/${id}${search}`));
      return { status: response.status, headers: [...response.headers], text: await response.text() };
    };
    const answers = [await look('nobody'), await look('%E0%A4%A'), await look('a'.repeat(500))];
    await other.hub.connections.setOptions('acme', { panelOrigins: [] });
    answers.push(await look('acme'));
    await other.hub.connections.setOptions('acme', { panelOrigins: [PAGE] });
    expect((await look('acme')).text).toContain(PAGE);
    await other.hub.connections.deactivate('acme');
    answers.push(await look('acme'));
    expect(new Headers([...answers[0]?.headers ?? []]).get('content-security-policy')).toContain("frame-ancestors 'none';");
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.text).not.toMatch(/script|acme|ploomes|data-/);
  });

  test('follows a change of the setting at once', async () => {
    await hub.hub.connections.setOptions('acme', { panelOrigins: ['https://crm.example.com.br', PAGE] });
    expect(policyOf(await get('/panel/acme'))).toContain(`frame-ancestors https://crm.example.com.br ${PAGE};`);
    await hub.hub.connections.setOptions('acme', { panelOrigins: [PAGE] });
    expect(policyOf(await get('/panel/acme'))).toContain(`frame-ancestors ${PAGE};`);
  });

  test('is written in the language and the colours of the address, and in no other words of it', async () => {
    expect(await (await get('/panel/acme?lang=en&theme=dark')).text()).toContain('<html lang="en" data-theme="dark"');
    expect(await (await get('/panel/acme?lang="><script>&theme=undefined')).text()).toContain('<html lang="pt-BR" data-theme="auto"');
  });

  test.each(['/panel', '/panel/', '/panel/acme/more'])('%s is no page', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test('is not posted to', async () => {
    expect((await get('/panel/acme', {}, 'POST')).status).toBe(404);
    expect(await (await get('/panel/acme', {}, 'HEAD')).text()).toBe('');
  });
});

describe('what pages are made of', () => {
  const script = async (): Promise<string> => /src="\.\.(\/ui\/panel-[^"]+\.js)"/.exec(await (await get('/panel/acme')).text())?.[1] ?? 'none';

  test('is kept forever under a name that changes with it, and not shared with other origins', async () => {
    const response = await get(await script());
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable', 'content-type': 'text/javascript; charset=utf-8', 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin', vary: 'accept-encoding',
    });
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
  });

  test('comes packed as the browser takes it', async () => {
    const path = await script();
    const plain = Buffer.from(await (await get(path)).arrayBuffer());
    const [brotli, gzip] = [await get(path, { 'accept-encoding': 'gzip, deflate, br, zstd' }), await get(path, { 'accept-encoding': 'br;q=0, gzip;q=0.5' })];
    expect([brotli.headers.get('content-encoding'), gzip.headers.get('content-encoding')]).toEqual(['br', 'gzip']);
    expect(brotliDecompressSync(await brotli.arrayBuffer()).equals(plain)).toBe(true);
    expect(gunzipSync(await gzip.arrayBuffer()).equals(plain)).toBe(true);
    expect((await get(path, { 'accept-encoding': 'identity' })).headers.get('content-encoding')).toBeNull();
  });

  test('the loader is for pages of every origin, and is asked for anew', async () => {
    const response = await get('/ui/loader.js');
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin', 'cache-control': 'public, max-age=300' });
    const etag = response.headers.get('etag') ?? '';
    const known = await get('/ui/loader.js', { 'if-none-match': `"other", W/${etag}` });
    expect([known.status, await known.text(), known.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await get('/ui/loader.js', { 'if-none-match': '"other"' })).status).toBe(200);
    expect((await get('/ui/loader.js', { 'if-none-match': etag, 'accept-encoding': 'br' })).status).toBe(200);
  });

  test('HEAD tells the length and no more', async () => {
    const response = await get('/ui/loader.js', {}, 'HEAD');
    expect([response.status, Number(response.headers.get('content-length')) > 1_000, await response.text()]).toEqual([200, true, '']);
  });

  test.each(['/ui/', '/ui/nothing.js', '/ui/pages.json', '/ui/loader.js.br', '/ui/..%2fpackage.json', '/ui/%2e%2e/%2e%2e/package.json', '/ui/__proto__', '/ui/constructor'])('%s leads nowhere', async (path) => {
    const response = await get(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });

  test('a host may serve it by itself, and keeps every other address', async () => {
    const assets = uiAssets();
    expect((await assets(new Request('https://host.example/ui/loader.js')))?.status).toBe(200);
    expect(await assets(new Request('https://host.example/panel/acme'))).toBeUndefined();
    expect(await assets(new Request('https://host.example/ui/loader.js', { method: 'POST' }))).toBeUndefined();
  });

  test('what was not built says how it is built, and is found as soon as it is', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'vinculo-ui-')), 'ui');
    const ui = createUiPages({ folder, origins: async () => [PAGE] });
    const answers = await Promise.all(['/ui/loader.js', '/panel/acme'].map(async (path) => await ui(new Request(`https://hub.example${path}`))));
    for (const answer of answers) {
      expect(answer?.status).toBe(503);
      expect(await answer?.text()).toContain('npm run build:ui');
    }
    mkdirSync(folder);
    writeFileSync(join(folder, 'pages.json'), '{}');
    writeFileSync(join(folder, 'loader.js'), '1');
    expect((await ui(new Request('https://hub.example/ui/loader.js')))?.status).toBe(200);
    rmSync(join(folder, '..'), { recursive: true });
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveFile } from '../../../src/adapters/http/serve-file.ts';
import type { World } from '../../rig/world.ts';
import { attended, BIANCA, CAIO, createDeskWorld, openDesk, type DeskClient } from './desk-client.ts';

let world: World;
let bianca: DeskClient;
let caio: DeskClient;
let protocol: string;
beforeAll(async () => {
  world = await createDeskWorld();
  [bianca, caio] = [await openDesk(world, BIANCA), await openDesk(world, CAIO)];
  protocol = await attended(world);
});
afterAll(async () => await world.close());

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** The client sends a file; its message's id. */
async function sent(name: string, type: string, content = 'conteúdo'): Promise<string> {
  const { id } = world.neppo.message(protocol, { from: 'client', text: '', file: { name, type, base64: base64(content) } });
  await world.rest();
  return String(id);
}
const opened = async (message: string, headers: Readonly<Record<string, string>> = {}, desk = bianca, session = protocol): Promise<Response> => await desk.raw(`sessions/${session}/files/${message}`, { headers });
const messages = async () => parseMessages((await bianca.get(`sessions/${protocol}/messages?limit=200`)).json['messages']);

describe('PAN-11: files', () => {
  test.each([['voz.ogg', 'audio/ogg', 'audio'], ['foto.png', 'image/png', 'image'], ['filme.mp4', 'video/mp4', 'video'], ['contrato.pdf', 'application/pdf', 'file']])('%s is a message of its kind, and is read through the hub alone', async (name, type, kind) => {
    const id = await sent(name, type, `isto é ${name}`);
    const message = (await messages()).find((each) => each['id'] === id);
    expect(message).toMatchObject({ kind, by: 'client', media: { name } });
    expect(JSON.stringify(message)).not.toContain(world.neppo.url);
    const response = await opened(id);
    expect([response.status, await response.text()]).toEqual([200, `isto é ${name}`]);
    expect(response.headers.get('content-disposition')).toContain(`filename*=UTF-8''${name}`);
  });

  test('a part of one is read as it was asked for', async () => {
    const id = await sent('voz.ogg', 'audio/ogg', '0123456789');
    const part = await opened(id, { range: 'bytes=2-5' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-5/10', '2345']);
    expect(await (await opened(id, { range: 'bytes=7-' })).text()).toBe('789');
  });

  test.each([
    ['pagina.html', 'text/html', '<script>alert(1)</script>'], ['desenho.svg', 'image/svg+xml', '<svg onload="alert(1)"/>'], ['x.xml', 'application/xhtml+xml', '<html/>'],
    ['foto.png', 'text/html; charset=utf-8', '<b>x</b>'], ['a.js', 'text/javascript', 'alert(1)'], ['sem-tipo', '', 'x'], ['p.pdf', 'application/pdf', '%PDF'],
  ])('%s of type %s is served inert', async (name, type, content) => {
    const response = await opened(await sent(name, type, content));
    expect(Object.fromEntries(['content-type', 'x-content-type-options', 'content-security-policy', 'cross-origin-resource-policy'].map((header) => [header, response.headers.get(header)]))).toEqual({
      'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'cross-origin-resource-policy': 'same-origin',
    });
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; /);
  });

  test.each([
    ['../../etc/passwd', 'passwd'], ['..\\..\\win.ini', 'win.ini'], ['a\r\nSet-Cookie: x=1', 'aSet-Cookie: x=1'], ['x"; filename="y.exe', 'x"; filename="y.exe'], ["it's (1)*.txt", "it's (1)*.txt"],
    ['foto\u202Egnp.exe', 'fotognp.exe'], ['.htaccess', 'htaccess'], ['', 'arquivo'], ['\u0000', 'arquivo'], [`${'😀'.repeat(100)}a`, undefined], [`a${'é'.repeat(300)}.pdf`, undefined], ['\uD800.txt', undefined],
  ])('a name of %j is no more than a name', async (name, shown) => {
    const response = serveFile({ body: new Response('x').body ?? new ReadableStream(), contentType: 'image/png', name });
    const [, encoded = ''] = /^inline; filename\*=UTF-8''([\w!#$&+.^`|~%-]+)$/.exec(response.headers.get('content-disposition') ?? '') ?? [];
    const told = decodeURIComponent(encoded);
    expect(told).not.toMatch(/[\p{Cc}\p{Cf}/\\]/u);
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThanOrEqual(200);
    if (shown !== undefined) expect(told).toBe(shown);
    expect([...response.headers.keys()]).not.toContain('set-cookie');
  });

  test('of another session, another agent, or nobody are not there', async () => {
    const id = await sent('segredo.pdf', 'application/pdf');
    const other = await attended(world, { phone: '5511922223333', name: 'Outra', agent: 'Caio Nunes' });
    expect((await opened(id, {}, caio)).status).toBe(404);
    expect((await opened(id, {}, caio, other)).status).toBe(404);
    for (const name of ['999999', 'x', 'recording:0', 'recording:99999', '..%2F..%2Fetc%2Fpasswd', '%00', 'http:%2F%2F127.0.0.1%2F', "1'%20or%20'1'='1"]) expect((await opened(name)).status, name).toBe(404);
  });

  test('that are gone from Neppo are not there', async () => {
    const id = await sent('foto.png', 'image/png');
    const address = JSON.parse(JSON.stringify(world.neppo.state())) as { readonly messages: readonly { readonly id: number; readonly message: string }[] };
    world.neppo.removeFile(address.messages.find((each) => String(each.id) === id)?.message ?? '');
    expect((await opened(id)).status).toBe(404);
  });

  test('are sent to the client: uploaded, then named in a message', async () => {
    const upload = await bianca.raw('uploads', { method: 'POST', body: 'orçamento', headers: { 'content-type': 'application/pdf', 'x-file-name': encodeURIComponent('orçamento 1.pdf') } });
    const { ref } = JSON.parse(await upload.text()) as { readonly ref: string };
    expect(upload.status).toBe(200);
    const answer = await bianca.post(`sessions/${protocol}/messages`, { kind: 'file', ref, name: 'orçamento 1.pdf', caption: 'Segue' }, 'file-1');
    expect(answer).toMatchObject({ status: 200, json: { outcome: 'done' } });
    await world.rest();
    const told = (await messages()).filter(({ clientKey }) => clientKey === 'file-1');
    expect(told).toMatchObject([{ by: 'agent', kind: 'file', text: 'Segue', media: { name: 'orçamento 1.pdf' } }]);
    expect(await (await opened(String(told[0]?.['id']))).text()).toBe('orçamento');
  });

  test('larger than any channel takes are refused, before they are read where their length is told', async () => {
    const response = await bianca.raw('uploads', { method: 'POST', body: new Uint8Array(16 * 1024 * 1024 + 1) });
    expect(response.status).toBe(413);
  });
});

test('SES-06: the history holds messages, comments, transfers and recordings, and a recording is heard from it', async () => {
  const call = await attended(world, { phone: '5511944445555', name: 'Lia', channel: 'voice' });
  const address = world.neppo.keepFile({ name: 'gravacao.ogg', type: 'audio/ogg', base64: base64('alô') });
  world.neppo.record(call, address);
  world.neppo.comment(call, 'Ligou sobre o pedido', 'Bianca Prado');
  await world.rest();
  const { json } = await bianca.get(`sessions/${call}/history`);
  expect(json).toMatchObject({ recordings: [{ number: 0 }] });
  expect(json['lines']).toEqual(expect.arrayContaining([expect.objectContaining({ type: 'message' }), expect.objectContaining({ type: 'comment' })]));
  expect(JSON.stringify(json)).not.toContain(address);
  expect(await (await opened('recording:0', {}, bianca, call)).text()).toBe('alô');
  expect((await caio.get(`sessions/${call}/history`)).status).toBe(404);
});

const parseMessages = (messages: unknown) => messages as readonly Readonly<Record<string, unknown>>[];

import { describe, expect, test } from 'vitest';
import { createHttpEntry } from '../../../src/adapters/http/index.ts';
import { PortFailure, type DeliveryId, type Intake } from '../../../src/ports/index.ts';
import { aDriving, TOKEN, toHub } from './driving.ts';

const HOOK = `/hooks/neppo/${TOKEN}`;
const MIB = 1024 * 1024;

describe('webhooks', () => {
  test.each(['stored', 'repeated', 'set-aside'] as const)('HUB-01: a %s delivery is answered alike', async (outcome) => {
    const entry = createHttpEntry(aDriving({ intake: { outcome, id: 'd-1' as DeliveryId } }));

    const response = await entry(toHub(HOOK, { method: 'POST', body: '{}' }));

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ received: true });
  });

  test('HUB-01: where this process accepts none, the sender is told to try again, and nothing is taken', async () => {
    const driving = aDriving();

    const response = await createHttpEntry({ ...driving, intake: 'elsewhere' })(toHub(HOOK, { method: 'POST', body: '{}' }));

    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(driving.taken).toEqual([]);
  });

  test('the answer waits until the delivery is durable', async () => {
    const order: string[] = [];
    const driving = aDriving();
    const entry = createHttpEntry({
      ...driving,
      intake: { take: async (raw) => driving.intake.take(raw).finally(() => order.push('stored')) },
    });

    await entry(toHub(HOOK, { method: 'POST', body: '{}' })).then(() => order.push('answered'));

    expect(order).toEqual(['stored', 'answered']);
  });

  test("the body's own bytes and the sender's headers arrive", async () => {
    const driving = aDriving();
    const bytes = new Uint8Array([0xff, 0x00, 0x7b, 0xc3, 0x28]);

    await createHttpEntry(driving)(
      toHub(`/hooks/ploomes/${TOKEN}`, {
        method: 'POST',
        body: bytes,
        headers: { 'X-Ploomes-Validation-Key': 'k' },
      }),
    );

    expect(driving.taken).toEqual([
      { system: 'ploomes', token: TOKEN, body: bytes, headers: { 'x-ploomes-validation-key': 'k' } },
    ]);
  });

  test('ACT-04: a wrong token reads like an address that does not exist, and nothing is stored', async () => {
    const driving = aDriving();

    const response = await createHttpEntry(driving)(toHub('/hooks/neppo/guessed', { method: 'POST', body: '{}' }));

    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('guessed');
    expect(driving.taken).toEqual([]);
  });

  test('a wrong validation key cannot be told from a wrong token', async () => {
    const refused = createHttpEntry(aDriving({ intake: { outcome: 'not-authentic' } }));
    const unknown = createHttpEntry(aDriving({ intake: { outcome: 'unknown-token' } }));
    const answers = await Promise.all(
      [refused, unknown].map(async (entry) => (await entry(toHub(`/hooks/ploomes/${TOKEN}`, { method: 'POST', body: '{}' }))).text()),
    );
    expect(answers[0]).toBe(answers[1]);
  });

  test.each([
    ['states a length above 1 MiB', { body: '{}', headers: { 'content-length': String(MIB + 1) } }],
    ['is above 1 MiB', { body: 'x'.repeat(MIB + 1) }],
    ['is above 1 MiB and states less', { body: 'x'.repeat(MIB + 1), headers: { 'content-length': '2' } }],
  ])('a delivery that %s is refused, and nothing is stored', async (_what, init: RequestInit) => {
    const driving = aDriving();
    const response = await createHttpEntry(driving)(toHub(HOOK, { method: 'POST', ...init }));
    expect(response.status).toBe(413);
    expect(driving.taken).toEqual([]);
  });

  test('a delivery of exactly 1 MiB is taken, whether or not its length is stated', async () => {
    const driving = aDriving();
    const entry = createHttpEntry(driving);
    const body = 'x'.repeat(MIB);
    const statuses = [
      (await entry(toHub(HOOK, { method: 'POST', body }))).status,
      (await entry(toHub(HOOK, { method: 'POST', body, headers: { 'content-length': String(MIB) } }))).status,
    ];
    expect(statuses).toEqual([200, 200]);
    expect(driving.taken.map((each) => each.body.byteLength)).toEqual([MIB, MIB]);
  });

  test('an endless body is given up at the limit', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const response = await createHttpEntry(aDriving())(toHub(HOOK, { method: 'POST', body: endless, duplex: 'half' } as RequestInit));
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(2 * MIB);
  });

  test('an intake that finds the body too large is believed', async () => {
    const entry = createHttpEntry(aDriving({ intake: { outcome: 'too-large' } satisfies Intake }));
    expect((await entry(toHub(HOOK, { method: 'POST', body: '{}' }))).status).toBe(413);
  });

  test('a sender who hangs up half-way is answered 400 and is no failure of the hub', async () => {
    const driving = aDriving();
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('hung up')) });
    const response = await createHttpEntry(driving)(toHub(HOOK, { method: 'POST', body: broken, duplex: 'half' } as RequestInit));
    expect(response.status).toBe(400);
    expect(driving.logged).toEqual([]);
  });

  test.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'])('%s on a hook is refused with the method to use', async (method) => {
    const response = await createHttpEntry(aDriving())(toHub(HOOK, { method }));
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('a store that does not answer makes the sender come again later', async () => {
    const driving = aDriving({ fails: new PortFailure('port.unreachable', 'database at 10.0.0.7 is down') });

    const response = await createHttpEntry(driving)(toHub(HOOK, { method: 'POST', body: '{}' }));

    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await response.text()).not.toContain('10.0.0.7');
    expect(driving.logged).toEqual([expect.stringContaining('error http.failed {"code":"port.unreachable","message":')]);
  });

  test('a failure that nobody named is logged with its place in the code', async () => {
    const driving = aDriving({ fails: new TypeError('foreign text') });
    await createHttpEntry(driving)(toHub(HOOK, { method: 'POST', body: '{}' }));
    expect(driving.logged.join()).toMatch(/"name":"TypeError","at":"at .*hook-routes\.test\.ts/);
  });

  test('a token is never logged, and what was thrown is never shown', async () => {
    for (const fails of [new Error(`broke on ${TOKEN}`), `thrown text ${TOKEN}`]) {
      const driving = aDriving({ fails });
      const response = await createHttpEntry(driving)(toHub(HOOK, { method: 'POST', body: '{}' }));
      expect(response.status).toBe(500);
      expect(`${await response.text()} ${driving.logged.join()}`).not.toContain(TOKEN);
      expect(driving.logged).toEqual([expect.stringMatching(/^error http\.failed {"code":"defect\.unexpected","name":/)]);
    }
  });
});

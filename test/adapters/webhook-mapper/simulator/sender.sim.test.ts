import { describe, expect, test } from 'vitest';
import { verifyAuthenticity } from '../../../../src/adapters/authenticity/index.ts';
import { createWebhookSender, type Attempt, type WebhookSender } from '../../../../src/adapters/webhook-mapper/simulator/index.ts';
import { instantOf } from '../../../../src/domain/kernel/instant.ts';
import type { RawRequest } from '../../../../src/ports/index.ts';
import { timedIn } from '../../authenticity/known-schemes.ts';
import { aReceiver, type Receiver } from './receiver.ts';

const START_MS = 1_767_225_600_000;
const HOUR = 3_600_000;
const ana = { name: 'Ana Souza', phone: '+5511912345678', email: 'ana@example.com.br' };
const secret = 'whsec_0001';

const senderTo = ({ url }: Receiver, platform: string): WebhookSender => createWebhookSender({ target: url, platform, secret, clock: { now: () => START_MS } });

const textOf = ({ body }: Pick<RawRequest, 'body'>): string => Buffer.from(body).toString();
const statuses = (attempts: readonly Attempt[]): readonly (number | undefined)[] => attempts.map(({ status }) => status);
const verdict = (request: RawRequest, lateMs = 0): unknown =>
  verifyAuthenticity(timedIn('stripe-signature', 300), [secret], request, instantOf(START_MS + lateMs));

describe('the sender that plays platforms', () => {
  test('tells of a person, signed, and keeps a journal of what was answered', async () => {
    await using receiver = await aReceiver();
    const sender = senderTo(receiver, 'stripe');
    receiver.answer({ status: 200, body: 'ok' });
    await sender.report('checkout.session.completed', ana);
    const [request] = receiver.requests;
    expect(request && verdict(request)).toEqual({ authentic: 'yes' });
    expect(request && textOf(request)).toContain('+5511912345678');
    expect(sender.journal()).toMatchObject([{ delivery: 1, attempt: 1, event: 'checkout.session.completed', status: 200, answer: 'ok', accepted: true, atMs: START_MS }]);
  });

  test('repeats, comes late, and is tampered with, as wanted', async () => {
    await using receiver = await aReceiver();
    const sender = senderTo(receiver, 'stripe');
    const delivery = { json: { id: 'evt_1', type: 'x' } };
    await sender.send(delivery, { times: 3 });
    const first = await sender.send(delivery, { signedAtMs: START_MS - HOUR });
    await sender.send(delivery, { tampered: 'body-changed' });
    await sender.send(delivery, { tampered: 'body-cut' });
    await sender.send(delivery, { tampered: 'signed-by-another' });
    await sender.send(delivery, { tampered: 'unsigned' });
    expect(receiver.requests.map((request) => verdict(request))).toMatchObject([
      { authentic: 'yes' }, { authentic: 'yes' }, { authentic: 'yes' }, { why: 'too-old' }, { why: 'signature-wrong' }, { why: 'signature-wrong' }, { why: 'signature-wrong' },
      { why: 'signature-missing' },
    ]);
    expect(new Set(receiver.requests.slice(0, 4).map(textOf)).size).toBe(1);
    if (first !== undefined) await sender.replay(first);
    expect(receiver.requests.at(-1)?.headers['stripe-signature']).toBe(first?.request.headers['stripe-signature']);
  });

  test('sends many in another order, or together', async () => {
    await using receiver = await aReceiver(20);
    const sender = senderTo(receiver, 'other');
    const many = Array.from({ length: 8 }, (_, number) => ({ json: { number } }));
    await sender.sendAll(many, { order: 'reversed' });
    expect(receiver.requests.map(textOf)).toEqual(many.map(({ json }) => JSON.stringify(json)).toReversed());
    expect(receiver.mostTogether()).toBe(1);
    await sender.sendAll(many, { order: 'shuffled', atOnce: 4 });
    expect(receiver.requests.slice(8).map(textOf).toSorted()).toEqual(receiver.requests.slice(0, 8).map(textOf).toSorted());
    expect(receiver.requests.slice(8).map(textOf)).not.toEqual(receiver.requests.slice(0, 8).map(textOf).toReversed());
    expect(receiver.mostTogether()).toBe(4);
  });

  test('what nobody answers in time counts as not delivered', async () => {
    await using receiver = await aReceiver(200);
    const sender = createWebhookSender({ target: receiver.url, platform: 'other', habits: { patienceMs: 20 } });
    expect(await sender.send({ json: {} })).toMatchObject({ accepted: false, answer: '' });
  });
});

describe('what platforms do when they are not understood', () => {
  test('Stripe signs each attempt anew, at waits that grow, for three days', async () => {
    await using receiver = await aReceiver();
    const sender = senderTo(receiver, 'stripe');
    receiver.answer((number) => ({ status: number < 3 ? 500 : 200 }));
    await sender.report('invoice.paid', ana);
    await sender.advance(60_000);
    expect(receiver.requests).toHaveLength(2);
    await sender.settle();
    expect(statuses(sender.journal())).toEqual([500, 500, 200]);
    expect(new Set(receiver.requests.map(({ headers }) => headers['stripe-signature'])).size).toBe(3);
    expect(receiver.requests[2] && verdict(receiver.requests[2], 180_000)).toEqual({ authentic: 'yes' });
    receiver.answer({ status: 500 });
    await sender.report('invoice.paid', ana);
    await sender.settle();
    expect(sender.waiting()).toBe(0);
    const last = sender.journal().at(-1);
    expect((last?.atMs ?? 0) - START_MS).toBeLessThan(73 * HOUR);
  });

  test('Shopify tries eight times more in four hours, then removes the webhook', async () => {
    await using receiver = await aReceiver();
    const sender = senderTo(receiver, 'shopify');
    receiver.answer({ status: 500 });
    await sender.report('orders/paid', ana);
    await sender.advance(4 * HOUR);
    expect(receiver.requests).toHaveLength(9);
    expect(new Set(receiver.requests.map(({ headers }) => headers['x-shopify-webhook-id'])).size).toBe(1);
    expect(sender.condition()).toBe('removed');
    expect(await sender.report('orders/paid', ana)).toBeUndefined();
    expect(receiver.requests).toHaveLength(9);
  });

  test('WooCommerce takes 200 to 302, never tries again, and is off at the seventh failure in a row', async () => {
    await using receiver = await aReceiver();
    const sender = senderTo(receiver, 'woocommerce');
    receiver.answer({ status: 302, location: `${receiver.url}/elsewhere` });
    expect(await sender.report('order.created', ana)).toMatchObject({ accepted: true, status: 302 });
    receiver.answer({ status: 500 });
    for (let turn = 1; turn <= 6; turn += 1) await sender.report('order.created', ana);
    expect(sender.condition()).toBe('active');
    await sender.report('order.created', ana);
    expect(sender.condition()).toBe('disabled');
    await sender.settle();
    expect(receiver.requests).toHaveLength(8);
  });

  test('Asaas waits with all that comes behind, tries 15 times, interrupts its queue, and goes on in order when somebody switches it on', async () => {
    await using receiver = await aReceiver();
    const sender = senderTo(receiver, 'asaas');
    receiver.answer({ status: 500 });
    await sender.report('PAYMENT_CREATED', ana, 1);
    await sender.report('PAYMENT_CONFIRMED', ana, 1);
    await sender.settle();
    expect(receiver.requests).toHaveLength(15);
    expect(sender.condition()).toBe('interrupted');
    receiver.answer({ status: 200 });
    await sender.report('PAYMENT_RECEIVED', ana, 1);
    expect(receiver.requests).toHaveLength(15);
    await sender.reactivate();
    expect(sender.journal().slice(15).map(({ event }) => event)).toEqual(['PAYMENT_CREATED', 'PAYMENT_CONFIRMED', 'PAYMENT_RECEIVED']);
    expect(receiver.requests.every(({ headers }) => headers['asaas-access-token'] === secret)).toBe(true);
  });

  test('a queue that is asked for many at once still sends one after the other, and all of them', async () => {
    await using receiver = await aReceiver(10);
    const sender = senderTo(receiver, 'asaas');
    await sender.sendAll(Array.from({ length: 5 }, (_, number) => ({ json: { number } })), { atOnce: 5 });
    await sender.settle();
    expect(receiver.requests.map(textOf)).toEqual([0, 1, 2, 3, 4].map((number) => `{"number":${number}}`));
    expect(receiver.mostTogether()).toBe(1);
  });

  test('201 is not enough for those that want 200, and is for the others', async () => {
    await using receiver = await aReceiver();
    receiver.answer({ status: 201 });
    const accepted = async (platform: string): Promise<boolean | undefined> => (await senderTo(receiver, platform).send({ json: {} }))?.accepted;
    expect(await Promise.all(['asaas', 'eduzz', 'tray', 'vtex', 'stripe', 'bling'].map(accepted))).toEqual([false, false, false, false, true, true]);
  });

  test('redirects are not followed: to Kiwify one is a failure', async () => {
    await using receiver = await aReceiver();
    receiver.answer({ status: 307, location: `${receiver.url}/elsewhere` });
    expect(await senderTo(receiver, 'kiwify').report('order_approved', ana)).toMatchObject({ status: 307, accepted: false });
    expect(receiver.requests).toHaveLength(1);
  });

  test.each([{ platform: 'activecampaign', status: 410 }, { platform: 'typeform', status: 404 }, { platform: 'svix', status: 410 }])(
    '$status switches a webhook of $platform off at once', async ({ platform, status }) => {
      await using receiver = await aReceiver();
      const sender = senderTo(receiver, platform);
      receiver.answer({ status });
      await sender.send({ json: {} });
      expect(sender.condition()).toBe('disabled');
    });

  test('HubSpot does not repeat what was refused as 4xx; Twilio repeats only where nobody answered', async () => {
    await using receiver = await aReceiver();
    receiver.answer({ status: 401 });
    for (const platform of ['hubspot', 'twilio']) {
      const sender = senderTo(receiver, platform);
      await sender.send({ json: {} });
      expect(sender.waiting(), platform).toBe(0);
    }
    const unreached = createWebhookSender({ target: 'http://127.0.0.1:9/nobody', platform: 'twilio', secret });
    await unreached.send({ json: {} });
    await unreached.settle();
    expect(statuses(unreached.journal())).toEqual([undefined, undefined]);
  });
});

describe('what platforms ask before they begin', () => {
  test('Meta wants its challenge back, alone', async () => {
    await using receiver = await aReceiver();
    const sender = senderTo(receiver, 'meta-lead-ads');
    receiver.answer({ status: 200, body: '1158201444' });
    expect(await sender.activate()).toBe(true);
    expect(receiver.requests[0]?.method).toBe('GET');
    expect(new URL(receiver.requests[0]?.url ?? '').searchParams.get('hub.verify_token')).toBe('token-0001');
    receiver.answer({ status: 200, body: '"1158201444"' });
    expect(await sender.activate()).toBe(false);
    receiver.answer({ status: 403 });
    expect(await sender.activate()).toBe(false);
  });

  test('WooCommerce and VTEX want exactly 200 to an unsigned ping; Eduzz and RD Station anything of 2xx; others ask nothing', async () => {
    await using receiver = await aReceiver();
    const activated = (): Promise<readonly boolean[]> =>
      Promise.all(['woocommerce', 'vtex', 'eduzz', 'rdstation', 'stripe'].map((platform) => senderTo(receiver, platform).activate()));
    expect(await activated()).toEqual([true, true, true, true, true]);
    expect(receiver.requests.map(textOf)).toEqual(expect.arrayContaining(['webhook_id=12', '{"hookConfig":"ping"}']));
    receiver.answer({ status: 204 });
    expect(await activated()).toEqual([false, false, true, true, true]);
  });
});

import { afterEach, describe, expect, test, vi } from 'vitest';
import { verifyAuthenticity } from '../../../src/adapters/authenticity/index.ts';
import { signedDelivery } from '../../../src/adapters/webhook-mapper/simulator/index.ts';
import { instantOf } from '../../../src/domain/kernel/instant.ts';
import type { Scheme } from '../../../src/ports/index.ts';
import { aRequest } from './a-request.ts';
import { CASES, expectAgreement } from './agreement.ts';
import { aBody, aSecret, changedSomewhere, type Dice } from './dice.ts';
import { base64In, hexIn, standard, timedIn } from './known-schemes.ts';

// The platforms' own libraries judge what ours judges. Each is loaded by its test alone: some take a second to read.

const NOW_S = 1_767_225_600;
const target = 'https://hub.example.com.br/hooks/webhook/token-0001';

afterEach(() => {
  vi.useRealTimers();
});

/** Most of these libraries read the clock themselves. */
const stopTheClock = (): void => void vi.useFakeTimers({ toFake: ['Date'], now: NOW_S * 1000 });

/** On both sides of a tolerance, to the second, and now and then far away. */
const aDelayS = (dice: Dice): number => dice.pick([0, 0, 0, 299, 300, 301, -299, -300, -301, dice.below(1e6), -dice.below(1e6)]);

describe(`official libraries agree with ours, on ${CASES} generated cases each (WHK-07)`, () => {
  test('stripe: generateTestHeaderString signs, constructEvent judges; it refuses old times only', async () => {
    const { default: Stripe } = await import('stripe');
    const { webhooks } = Stripe;
    const scheme = timedIn('stripe-signature', 300);
    await expectAgreement((dice) => {
      const [payload, secret, timestamp] = [aBody(dice), aSecret(dice), NOW_S - aDelayS(dice)];
      const header = webhooks.generateTestHeaderString({ payload, secret, timestamp });
      const other = webhooks.generateTestHeaderString({ payload, secret: `${secret}x`, timestamp });
      const sent = dice.pick([
        header, header, header, `${header},v0=abc`, `${other},v1=${header.split('v1=')[1]}`, other, changedSomewhere(dice, header), header.toUpperCase(), header.slice(0, -1),
        header.replace('v1=', 'v0='), '', webhooks.generateTestHeaderString({ payload, secret, timestamp, scheme: 'v0' }),
      ]);
      const body = dice.pick([payload, payload, payload, changedSomewhere(dice, payload)]);
      return {
        request: aRequest({ body, headers: { 'stripe-signature': sent } }), scheme, secret, nowMs: NOW_S * 1000,
        theirs: () => webhooks.constructEvent(body, sent, secret, undefined, undefined, NOW_S * 1000),
      };
    });
  });

  test('twilio: getExpectedTwilioSignature signs; validateRequest, and validateRequestWithBody for JSON, judge', async () => {
    const { default: twilio } = await import('twilio');
    const addresses = ['https://hub.example.com.br/h', 'http://hub.example.com.br:8080/h?a=b c', "https://u:p@hub.example.com.br/h?x=it's&y=%20", 'https://HUB.example.com.br:443/h?é=ç'] as const;
    await expectAgreement((dice) => {
      const [secret, isForm, address] = [aSecret(dice), dice.below(3) > 0, dice.pick(addresses)];
      const json = aBody(dice);
      const params: Record<string, string | string[]> = isForm ? { To: dice.text(9), [`P${dice.text(3)}`]: dice.text(9), Twice: [dice.text(1), dice.text(1)] } : {};
      const url = isForm ? address : `${address}${address.includes('?') ? '&' : '?'}bodySHA256=${twilio.getExpectedBodyHash(json)}`;
      const signature = twilio.getExpectedTwilioSignature(secret, dice.pick([url, url, new URL(url).toString()]), params);
      const sent = dice.pick([signature, signature, signature, changedSomewhere(dice, signature), signature.replace('=', ''), '']);
      const asked = dice.pick([url, url, url, `${url}%20`, url.replace('://', '://www.')]);
      const form = new URLSearchParams(Object.entries(params).flatMap(([name, value]) => [value].flat().map((each) => [name, each])));
      const body = isForm ? form.toString() : dice.pick([json, json, `${json} `]);
      return {
        request: aRequest({ url: asked, body, headers: { 'x-twilio-signature': sent } }), scheme: { kind: 'twilio' }, secret, nowMs: NOW_S * 1000,
        theirs: () => (isForm ? twilio.validateRequest(secret, sent, asked, params) : twilio.validateRequestWithBody(secret, sent, asked, body)),
      };
    });
  });

  test.each(['standardwebhooks', 'svix'] as const)('%s: Webhook.sign signs, Webhook.verify judges; old and early times are refused', async (name) => {
    const { Webhook } = name === 'svix' ? await import('svix') : await import('standardwebhooks');
    stopTheClock();
    const family = name === 'svix' ? 'svix' : 'webhook';
    const scheme = standard(family);
    await expectAgreement((dice) => {
      const secret = `whsec_${Buffer.from(dice.bytes(24 + dice.below(40))).toString('base64')}`;
      const [payload, time, id] = [aBody(dice), NOW_S - aDelayS(dice), `msg_${dice.below(1e9)}`];
      const right = new Webhook(secret).sign(id, new Date(time * 1000), payload);
      const wrong = `v1,${Buffer.from(dice.bytes(32)).toString('base64')}`;
      const sent = dice.pick([
        right, right, right, right, `${wrong} ${right}`, `v1a,abc ${right} v2,${right}`, wrong, changedSomewhere(dice, right), right.replace('=', ''), right.replace('v1', 'v1a'), '',
      ]);
      const headers = { [`${family}-id`]: dice.below(9) > 0 ? id : `${id}x`, [`${family}-timestamp`]: `${dice.below(9) > 0 ? time : time + 1}`, [`${family}-signature`]: sent };
      const body = dice.pick([payload, payload, payload, changedSomewhere(dice, payload)]);
      return { request: aRequest({ body, headers }), scheme, secret, nowMs: NOW_S * 1000, theirs: () => accepts(() => new Webhook(secret).verify(body, headers)) };
    });
  });

  test('@hubspot/api-client: our simulator signs, Signature.isValid judges, v3 and v1; it refuses old times only', async () => {
    const { Signature } = await import('@hubspot/api-client');
    stopTheClock();
    const v3: Scheme = {
      kind: 'hmac', algorithm: 'sha256', encoding: 'base64', at: { header: 'x-hubspot-signature-v3' }, signed: '{method}{url}{body}{timestamp}',
      timestamp: { header: 'x-hubspot-request-timestamp', unit: 'ms', toleranceS: 300, refuses: 'old' },
    };
    const v1: Scheme = { kind: 'hash', at: { header: 'x-hubspot-signature' }, signed: '{secret}{body}' };
    await expectAgreement((dice) => {
      const [clientSecret, signatureVersion] = [aSecret(dice), dice.pick(['v3', 'v3', 'v1'])];
      const scheme = signatureVersion === 'v3' ? v3 : v1;
      const timestamp = NOW_S * 1000 - aDelayS(dice) * 1000 - dice.pick([0, 1, -1]);
      const { headers, url, body } = signedDelivery({ text: aBody(dice), contentType: 'application/json' }, { target, platform: 'hubspot', secret: clientSecret, atMs: timestamp });
      const name = signatureVersion === 'v3' ? 'x-hubspot-signature-v3' : 'x-hubspot-signature';
      const right = headers[name] ?? '';
      const sent = dice.pick([right, right, right, right, changedSomewhere(dice, right), right.replace('=', ' '), right.toUpperCase(), '']);
      const requestBody = dice.pick([0, 0, 0, 1]) === 0 ? Buffer.from(body).toString() : changedSomewhere(dice, Buffer.from(body).toString());
      return {
        request: aRequest({ url, body: requestBody, headers: { ...headers, [name]: sent } }), scheme, secret: clientSecret, nowMs: NOW_S * 1000,
        theirs: () => Signature.isValid({ signature: sent, clientSecret, requestBody, url, method: 'POST', signatureVersion, timestamp }),
      };
    });
  });

  test('@octokit/webhooks-methods: our simulator signs, verify judges: the way of Meta and Bling', async () => {
    const { verify } = await import('@octokit/webhooks-methods');
    await expectAgreement((dice) => {
      const secret = aSecret(dice);
      const platform = dice.pick(['whatsapp', 'bling']);
      const header = platform === 'whatsapp' ? 'x-hub-signature-256' : 'x-bling-signature-256';
      const { headers, body } = signedDelivery({ text: aBody(dice), contentType: 'application/json' }, { target, platform, secret, atMs: 0 });
      const right = headers[header] ?? '';
      const sent = dice.pick([right, right, right, right, changedSomewhere(dice, right), right.toUpperCase(), right.slice(7), `${right}0`, '']);
      const payload = Buffer.from(body).toString();
      const received = dice.pick([payload, payload, payload, changedSomewhere(dice, payload)]);
      return {
        request: aRequest({ body: received, headers: { [header]: sent } }), scheme: hexIn(header, 'sha256='), secret, nowMs: 0,
        theirs: () => verify(secret, received, sent),
      };
    });
  });

  test('@shopify/shopify-api: our simulator signs, webhooks.validate judges', async () => {
    await import('@shopify/shopify-api/adapters/node');
    const { ApiVersion, LogSeverity, shopifyApi } = await import('@shopify/shopify-api');
    const shopWith = (apiSecretKey: string): ReturnType<typeof shopifyApi> => shopifyApi({
      apiKey: 'key', apiSecretKey, hostName: 'hub.example.com.br', apiVersion: ApiVersion.January26, isEmbeddedApp: false, logger: { level: LogSeverity.Error },
    });
    const secrets = ['shpss_0001', 'segredo com ção', 'x'.repeat(90), '🙂'] as const;
    const shops = new Map(secrets.map((secret) => [secret, shopWith(secret)] as const));
    await expectAgreement((dice) => {
      const secret = dice.pick(secrets);
      const required = { 'x-shopify-topic': 'orders/paid', 'x-shopify-shop-domain': 'loja.myshopify.com', 'x-shopify-api-version': '2026-01', 'x-shopify-webhook-id': '1' };
      const { headers, body } = signedDelivery({ text: aBody(dice), contentType: 'application/json', headers: required }, { target, platform: 'shopify', secret, atMs: 0 });
      const right = headers['x-shopify-hmac-sha256'] ?? '';
      const sent = dice.pick([right, right, right, right, changedSomewhere(dice, right), right.replace('=', ''), right.replaceAll('+', '-').replace('=', ''), '']);
      const payload = Buffer.from(body).toString();
      const rawBody = dice.pick([payload, payload, payload, changedSomewhere(dice, payload)]);
      const request = aRequest({ body: rawBody, headers: { ...headers, 'x-shopify-hmac-sha256': sent } });
      const rawRequest = { method: 'POST', url: '/h', headers: request.headers };
      return {
        request, scheme: base64In('x-shopify-hmac-sha256'), secret, nowMs: 0,
        theirs: async () => (await shops.get(secret)?.webhooks.validate({ rawBody, rawRequest }))?.valid ?? false,
      };
    });
  });
});

describe('where we are stricter than official libraries, since a signature has one spelling (WHK-07)', () => {
  test('stripe reads a time up to its first letter; ours reads it as it was signed', async () => {
    const { default: Stripe } = await import('stripe');
    const header = Stripe.webhooks.generateTestHeaderString({ payload: '{}', secret: 'whsec_1', timestamp: NOW_S });
    const odd = header.replace(',', 's,');
    expect(accepts(() => Stripe.webhooks.constructEvent('{}', odd, 'whsec_1', undefined, undefined, NOW_S * 1000))).toBe(true);
    expect(verifyAuthenticity(timedIn('stripe-signature', 300), ['whsec_1'], aRequest({ headers: { 'stripe-signature': odd } }), instantOf(NOW_S * 1000)).authentic).toBe('no');
  });

  test('standardwebhooks does the same', async () => {
    const { Webhook } = await import('standardwebhooks');
    stopTheClock();
    const hook = new Webhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': `${NOW_S}s`, 'webhook-signature': hook.sign('msg_1', new Date(NOW_S * 1000), '{}') };
    expect(accepts(() => hook.verify('{}', headers))).toBe(true);
    expect(verifyAuthenticity(standard('webhook'), ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], aRequest({ headers }), instantOf(NOW_S * 1000)).authentic).toBe('no');
  });
});

/** Some of them refuse by throwing, and return nothing, or the body, where they accept. */
function accepts(judge: () => unknown): boolean {
  try {
    judge();
    return true;
  } catch {
    return false;
  }
}

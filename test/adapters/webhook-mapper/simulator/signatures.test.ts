import { describe, expect, test } from 'vitest';
import { verifyAuthenticity } from '../../../../src/adapters/authenticity/index.ts';
import { platforms } from '../../../../src/adapters/webhook-mapper/index.ts';
import { readyMadeDelivery, readyMadeEvents, signedDelivery, type Delivery } from '../../../../src/adapters/webhook-mapper/simulator/index.ts';
import { instantOf } from '../../../../src/domain/kernel/instant.ts';
import type { RawRequest, Scheme } from '../../../../src/ports/index.ts';

const atMs = 1_767_225_600_123;
const target = 'https://hub.example.com.br/hooks/webhook/token-0001';
const person = { name: 'Ana Conceição Souza', phone: '+5511912345678', email: 'ana@example.com.br' };
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** What nobody signs when it is sent: pings, forms of sites, and platforms without a signature. */
const unsigned = new Set(['activecampaign', 'bagy', 'logzz', 'rdstation', 'tray', 'zapier']);

const schemesOf = (platform: string): readonly Scheme[] =>
  (platforms.find(platform === 'svix' ? 'standard-webhooks' : platform)?.authenticity ?? []).map(({ scheme }) => scheme).filter(({ kind }) => kind !== 'address-alone');

const isProven = (request: RawRequest, platform: string, by = secret): boolean =>
  schemesOf(platform).some((scheme) => verifyAuthenticity(scheme, [by], request, instantOf(atMs)).authentic === 'yes');

const cases = Object.entries(readyMadeEvents()).filter(([platform]) => !unsigned.has(platform)).flatMap(([platform, events]) => events.map((event) => ({ platform, event })));

describe('what the simulator signs is authentic, and what is changed is not (WHK-07)', () => {
  test.each(cases)('$platform: $event', ({ platform, event }) => {
    const request = signedDelivery(readyMadeDelivery(platform, event, { person, number: 7, atMs }), { target, platform, secret, atMs });
    expect(isProven(request, platform)).toBe(true);
    expect(isProven(request, platform, `${secret.slice(0, -1)}x`)).toBe(false);
  });

  test('a secret that the body itself shows is one more field of it, in JSON and in forms', () => {
    const shown = (delivery: Delivery, scheme: Scheme): string =>
      Buffer.from(signedDelivery(delivery, { target, platform: 'other', secret: 'x', scheme, atMs }).body).toString();
    const scheme: Scheme = { kind: 'shown', at: { field: 'token' } };
    expect(shown({ json: { a: 1 } }, scheme)).toBe('{"token":"x","a":1}');
    expect(shown({ json: {} }, scheme)).toBe('{"token":"x"}');
    expect(shown({ form: { a: { b: [1, null] } } }, scheme)).toBe('a%5Bb%5D%5B0%5D=1&token=x');
  });

  const ways = platforms.list().flatMap(({ id, authenticity }) => authenticity.map((choice) => ({ platform: id, way: choice.id, scheme: choice.scheme })));

  test.each(ways)('any account of $platform may choose $way', ({ scheme }) => {
    const request = signedDelivery({ json: { nome: 'Ana Conceição' } }, { target, platform: 'other', secret, scheme, atMs });
    expect(verifyAuthenticity(scheme, [secret], request, instantOf(atMs))).toEqual({ authentic: 'yes' });
  });

  test('each person and each occasion has a body of its own', () => {
    for (const { platform, event } of cases) {
      const bodyOf = (number: number): string => JSON.stringify(readyMadeDelivery(platform, event, { person, number, atMs }));
      if (event !== 'ping' && platform !== 'wordpress') expect(bodyOf(1), `${platform} ${event}`).not.toBe(bodyOf(2));
    }
  });

  test('a body is ready for every platform that has a preset, but for Notazz, whose bodies nobody knows', () => {
    const ready = readyMadeEvents();
    expect(platforms.list().map(({ id }) => id).filter((id) => !(id in ready))).toEqual(['notazz', 'other']);
  });

  test('a body that nobody wrote is missed by name', () => {
    expect(() => readyMadeDelivery('kiwify', 'PAID', { person, number: 1, atMs })).toThrow(/No body of kiwify is ready for "PAID".*order_approved/);
  });
});

import { describe, expect, test } from 'vitest';
import { verifyAuthenticity } from '../../../src/adapters/authenticity/index.ts';
import { instantOf } from '../../../src/domain/kernel/instant.ts';
import type { AuthenticityVerdict, RawRequest, Scheme } from '../../../src/ports/index.ts';
import { aRequest } from './a-request.ts';
import { base64In, hexIn, standard, timedIn } from './known-schemes.ts';
import { hmac, sha256Hex } from './signing.ts';

const NOW_S = 1_767_225_600;
const secret = 'segredo-0001';
const body = '{"evento":"pago","nome":"Ana Conceição"}';

const verdict = (scheme: Scheme, request: Partial<Omit<RawRequest, 'body'>> & { readonly body?: string | Uint8Array }, ...secrets: readonly string[]): AuthenticityVerdict =>
  verifyAuthenticity(scheme, secrets.length === 0 ? [secret] : secrets, aRequest({ body, ...request }), instantOf(NOW_S * 1000));

const yes: AuthenticityVerdict = { authentic: 'yes' };
const no = (why: Extract<AuthenticityVerdict, { authentic: 'no' }>['why']): AuthenticityVerdict => ({ authentic: 'no', why });

describe('address alone (WHK-07)', () => {
  test('asks for nothing but the address, not even a secret', () => {
    expect(verifyAuthenticity({ kind: 'address-alone' }, [], aRequest(), instantOf(0))).toEqual(yes);
  });
});

describe('a shown secret (WHK-07)', () => {
  const inHeader: Scheme = { kind: 'shown', at: { header: 'X-HOTMART-HOTTOK' } };

  test('is found in a header, a query, a field of JSON, or a field of a form', () => {
    expect(verdict(inHeader, { headers: { 'x-hotmart-hottok': secret } })).toEqual(yes);
    expect(verdict({ kind: 'shown', at: { query: 'token' } }, { url: `https://hub.example.com.br/x?a=1&token=${secret}#b` })).toEqual(yes);
    expect(verdict({ kind: 'shown', at: { field: 'token' } }, { body: JSON.stringify({ token: secret }) })).toEqual(yes);
    expect(verdict({ kind: 'shown', at: { field: 'data.token' } }, { body: JSON.stringify({ data: { token: secret } }) })).toEqual(yes);
    expect(verdict({ kind: 'shown', at: { field: 'chave_unica' } }, { body: `a=1&chave_unica=${secret}` })).toEqual(yes);
    expect(verdict({ kind: 'shown', at: { field: 'data.token' } }, { body: `data%5Btoken%5D=${secret}` })).toEqual(yes);
  });

  test('is refused when another stands there, nothing does, or something that is no text', () => {
    expect(verdict(inHeader, { headers: { 'x-hotmart-hottok': 'segredo-0002' } })).toEqual(no('signature-wrong'));
    expect(verdict(inHeader, { headers: { 'x-hotmart-hottok': `${secret} ` } })).toEqual(no('signature-wrong'));
    expect(verdict(inHeader, {})).toEqual(no('signature-missing'));
    expect(verdict({ kind: 'shown', at: { field: 'token' } }, { body: '{"token":{"a":1}}' })).toEqual(no('signature-missing'));
    expect(verdict({ kind: 'shown', at: { field: '__proto__.token' } }, { body: '{"a":1}' })).toEqual(no('signature-missing'));
  });

  test('of several places the first that holds anything counts, so that a wrong header is not mended by the body', () => {
    const either: Scheme = { kind: 'shown', at: [{ header: 'x-hotmart-hottok' }, { field: 'hottok' }] };
    expect(verdict(either, { body: JSON.stringify({ hottok: secret }) })).toEqual(yes);
    expect(verdict(either, { headers: { 'x-hotmart-hottok': 'outro' }, body: JSON.stringify({ hottok: secret }) })).toEqual(no('signature-wrong'));
  });

  test('may have a prefix, and accents in either way of writing them in a header', () => {
    const bearer: Scheme = { kind: 'shown', at: { header: 'authorization' }, prefix: 'Bearer ' };
    expect(verdict(bearer, { headers: { authorization: `Bearer ${secret}` } })).toEqual(yes);
    expect(verdict(bearer, { headers: { authorization: `bearer ${secret}` } })).toEqual(no('signature-malformed'));
    expect(verdict(bearer, { headers: { authorization: `Bearer ${Buffer.from('senhação').toString('latin1')}` } }, 'senhação')).toEqual(yes);
    expect(verdict(bearer, { headers: { authorization: 'Bearer senhação' } }, 'senhação')).toEqual(yes);
  });
});

describe('HTTP Basic (WHK-07)', () => {
  const header = (text: string): { headers: Record<string, string> } => ({ headers: { authorization: text } });
  const credentials = 'ana:senha:com dois pontos';
  const written = Buffer.from(credentials).toString('base64');

  test('accepts user and password, and no other spelling of them', () => {
    expect(verdict({ kind: 'basic' }, header(`Basic ${written}`), credentials)).toEqual(yes);
    expect(verdict({ kind: 'basic' }, header(`Basic ${written.replaceAll('=', '')} `), credentials)).toEqual(no('signature-wrong'));
    expect(verdict({ kind: 'basic' }, header(`Basic ${written}`), 'ana:outra')).toEqual(no('signature-wrong'));
    expect(verdict({ kind: 'basic' }, header('Digest abc'), credentials)).toEqual(no('signature-malformed'));
    expect(verdict({ kind: 'basic' }, {}, credentials)).toEqual(no('signature-missing'));
  });
});

describe('HMAC (WHK-07)', () => {
  const hex = hmac('sha256', secret, body).toString('hex');
  const base64 = hmac('sha256', secret, body).toString('base64');
  const at = (signature: string): { headers: Record<string, string> } => ({ headers: { 'x-signature': signature } });

  test('over the bytes as they came, in hex or base64, with a prefix or without', () => {
    expect(verdict(hexIn('X-Signature'), at(hex))).toEqual(yes);
    expect(verdict(hexIn('X-Signature', 'sha256='), at(`sha256=${hex}`))).toEqual(yes);
    expect(verdict(base64In('X-Signature'), at(base64))).toEqual(yes);
    expect(verdict(hexIn('X-Signature'), { ...at(hex), body: `${body}\n` })).toEqual(no('signature-wrong'));
    expect(verdict(hexIn('X-Signature', 'sha256='), at(hex))).toEqual(no('signature-malformed'));
  });

  test('with SHA-1 and SHA-512, and in the query, as Kiwify has it', () => {
    const sha1: Scheme = { kind: 'hmac', algorithm: 'sha1', encoding: 'hex', at: { query: 'signature' } };
    const sha512: Scheme = { kind: 'hmac', algorithm: 'sha512', encoding: 'hex', at: { header: 'x-signature' } };
    expect(verdict(sha1, { url: `https://hub.example.com.br/h?a=b&signature=${hmac('sha1', secret, body).toString('hex')}` })).toEqual(yes);
    expect(verdict(sha512, at(hmac('sha512', secret, body).toString('hex')))).toEqual(yes);
  });

  test('no other spelling of the same bytes passes', () => {
    expect(verdict(hexIn('x-signature'), at(hex.toUpperCase()))).toEqual(no('signature-malformed'));
    expect(verdict(hexIn('x-signature'), at(` ${hex}`))).toEqual(no('signature-malformed'));
    expect(verdict(hexIn('x-signature'), at(`${hex}zz`))).toEqual(no('signature-malformed'));
    for (const other of [base64.replace('=', ''), base64.replaceAll('+', '-').replaceAll('/', '_').replace('=', ''), strayBits(base64), `${base64}=`, `${base64}\n`]) {
      expect(verdict(base64In('x-signature'), at(other)), other).toEqual(no('signature-malformed'));
    }
  });

  test('wrong lengths and what is no hex or base64 at all are refused cleanly', () => {
    for (const odd of ['a', hex.slice(2), 'não é hex', '%', '{}', 'é'.repeat(64), '\u0000']) {
      expect(verdict(hexIn('x-signature'), at(odd)), odd).toEqual(no('signature-malformed'));
      expect(verdict(base64In('x-signature'), at(odd)), odd).toEqual(no('signature-malformed'));
    }
    expect(verdict(hexIn('x-signature'), at(''))).toEqual(no('signature-missing'));
  });

  test('a blank secret is none: what is signed with nothing is signed by anybody', () => {
    expect(verdict(hexIn('x-signature'), at(hmac('sha256', '', body).toString('hex')), '')).toEqual(no('secret-missing'));
    expect(verdict(hexIn('x-signature'), at(hmac('sha256', ' ', body).toString('hex')), ' ')).toEqual(no('secret-missing'));
    expect(verifyAuthenticity(hexIn('x-signature'), [], aRequest({ body, ...at(hex) }), instantOf(0))).toEqual(no('secret-missing'));
  });
});

describe('HMAC with a time (WHK-07)', () => {
  const scheme = timedIn('stripe-signature', 300);
  const signed = (time: string, key = secret): string => hmac('sha256', key, `${time}.`, body).toString('hex');
  const header = (text: string): { headers: Record<string, string> } => ({ headers: { 'stripe-signature': text } });

  test('any of several signatures of the pairs is enough; what else is among the pairs does not count', () => {
    const right = signed(`${NOW_S}`);
    expect(verdict(scheme, header(`t=${NOW_S},v1=${right}`))).toEqual(yes);
    expect(verdict(scheme, header(`t=${NOW_S},v1=${signed(`${NOW_S}`, 'outro')},v1=${right},v0=abc`))).toEqual(yes);
    expect(verdict(scheme, header(`t=${NOW_S},v0=${right}`))).toEqual(no('signature-missing'));
    expect(verdict(scheme, header(`v1=${right}`))).toEqual(no('signature-missing'));
  });

  test('the time is read as it was signed: no other spelling, and one alone', () => {
    const right = signed(`${NOW_S}`);
    for (const time of [`${NOW_S}abc`, ` ${NOW_S}`, `-${NOW_S}`, `${NOW_S}.0`, '', '1e9', 'NaN']) {
      expect(verdict(scheme, header(`t=${time},v1=${right}`)), time).toEqual(no('signature-malformed'));
    }
    expect(verdict(scheme, header(`t=0${NOW_S},v1=${right}`))).toEqual(no('signature-wrong'));
    expect(verdict(scheme, header(`t=${NOW_S},t=${NOW_S},v1=${right}`))).toEqual(no('signature-malformed'));
  });

  test('an old time is refused to the second; an early one only where the platform refuses it', () => {
    const at = (time: number, rule: 'old' | 'old-and-early'): AuthenticityVerdict =>
      verdict({ ...scheme, timestamp: { unit: 's', toleranceS: 300, refuses: rule } }, header(`t=${time},v1=${signed(`${time}`)}`));
    expect(at(NOW_S - 300, 'old')).toEqual(yes);
    expect(at(NOW_S - 301, 'old')).toEqual(no('too-old'));
    expect(at(NOW_S + 9999, 'old')).toEqual(yes);
    expect(at(NOW_S + 300, 'old-and-early')).toEqual(yes);
    expect(at(NOW_S + 301, 'old-and-early')).toEqual(no('too-early'));
  });

  test('who did not sign is told nothing of the time', () => {
    expect(verdict(scheme, header(`t=1,v1=${signed('1', 'outro')}`))).toEqual(no('signature-wrong'));
  });
});

describe('Standard Webhooks and Svix (WHK-07)', () => {
  const key = Buffer.from('0123456789abcdef01234567');
  const whsec = `whsec_${key.toString('base64')}`;
  const signature = (id: string, time: number): string => hmac('sha256', key, `${id}.${time}.`, body).toString('base64');
  const headers = (text: string, id = 'msg_1'): { headers: Record<string, string> } =>
    ({ headers: { 'webhook-id': id, 'webhook-timestamp': `${NOW_S}`, 'webhook-signature': text } });

  test('a list of signatures, of which one of this version is enough, under a decoded key', () => {
    const right = `v1,${signature('msg_1', NOW_S)}`;
    expect(verdict(standard('webhook'), headers(right), whsec)).toEqual(yes);
    expect(verdict(standard('webhook'), headers(right), whsec.slice('whsec_'.length))).toEqual(yes);
    expect(verdict(standard('webhook'), headers(`v1,${signature('x', NOW_S)} v1a,abc ${right}`), whsec)).toEqual(yes);
    expect(verdict(standard('webhook'), headers(right, 'msg_2'), whsec)).toEqual(no('signature-wrong'));
    expect(verdict(standard('webhook'), headers('v1a,abc'), whsec)).toEqual(no('signature-missing'));
    expect(verdict(standard('svix'), headers(right), whsec)).toEqual(no('signature-missing'));
  });

  test('a secret that is no base64 is none', () => {
    const right = `v1,${signature('msg_1', NOW_S)}`;
    expect(verdict(standard('webhook'), headers(right), 'whsec_é')).toEqual(no('secret-missing'));
    expect(verdict(standard('webhook'), headers(right), 'whsec_')).toEqual(no('secret-missing'));
    expect(verdict(standard('webhook'), headers(right), 'whsec_é', whsec)).toEqual(yes);
  });

  test('a secret has one spelling too, but for its padding: another one of the same key is none', () => {
    const odd = Buffer.from([0xfb, 0xef, ...key]);
    const written = odd.toString('base64');
    const right = headers(`v1,${hmac('sha256', odd, `msg_1.${NOW_S}.`, body).toString('base64')}`);
    expect(verdict(standard('webhook'), right, `whsec_${written}`)).toEqual(yes);
    expect(verdict(standard('webhook'), right, `whsec_${written.replace('=', '')}`)).toEqual(yes);
    expect(verdict(standard('webhook'), right, `whsec_${written.replaceAll('+', '-')}`)).toEqual(no('secret-missing'));
    expect(verdict(standard('webhook'), right, `whsec_${strayBits(written)}`)).toEqual(no('secret-missing'));
  });
});

describe('HubSpot (WHK-07)', () => {
  test('v3 signs method, address, body and a time in milliseconds', () => {
    const scheme: Scheme = {
      kind: 'hmac', algorithm: 'sha256', encoding: 'base64', at: { header: 'x-hubspot-signature-v3' }, signed: '{method}{url}{body}{timestamp}',
      timestamp: { header: 'x-hubspot-request-timestamp', unit: 'ms', toleranceS: 300, refuses: 'old' },
    };
    const url = 'https://hub.example.com.br/hooks/webhook/t?a=1';
    const at = (time: number, method = 'POST'): AuthenticityVerdict => verdict(scheme, {
      url, method, headers: {
        'x-hubspot-request-timestamp': `${time}`,
        'x-hubspot-signature-v3': hmac('sha256', secret, `POST${url}`, body, `${time}`).toString('base64'),
      },
    });
    expect(at(NOW_S * 1000)).toEqual(yes);
    expect(at(NOW_S * 1000, 'PUT')).toEqual(no('signature-wrong'));
    expect(at(NOW_S * 1000 - 300_000)).toEqual(yes);
    expect(at(NOW_S * 1000 - 300_001)).toEqual(no('too-old'));
  });

  test('v1 and v2 are plain hashes of the secret and what is sent', () => {
    const at = { header: 'x-hubspot-signature' };
    const url = aRequest().url;
    expect(verdict({ kind: 'hash', at, signed: '{secret}{body}' }, { headers: { 'x-hubspot-signature': sha256Hex(secret + body) } })).toEqual(yes);
    expect(verdict({ kind: 'hash', at, signed: '{secret}{method}{url}{body}' }, { headers: { 'x-hubspot-signature': sha256Hex(`${secret}POST${url}${body}`) } })).toEqual(yes);
    expect(verdict({ kind: 'hash', at, signed: '{secret}{body}' }, { headers: { 'x-hubspot-signature': sha256Hex(`outro${body}`) } })).toEqual(no('signature-wrong'));
    expect(verdict({ kind: 'hash', at, signed: '{secret}{body}' }, { headers: { 'x-hubspot-signature': 'zz' } })).toEqual(no('signature-malformed'));
    expect(verdict({ kind: 'hash', at, signed: '{secret}{body}' }, {})).toEqual(no('signature-missing'));
  });
});

describe('Twilio (WHK-07)', () => {
  const signed = (url: string, text: string): Record<string, string> => ({ 'x-twilio-signature': hmac('sha1', secret, url + text).toString('base64') });
  const twilio: Scheme = { kind: 'twilio' };
  const form = 'To=whatsapp%3A%2B5511912345678&Body=Ol%C3%A1+mundo&From=1';
  const sorted = 'BodyOlá mundoFrom1Towhatsapp:+5511912345678';

  test('signs the address and the parameters in order, however the form is written', () => {
    const url = 'https://hub.example.com.br/h?canal=w%20a';
    expect(verdict(twilio, { url, body: form, headers: signed(url, sorted) })).toEqual(yes);
    expect(verdict(twilio, { url, body: form.replace('+', '%20'), headers: signed(url, sorted) })).toEqual(yes);
    expect(verdict(twilio, { url, body: `${form}&A=1`, headers: signed(url, sorted) })).toEqual(no('signature-wrong'));
    expect(verdict(twilio, { url: url.replace('canal', 'canais'), body: form, headers: signed(url, sorted) })).toEqual(no('signature-wrong'));
    expect(verdict(twilio, { url, body: form, headers: { 'x-twilio-signature': 'abc' } })).toEqual(no('signature-malformed'));
    expect(verdict(twilio, { url, body: form })).toEqual(no('signature-missing'));
  });

  test('takes the address with the usual port or without it, and without what stands behind #', () => {
    const url = 'https://hub.example.com.br/h';
    expect(verdict(twilio, { url, body: form, headers: signed('https://hub.example.com.br:443/h', sorted) })).toEqual(yes);
    expect(verdict(twilio, { url: `${url}#rc=3`, body: form, headers: signed(url, sorted) })).toEqual(yes);
    expect(verdict(twilio, { url: 'http://hub.example.com.br:8080/h', body: form, headers: signed('http://hub.example.com.br/h', sorted) })).toEqual(yes);
  });

  test('of JSON signs the address, in which the hash of the body stands', () => {
    const url = `https://hub.example.com.br/h?bodySHA256=${sha256Hex(body)}`;
    expect(verdict(twilio, { url, headers: signed(url, '') })).toEqual(yes);
    expect(verdict(twilio, { url, body: `${body} `, headers: signed(url, '') })).toEqual(no('signature-wrong'));
    expect(verdict(twilio, { url: url.toUpperCase(), headers: signed(url.toUpperCase(), '') })).toEqual(no('signature-wrong'));
  });
});

/** The same bytes, read by a careless decoder: the last letter before the padding carries bits that mean nothing. */
function strayBits(base64: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const last = base64.length - 2;
  return `${base64.slice(0, last)}${letters[letters.indexOf(base64.charAt(last)) + 1]}=`;
}

import { describe, expect, test } from 'vitest';
import { decodeBody, MAX_BODY_BYTES, takeApart } from '../../../src/adapters/webhook-mapper/index.ts';
import { FORM_LIMITS } from '../../../src/adapters/webhook-mapper/form-body.ts';
import { aRequest, asForm } from './receive.ts';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
const read = (body: Uint8Array | string, type?: string) => decodeBody(typeof body === 'string' ? bytes(body) : body, type);
const form = (body: string) => read(body, FORM_TYPE);
const ok = (value: unknown) => ({ ok: true, value });

describe('WHK-02: a body is what its type says, or what it looks like', () => {
  test.for([
    ['JSON by its type', '{"a":1}', JSON_TYPE, { a: 1 }],
    ['JSON by a type made of it', '{"a":1}', 'application/vnd.api+json; charset=utf-8', { a: 1 }],
    ['JSON without a type', ' [1,2]', undefined, [1, 2]],
    ['JSON that says it is a form', '{"a":"b=c&d"}', FORM_TYPE, { a: 'b=c&d' }],
    ['JSON that says it is text', '{"a":1}', 'text/plain', { a: 1 }],
    ['a bare value of JSON', '"ping"', JSON_TYPE, 'ping'],
    ['a form by its type', 'a=1&b=', FORM_TYPE, { a: '1', b: '' }],
    ['a form that says it is JSON', 'nome=Ana&fone=11', JSON_TYPE, { nome: 'Ana', fone: '11' }],
    ['a form without a type', 'webhook_id=7', undefined, { webhook_id: '7' }],
    ['a form of one word', 'ping', FORM_TYPE, { ping: '' }],
    ['nothing', '', JSON_TYPE, null],
    ['blanks', ' \n', FORM_TYPE, null],
  ] as const)('%s', ([, body, type, expected]) => {
    expect(read(body, type)).toEqual(ok(expected));
  });

  test.for([
    ['files and forms with files', '--x\r\ncontent', 'multipart/form-data; boundary=x', 'multipart'],
    ['XML', '<order/>', 'application/xml', 'xml'],
    ['XML without a type', '<?xml version="1.0"?><a b="c"/>', undefined, 'xml'],
    ['plain words', 'hello there', 'text/plain', 'neither-json-nor-form'],
    ['broken JSON', '{"a":', JSON_TYPE, 'neither-json-nor-form'],
    ['JSON too deep', `${'['.repeat(5000)}${']'.repeat(5000)}`, JSON_TYPE, 'too-deep'],
    ['a form of too many fields', 'a=1&'.repeat(FORM_LIMITS.fields + 1), FORM_TYPE, 'too-wide'],
  ] as const)('%s are refused by name', ([, body, type, reason]) => {
    expect(read(body, type)).toEqual({ ok: false, reason });
  });

  test('what is larger than any delivery is not looked at', () => {
    expect(read(new Uint8Array(MAX_BODY_BYTES + 1).fill(32), JSON_TYPE)).toEqual({ ok: false, reason: 'too-wide' });
    expect(read(new Uint8Array(MAX_BODY_BYTES).fill(32), JSON_TYPE)).toEqual(ok(null));
  });

  test('integers beyond 2^53 keep their digits', () => {
    expect(read('{"id":820982911946154508}', JSON_TYPE)).toEqual(ok({ id: '820982911946154508' }));
  });
});

describe('forms as PHP writes them', () => {
  test('brackets are objects and lists; dots and spaces in names stay', () => {
    expect(form('fields[name][value]=Ana&form%5Bname%5D=Contato&i[]=1&i[]=2&p[0][sku]=a&p[1][sku]=b&1.3=Ana&Page+URL=x')).toEqual(ok({
      fields: { name: { value: 'Ana' } }, form: { name: 'Contato' }, i: ['1', '2'], p: [{ sku: 'a' }, { sku: 'b' }], '1.3': 'Ana', 'Page URL': 'x',
    }));
  });

  test('a name that comes twice is a list', () => {
    expect(form('tag=a&tag=b')).toEqual(ok({ tag: ['a', 'b'] }));
  });

  test('a far place in a list costs nothing, and lists have no holes', () => {
    expect(form('a[999999999]=x&b[3]=y')).toEqual(ok({ a: { 999999999: 'x' }, b: ['y'] }));
  });

  // A list with holes for every field would be half a million entries: the test would not come to its end in time.
  test('many far places, and one list of all fields, are read', () => {
    const far = Array.from({ length: FORM_LIMITS.fields }, (_, at) => `a${at}[${FORM_LIMITS.list - 1}]=x`).join('&');
    const one = Array.from({ length: FORM_LIMITS.fields }, (_, at) => `a[${at}]=x`).join('&');
    expect([form(far).ok, form(one).ok]).toEqual([true, true]);
  });

  test('what is nested deeper than the limit stays a name', () => {
    const { depth } = FORM_LIMITS;
    const result = form(`a${'[b]'.repeat(depth + 3)}=x`);
    expect(JSON.stringify(result)).toContain('"[b][b][b]":"x"');
  });

  test('names that mean something to the language are inert', () => {
    const result = form('__proto__[polluted]=1&a[__proto__][polluted]=1&constructor[prototype][polluted]=1&a[b]=c');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(result).toMatchObject({ ok: true, value: { a: { b: 'c' } } });
  });

  test('JSON in the only field is the body; beside others it stays a text', () => {
    expect(form('payload=%7B%22event%22%3A%22paid%22%7D')).toEqual(ok({ event: 'paid' }));
    expect(form('json=%7B%7D&tipo=3')).toEqual(ok({ json: '{}', tipo: '3' }));
    expect(form('nota=%7Bnot+json')).toEqual(ok({ nota: '{not json' }));
  });

  test('a form that a relay made flat JSON of is a form again', () => {
    expect(read('{"form[id]":"1","fields[tel][value]":"11900000001","n":2,"empty":null}', JSON_TYPE))
      .toEqual(ok({ form: { id: '1' }, fields: { tel: { value: '11900000001' } }, n: '2', empty: '' }));
    expect(read('{"a[b]":"1","c":{"d":1}}', JSON_TYPE)).toEqual(ok({ 'a[b]': '1', c: { d: 1 } }));
  });
});

describe('charsets', () => {
  test.for([
    ['UTF-8', bytes('{"n":"João"}'), JSON_TYPE],
    ['a byte order mark', bytes('\uFEFF{"n":"João"}'), JSON_TYPE],
    ['Latin-1, told', latin('{"n":"João"}'), 'application/json; charset="ISO-8859-1"'],
    ['Latin-1, not told', latin('{"n":"João"}'), JSON_TYPE],
    ['Latin-1 that says it is UTF-8', latin('{"n":"João"}'), 'application/json; charset=utf-8'],
    ['UTF-8 that says it is ASCII', bytes('{"n":"João"}'), 'application/json; charset=us-ascii'],
    ['Latin-1 that says it is ASCII', latin('{"n":"João"}'), 'application/json; charset=ASCII'],
    ['a charset that nobody knows', bytes('{"n":"João"}'), 'application/json; charset=klingon'],
    ['UTF-16 with its mark', Uint8Array.from(['\uFEFF{"n":"João"}'].flatMap((text) => [...text].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]))), JSON_TYPE],
    ['a form in UTF-8', bytes('n=Jo%C3%A3o'), FORM_TYPE],
    ['a form in Latin-1, escaped', bytes('n=Jo%E3o'), FORM_TYPE],
    ['a form in Latin-1, raw', latin('n=João'), FORM_TYPE],
  ] as const)('%s is read', ([, body, type]) => {
    expect(read(body, type)).toEqual(ok({ n: 'João' }));
  });

  test('escaped bytes are read run by run: UTF-8 where they are it, else Latin-1', () => {
    expect(form('n=%F0%9F%98%80 %E2%82%AC %80 %C3 %E3%C3%A3 %ED%A0%80 %C0%AF %ff%fe&x=%EF%BF%BD')).toEqual(ok({ n: '😀 € € Ã ãÃ£ í\u00A0€ À¯ ÿþ', x: '\uFFFD' }));
  });

  test('a megabyte of escaped bytes that make no sense holds nobody up', () => {
    for (const noise of ['%E3%A', '%E3x', '%E3%A1x', '%']) {
      const body = bytes(`a=${noise.repeat(1_000_000 / noise.length)}`);
      const begun = performance.now();
      expect(read(body, FORM_TYPE).ok).toBe(true);
      expect([noise, performance.now() - begun < 500]).toEqual([noise, true]); // it took seconds
    }
  });

  test('a stray percent sign stays', () => {
    expect(form('desconto=100%&cupom=50%25&nota=%zz')).toEqual(ok({ desconto: '100%', cupom: '50%', nota: '%zz' }));
  });
});

describe('a request taken apart', () => {
  test('WHK-03: header names are in lower case, and of a query the first of a name counts', () => {
    const request = { ...asForm('a=1'), url: 'https://hub.example/hooks/webhook/t?src=x&src=y&nome=Jo%C3%A3o', headers: { 'X-Topic': 'orders/Paid' } };
    expect(takeApart(request)).toEqual(ok({ body: { a: '1' }, headers: { 'x-topic': 'orders/Paid' }, query: { src: 'x', nome: 'João' } }));
  });

  test('a query in Latin-1 keeps its letters', () => {
    const request = { ...aRequest('', {}, 'GET'), url: 'https://hub.example/hooks/webhook/t?nome=Jo%E3o+da+Concei%E7%E3o&vazio&=x&a=b=c' };
    expect(takeApart(request)).toMatchObject(ok({ query: { nome: 'João da Conceição', vazio: '', '': 'x', a: 'b=c' } }));
  });

  test('what comes by GET carries its fields in its address', () => {
    const request = { ...aRequest('', {}, 'GET'), url: 'https://hub.example/hooks/webhook/t?event=lead&phone=11900000001' };
    expect(takeApart(request)).toMatchObject(ok({ body: { event: 'lead', phone: '11900000001' } }));
    expect(takeApart({ ...request, method: 'POST' })).toMatchObject(ok({ body: null }));
  });

  test('a body that cannot be read says why', () => {
    expect(takeApart(aRequest('x', { 'content-type': 'multipart/form-data; boundary=x' }))).toEqual({ ok: false, reason: 'multipart' });
  });

  test('an address that is none has no query', () => {
    expect(takeApart({ ...aRequest('{}'), url: 'http://[' })).toMatchObject(ok({ body: {}, query: {} }));
  });
});

import { describe, expect, test } from 'vitest';
import { parseNeppoConfig } from '../../../../src/adapters/neppo/index.ts';
import { translateRefusedNumber } from '../../../../src/adapters/neppo/translate/refused-number.ts';
import { PortFailure } from '../../../../src/ports/index.ts';

const secret = 'secret';
const { numberWords } = parseNeppoConfig({
  tenantUrl: 'https://acme.neppo.com.br', credentials: { consumerKey: secret, consumerSecret: secret, username: secret, password: secret },
}).clients.refusals;

const refusalOf = (body: string, { code = 'port.refused', sentNumber = true }: { code?: 'port.refused' | 'port.conflict'; sentNumber?: boolean } = {}) =>
  translateRefusedNumber({ failure: new PortFailure(code, 'refused'), body, sentNumber }, numberWords);

describe('PHN-03: a refusal is about the number', () => {
  test.each([
    ['a message', '{"message":"Telefone inválido"}', 'Telefone inválido'],
    ['an error', '{"error":"Invalid phone"}', 'Invalid phone'],
    ['a fault of the gateway', '{"fault":{"code":1,"message":"Bad Request","description":"DDD inexistente"}}', 'DDD inexistente'],
    ['a code', '{"code":"USER.INVALID_PHONE"}', 'USER.INVALID_PHONE'],
  ])('when %s names it', (_where, body, reason) => {
    expect(refusalOf(body)).toEqual({ outcome: 'number-refused', reason });
  });

  test('and its reason shows no digits of it, however they are written', () => {
    expect(refusalOf('{"message":"Telefone +55 (11) 98765-4321 inválido"}')).toEqual({ outcome: 'number-refused', reason: 'Telefone +… inválido' });
  });

  test('a conflict is about a number that somebody has', () => {
    expect(refusalOf('{"message":"Telefone já cadastrado"}', { code: 'port.conflict' })).toEqual({ outcome: 'number-taken' });
  });

  test.each(['{"message":"E-mail inválido"}', '{"message":""}', '{}', '', '<html>', '[]', '"Telefone"', '{"message":{"a":1}}'])('and not when it says %s', (body) => {
    expect(refusalOf(body)).toBeUndefined();
  });

  test('nor when no number was sent', () => {
    expect(refusalOf('{"message":"Telefone inválido"}', { sentNumber: false })).toBeUndefined();
  });

  test('a reason is no novel', () => {
    const refused = refusalOf(JSON.stringify({ message: `telefone ${'x'.repeat(5000)}` }));
    expect(refused?.outcome === 'number-refused' && refused.reason.length).toBe(200);
  });
});

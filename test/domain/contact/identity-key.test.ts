import { describe, expect, test } from 'vitest';
import { identityKeysOf, identityKeyText } from '../../../src/domain/contact/identity-key.ts';

describe('SYN-03: the keys of a client', () => {
  test('they come in the order in which they are asked: external code, phone, CPF, e-mail', () => {
    expect(
      identityKeysOf({
        email: ' Ana@Exemplo.test ',
        cpf: '529.982.247-25',
        phone: '5511987654321',
        userName: 'whatsapp_551187654321',
        externalCode: ' 900002 ',
      }),
    ).toEqual([
      { kind: 'external-code', value: '900002' },
      { kind: 'phone', value: '5511m87654321' },
      { kind: 'cpf', value: '52998224725' },
      { kind: 'email', value: 'ana@exemplo.test' },
    ]);
  });

  test('PHN-04: the number of the user name is a second key when it is another number', () => {
    const keys = identityKeysOf({ phone: '5511987654321', userName: 'whatsapp_5521912345678' });
    expect(keys.map(identityKeyText)).toEqual(['phone:5511m87654321', 'phone:5521m12345678']);
  });

  test.each([{}, { phone: '', email: ' ', cpf: '', externalCode: '  ', userName: '' }, { phone: '11 98765', email: 'ana', cpf: '111.111.111-11', userName: 'bia' }])(
    'bad or missing values give no key: %j',
    (client) => expect(identityKeysOf(client)).toEqual([]),
  );
});

describe('SES-13: a user name, by its channel', () => {
  test.each([
    ['whatsapp_5511987654321', undefined],
    ['5511987654321@c.us', undefined],
    ['5511987654321', { kind: 'whatsapp' } as const],
    ['5511987654321', { kind: 'voice' } as const],
    ['5511987654321', { kind: 'other', name: 'WHATSAPP_WEB' } as const],
    ['whatsapp_5511987654321', { kind: 'other', name: 'SMS' } as const],
  ])('%s is a phone', (userName, channel) => {
    expect(identityKeysOf({ userName, channel })).toEqual([{ kind: 'phone', value: '5511m87654321' }]);
  });

  test('in a channel without phones it is a name of that channel, even where it is all digits', () => {
    expect(identityKeysOf({ userName: '5511987654321', channel: { kind: 'instagram' } })).toEqual([
      { kind: 'channel', channel: 'instagram', value: '5511987654321' },
    ]);
    expect(identityKeysOf({ userName: 'visitante-7', channel: { kind: 'other', name: 'TELEGRAM' } })).toEqual([
      { kind: 'channel', channel: 'telegram', value: 'visitante-7' },
    ]);
  });

  test('a channel that the name itself tells needs no other', () => {
    const named = identityKeysOf({ userName: 'instagram_178414' });
    expect(named).toEqual([{ kind: 'channel', channel: 'instagram', value: 'instagram_178414' }]);
    expect(identityKeysOf({ userName: 'instagram_178414', channel: { kind: 'instagram' } })).toEqual(named);
  });

  test('in e-mail it is the address, once', () => {
    expect(identityKeysOf({ userName: 'Ana@exemplo.test', email: 'ana@exemplo.test', channel: { kind: 'email' } })).toEqual([
      { kind: 'email', value: 'ana@exemplo.test' },
    ]);
  });

  test('a phone channel without a phone gives no key', () => {
    expect(identityKeysOf({ userName: 'anônimo', channel: { kind: 'voice' } })).toEqual([]);
    expect(identityKeysOf({ userName: '5511987654321' })).toEqual([]);
  });

  test('two channels never share a name', () => {
    const texts = [
      { userName: 'b:c', channel: { kind: 'other', name: 'a' } as const },
      { userName: 'c', channel: { kind: 'other', name: 'a:b' } as const },
    ].flatMap((client) => identityKeysOf(client).map(identityKeyText));
    expect(new Set(texts).size).toBe(2);
  });
});

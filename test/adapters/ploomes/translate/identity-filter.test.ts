import { describe, expect, test } from 'vitest';
import { parsePloomesConfig } from '../../../../src/adapters/ploomes/index.ts';
import { identityFilter } from '../../../../src/adapters/ploomes/translate/identity-filter.ts';
import { identityKeysOf, type LooseClient } from '../../../../src/domain/contact/identity-key.ts';

const config = parsePloomesConfig({ userKey: 'k' });
const filter = (client: LooseClient, settings = config) => identityFilter(identityKeysOf(client), settings);

describe('what Ploomes is asked to find a client', () => {
  test('PHN-04: both forms of a mobile, with and without DDI, masked and bare', () => {
    expect(filter({ phone: '5531987654321' })).toBe(
      'Phones/any(p: (p/SearchPhoneNumber eq 5531987654321 or p/SearchPhoneNumber eq 31987654321'
      + ' or p/SearchPhoneNumber eq 553187654321 or p/SearchPhoneNumber eq 3187654321'
      + " or contains(p/PhoneNumber,'8765-4321') or contains(p/PhoneNumber,'87654321')))",
    );
  });

  test('a landline has one form', () => {
    expect(filter({ phone: '551138426671' })).toContain('eq 551138426671 or p/SearchPhoneNumber eq 1138426671 or contains');
  });

  test('a foreign number is asked for whole', () => {
    expect(filter({ phone: '351912345678' })).toContain('p/SearchPhoneNumber eq 351912345678 or contains');
  });

  test('an account may leave ways of looking out', () => {
    const settings = parsePloomesConfig({ userKey: 'k', phoneLookup: { strategies: ['raw-tail'] } });
    expect(filter({ phone: '5531987654321' }, settings)).toBe("Phones/any(p: contains(p/PhoneNumber,'87654321'))");
  });

  test('SES-13: all keys go into one question', () => {
    const text = filter({ externalCode: '41', cpf: '52998224725', email: "o'hara@example.test" }) ?? '';
    expect(text).toBe("(Id eq 41 or CPF eq '52998224725' or Register eq '52998224725' or tolower(Email) eq 'o''hara@example.test')");
  });

  test.each([
    { title: 'a code that Ploomes cannot have given', client: { externalCode: 'abc' } },
    { title: 'a code that is too long', client: { externalCode: '9999999999999999' } },
    { title: 'a name within a channel', client: { userName: 'instagram_ana' } },
    { title: 'nothing', client: {} },
  ])('$title is not asked for', ({ client }) => {
    expect(filter(client)).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import { parsePloomesConfig } from '../../../../src/adapters/ploomes/index.ts';
import { contactBody, translateContact } from '../../../../src/adapters/ploomes/translate/contact.ts';
import { contactRow } from '../../../../src/adapters/ploomes/wire/contact.ts';
import { identityKeyText } from '../../../../src/domain/contact/identity-key.ts';

const config = parsePloomesConfig({ userKey: 'k' });
const types = { company: 1, person: 2 };
const read = (row: object, settings = config) => translateContact(contactRow.parse({ Id: 41, TypeId: 2, Name: 'Ana', ...row }), types, settings);
const keysOf = (row: object, settings = config) => read(row, settings).keys.map(identityKeyText);
const phones = (PhoneNumber: string, CountryId: number | null = null) => ({ Phones: [{ PhoneNumber, CountryId }] });

describe("a row of Ploomes' contacts becomes a contact", () => {
  test('PHN-02: a masked number gets its DDI from the field, whether or not it was typed too', () => {
    expect(keysOf(phones('(11) 98765-4321', 76))).toContain('phone:5511m87654321');
    expect(keysOf(phones('55 11 98765-4321', 76))).toContain('phone:5511m87654321');
    expect(keysOf(phones('+351 912 345 678', 76))).toContain('phone:351912345678');
  });

  test('PHN-02: a number without mask and DDI gives no key, unless the account has a default country', () => {
    expect(keysOf(phones('(11) 98765-4321'))).toEqual(['external-code:41']);
    expect(keysOf(phones('(11) 98765-4321'), parsePloomesConfig({ userKey: 'k', defaultCountry: 'BR' }))).toContain('phone:5511m87654321');
  });

  test('PHN-02: a country whose DDI is not known supplies none', () => {
    expect(read(phones('11 98765-4321', 999)).contact.phones).toEqual([{ value: '11 98765-4321' }]);
  });

  test("the register serves as CPF for people, and is a company's own number for companies", () => {
    expect(keysOf({ Register: '529.982.247-25' })).toContain('cpf:52998224725');
    expect(read({ TypeId: 1, Register: '52998224725' }).contact).not.toHaveProperty('cpf');
  });

  test('null and blank columns are absent', () => {
    expect(read({ Email: ' ', CPF: null, OwnerId: null, Company: null, Phones: [{ PhoneNumber: null }, { PhoneNumber: ' ' }] }).contact)
      .toEqual({ id: '41', kind: 'person', name: 'Ana', phones: [] });
  });

  test('CRD-08: the company comes with name and owner', () => {
    expect(read({ Company: { Id: 40, Name: 'Aurora', OwnerId: 7 } }).contact.company).toEqual({ id: '40', name: 'Aurora', ownerId: '7' });
  });
});

describe('a person to register becomes a row', () => {
  test('a Brazilian number is written under the mask of its country', () => {
    expect(contactBody({ name: 'Ana', phone: '+55 11 98765-4321' }, types, config)).toEqual({
      Name: 'Ana', TypeId: 2, Phones: [{ PhoneNumber: '(11) 98765-4321', TypeId: 1, CountryId: 76 }],
    });
    expect(contactBody({ name: 'Ana', phone: '+551138426671' }, types, config).Phones).toEqual([
      { PhoneNumber: '(11) 3842-6671', TypeId: 1, CountryId: 76 },
    ]);
  });

  test('a foreign number is written whole, and one that cannot be read as it came', () => {
    expect(contactBody({ name: 'Ana', phone: '+351912345678' }, types, config).Phones).toEqual([{ PhoneNumber: '+351912345678', TypeId: 1 }]);
    expect(contactBody({ name: 'Ana', phone: '0800' }, types, config).Phones).toEqual([{ PhoneNumber: '0800', TypeId: 1 }]);
  });

  test('CPF goes as digits, and what is not given is not sent', () => {
    expect(contactBody({ name: 'Ana', cpf: '529.982.247-25', email: 'ana@example.test' }, types, config)).toEqual({
      Name: 'Ana', TypeId: 2, CPF: '52998224725', Email: 'ana@example.test', Phones: [],
    });
  });

  test('what was written is read back as the same keys', () => {
    const body = contactBody({ name: 'Ana', phone: '5531987654321', cpf: '52998224725' }, types, config);
    expect(keysOf(body)).toEqual(['external-code:41', 'phone:5531m87654321', 'cpf:52998224725']);
  });
});

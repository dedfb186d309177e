import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cell, childRows, contactIdOf, failureOf, ploomesLab, type Lab } from './lab.ts';

const namesFound = async ({ crm }: Lab, typed: string): Promise<readonly string[]> =>
  (await crm.contacts.search(typed, { limit: 20 })).contacts.map(({ contact }) => contact.name);

const phonesOf = ({ simulator }: Lab, id: string): readonly string[] =>
  childRows(simulator.row('Contacts', Number(id)), 'Phones').map((row) => cell(row, 'PhoneNumber'));

/** Numbers as people type them into Ploomes. */
const spelt = fc.tuple(fc.constantFrom('11', '31', '85'), fc.integer({ min: 60_000_000, max: 99_999_999 }), fc.nat(6)).map(([area, last8, style]) => {
  const [head, tail] = [`9${String(last8).slice(0, 4)}`, String(last8).slice(4)];
  return [
    `(${area}) ${head}-${tail}`, `(${area})${head}-${tail}`, `${area} ${head}-${tail}`, `+55 (${area}) ${head}-${tail}`, `55${area}${head}${tail}`, `(${area}) ${head.slice(1)}-${tail}`, `+55 ${area} ${head}-${tail}`,
  ][style] ?? '';
});

describe('searching contacts', () => {
  test('PAN-02: any three digits or more of a number find it, whatever stands between them, and tell so', async () => {
    await using lab = await ploomesLab();
    await fc.assert(fc.asyncProperty(spelt, fc.nat(), fc.integer({ min: 3, max: 13 }), async (phone, at, length) => {
      const { Id } = lab.simulator.addContact({ name: 'Ana', phone });
      const digits = phone.replaceAll(/\D/g, '');
      const from = at % (digits.length - 2);
      const { contacts } = await lab.crm.contacts.search(digits.slice(from, from + length), { limit: 300 });
      expect(contacts.find(({ contact: { id } }) => id === String(Id))?.matched ?? []).toContain('phone');
      lab.simulator.remove('Contacts', Id);
    }), { numRuns: 100 });
  });

  test('PAN-02: costs one call where somebody is found, and two where nobody is', async () => {
    await using lab = await ploomesLab();
    lab.simulator.addContact({ name: 'Ana Souza', phone: '(31) 98765-4321' });
    lab.calls();
    expect(await namesFound(lab, '98765')).toEqual(['Ana Souza']);
    expect(lab.calls()).toEqual({ 'GET /Contacts': 1 });
    expect(await namesFound(lab, 'Maria')).toEqual([]);
    expect(lab.calls()).toEqual({ 'GET /Contacts': 2 });
  });

  test('PAN-02: nothing is asked of Ploomes where nothing was typed', async () => {
    await using lab = await ploomesLab();
    lab.calls();
    expect(await namesFound(lab, '   ')).toEqual([]);
    expect(lab.calls()).toEqual({});
  });

  test.each([['joão', 1], ['JOÃO', 1], ['joao', 0], ["d'á", 1], ["' or 1 eq 1 or '", 0], ['%', 0], ['lone \uD800', 0]])('PAN-02: accents count as they do in Ploomes, and no text is taken for a condition: %s', async (typed, found) => {
    await using lab = await ploomesLab();
    lab.simulator.addContact({ name: "João D'Ávila" });
    expect(await namesFound(lab, typed)).toHaveLength(found);
  });

  test('PHN-04: whoever shares the last eight digits in another town is not found by a whole number', async () => {
    await using lab = await ploomesLab();
    lab.simulator.addContact({ name: 'Bia', phone: '(48) 3842-6671' });
    expect(await namesFound(lab, '+55 11 3842-6671')).toEqual([]);
  });

  test('PAN-02: a page of nobody but namesakes is not the last one', async () => {
    await using lab = await ploomesLab();
    lab.simulator.addContact({ name: 'Bia', phone: '(48) 3842-6671' });
    const ana = lab.simulator.addContact({ name: 'Ana', phone: '(11) 3842-6671' });
    const first = await lab.crm.contacts.search('+55 11 3842-6671', { limit: 1 });
    expect(first.contacts).toEqual([]);
    const second = await lab.crm.contacts.search('+55 11 3842-6671', { limit: 1, after: first.next });
    expect(second.contacts.map(({ contact: { id } }) => id)).toEqual([contactIdOf(ana)]);
    expect(second.next).toBeUndefined();
  });

  test('PAN-02: a national number is read in the default country, where there is one', async () => {
    await using lab = await ploomesLab({ defaultCountry: 'BR' });
    lab.simulator.addContact({ name: 'Ana', phone: '(31) 8765-4321' });
    expect(await namesFound(lab, '31 98765-4321')).toEqual(['Ana']);
  });
});

describe('adding a number to a contact', () => {
  test.each(['replace', 'merge'] as const)('PAN-02: leaves the others as they stand where a PATCH does %s', async (patchArrays) => {
    await using lab = await ploomesLab({}, { patchArrays });
    const { Id } = lab.simulator.create('Contacts', { Name: 'Ana', Phones: [{ PhoneNumber: '(48) 3842-6671', TypeId: 2, CountryId: 76 }, { PhoneNumber: 'ramal 12', TypeId: 3 }] });
    const before = childRows(lab.simulator.row('Contacts', Id), 'Phones').map((row) => row['Id']);
    lab.calls();
    expect(await lab.crm.contacts.addPhone(contactIdOf({ Id }), '5531987654321')).toBe('added');
    expect(lab.calls()).toEqual({ 'GET /Contacts': 1, 'PATCH /Contacts(id)': 1 });
    expect(childRows(lab.simulator.row('Contacts', Id), 'Phones')).toMatchObject([
      { PhoneNumber: '(48) 3842-6671', TypeId: 2, CountryId: 76 }, { PhoneNumber: 'ramal 12', TypeId: 3, CountryId: null }, { PhoneNumber: '(31) 98765-4321', TypeId: 1, CountryId: 76 },
    ]);
    expect(childRows(lab.simulator.row('Contacts', Id), 'Phones').map((row) => row['Id'])).toEqual([...before, expect.any(Number)]);
  });

  test('PAN-02, PHN-04: writes nothing where the number stands there in another form', async () => {
    await using lab = await ploomesLab();
    const { Id } = lab.simulator.addContact({ name: 'Ana', phone: '(31) 8765-4321' });
    lab.calls();
    expect(await lab.crm.contacts.addPhone(contactIdOf({ Id }), '5531987654321')).toBe('there-already');
    expect(lab.calls()).toEqual({ 'GET /Contacts': 1 });
  });

  test('PAN-02: after a lost answer it is told again, and stands there once', async () => {
    await using lab = await ploomesLab();
    const { Id } = lab.simulator.addContact({ name: 'Ana' });
    lab.simulator.faults({ route: 'PATCH /Contacts', kind: 'reset-after-write', times: 1 });
    expect(await failureOf(lab.crm.contacts.addPhone(contactIdOf({ Id }), '5531987654321'))).toMatchObject({ mayHaveHappened: 'yes' });
    expect(await lab.crm.contacts.addPhone(contactIdOf({ Id }), '5531987654321')).toBe('there-already');
    expect(phonesOf(lab, String(Id))).toEqual(['(31) 98765-4321']);
  });
});

describe('registering a company', () => {
  test('PAN-02: makes one of the type of companies, without a CPF and without a company of its own', async () => {
    await using lab = await ploomesLab();
    const other = lab.simulator.addCompany({ name: 'Boreal' });
    const { contact } = await lab.crm.contacts.register({ kind: 'company', name: 'Aurora Ltda', phone: '551138426671', cpf: '52998224725', companyId: contactIdOf(other) });
    expect(lab.simulator.row('Contacts', Number(contact.id))).toMatchObject({ Name: 'Aurora Ltda', TypeId: 1, CPF: null, CompanyId: null });
  });
});

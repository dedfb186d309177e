import { describe, expect, test } from 'vitest';
import { brazilianDdds, decidePhoneNotices, parsePhone, type Contact, type ContactPhone } from '../../../src/domain/index.ts';
import { aChatClient } from '../../builders/a-chat-client.ts';
import { aContact } from '../../builders/a-contact.ts';
import { clientSeen, synchronise, twoSides, type TwoSides } from './two-sides.ts';

// Not drawn by chance: every area, kind, way to write and order, as the rule asks.

/** Ways to write a national number in the CRM, under a mask or with its DDI. */
const inTheCrm = (national: string): readonly ContactPhone[] => {
  const [area, head, tail] = [national.slice(0, 2), national.slice(2, -4), national.slice(-4)];
  const written = [national, `(${area}) ${head}-${tail}`, `${area}.${head}.${tail}`, `0${national}`];
  return [
    ...written.map((value) => ({ value, ddi: '55' })),
    ...[`55${national}`, `+55${national}`, `+55 (${area}) ${head}-${tail}`, `0055${national}`].map((value) => ({ value })),
  ];
};

/** Ways in which the chat has a number: always with its DDI. */
const inTheChat = (digits: string): readonly string[] => [digits, `+${digits}`];

/** Both orders of arrival: the contact first and then a message, or a message first and then the contact. */
function meet(phone: ContactPhone, chat: string): readonly TwoSides[] {
  const contact: Contact = aContact({ phones: [phone] });
  const client = aChatClient(1, { phone: chat, userName: chat });
  const contactFirst = twoSides([contact], []);
  synchronise(contactFirst, contact.id);
  const [made] = contactFirst.clients.values();
  // The chat knows the number already, in the form that it was made with; or it opens another client for its channel.
  if (made?.phone !== chat) contactFirst.clients.set(client.id, client);
  clientSeen(contactFirst, contactFirst.clients.get(client.id) ?? made ?? client);

  const chatFirst = twoSides([contact], [client]);
  clientSeen(chatFirst, client);
  synchronise(chatFirst, contact.id);
  return [contactFirst, chatFirst];
}

/** One contact on both sides: every client of the number is linked to it, in whatever order they came. */
function expectOneContact(phone: ContactPhone, chat: string): void {
  for (const sides of meet(phone, chat)) {
    const codes = [...sides.clients.values()].map(({ externalCode }) => externalCode);
    expect(codes.length, `${phone.value} ${chat}`).toBeGreaterThan(0);
    expect(new Set(codes), `${phone.value} ${chat}`).toEqual(new Set(['101']));
    expect(sides.contacts.size).toBe(1);
  }
}

/** Nobody is linked, and the reason has a name. */
function expectRefusal(phone: ContactPhone, chat: string, problem: string): void {
  for (const sides of meet(phone, chat)) {
    expect([...sides.clients.values()].map(({ externalCode }) => externalCode)).not.toContain('101');
    expect(decidePhoneNotices({ contact: aContact({ phones: [phone] }), alreadyReported: [] }), phone.value).toMatchObject([{ problem }]);
  }
}

describe('SYN-03: in each of the 67 areas, however a number is written and whoever comes first', () => {
  const areas = brazilianDdds;

  test('SYN-03, PHN-04: a mobile is one contact, with the ninth digit and without, on either side', () => {
    for (const area of areas) {
      const both = [`${area}987654321`, `${area}87654321`];
      for (const phone of both.flatMap(inTheCrm)) for (const chat of both.flatMap((national) => inTheChat(`55${national}`))) expectOneContact(phone, chat);
    }
  });

  test('SYN-03, PHN-04: a landline is one contact, and never that of the mobile that looks like it', () => {
    for (const area of areas) {
      for (const phone of inTheCrm(`${area}33221234`)) {
        for (const chat of inTheChat(`55${area}33221234`)) expectOneContact(phone, chat);
        const [, chatFirst] = meet(phone, `55${area}933221234`);
        expect([...(chatFirst?.clients.values() ?? [])].find((client) => client.phone === `55${area}933221234`)).not.toHaveProperty('externalCode');
      }
    }
  });

  test('SYN-03, PHN-03: a toll-free number is refused by name', () => {
    for (const area of areas) {
      const free = `08007${area}1234`;
      for (const phone of [{ value: free, ddi: '55' }, { value: free }, { value: `0800 7${area} 1234` }]) expectRefusal(phone, free, 'service-number');
    }
  });

  test('SYN-03, PHN-02: a number without its DDI, and without a mask, is refused by name, or is that of another country', () => {
    const abroad = areas.filter((area) => parsePhone(`${area}987654321`, { kind: 'typed' }).ok);
    for (const area of areas.filter((each) => !abroad.includes(each))) expectRefusal({ value: `${area}987654321` }, `55${area}987654321`, 'no-ddi');
    for (const area of abroad) {
      const [, chatFirst] = meet({ value: `${area}987654321` }, `55${area}987654321`);
      expect([...(chatFirst?.clients.values() ?? [])].map((client) => client.externalCode)).toEqual([undefined, '101']);
    }
    expect(abroad.length).toBeLessThan(areas.length / 4);
  });

  test('SYN-03, PHN-01: a number from abroad is one contact', () => {
    for (const area of areas) {
      for (const digits of [`351912345${area}1`, `1415555${area}00`]) {
        for (const value of [digits, `+${digits}`, `00${digits}`, `+${digits.slice(0, 3)} ${digits.slice(3)}`]) {
          expectOneContact({ value }, digits);
        }
      }
    }
  });
});

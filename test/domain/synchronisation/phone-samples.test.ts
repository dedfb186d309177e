import { expect, test } from 'vitest';
import * as z from 'zod';
import { decidePhoneNotices, parsePhone, type ContactPhone } from '../../../src/domain/index.ts';
import { samples, samplesAvailable } from '../../samples.ts';
import { aChatClient } from '../../builders/a-chat-client.ts';
import { aContact } from '../../builders/a-contact.ts';
import { clientSeen, synchronise, twoSides } from './two-sides.ts';

const vectors = z.object({ vectors: z.array(z.object({ input: z.string(), e164: z.string(), valid: z.boolean() })) });
const matching = z.object({ same: z.array(z.tuple([z.string(), z.string()])), different: z.array(z.tuple([z.string(), z.string()])) });

/** The external codes of the chat's clients after the two met, in both orders of arrival. */
function meet(phone: ContactPhone, chat: string): readonly (readonly (string | undefined)[])[] {
  const contact = aContact({ phones: [phone] });
  return [true, false].map((contactFirst) => {
    const client = aChatClient(1, { phone: chat, userName: `whatsapp_${chat}` });
    const sides = twoSides([contact], contactFirst ? [] : [client]);
    if (contactFirst) synchronise(sides, contact.id);
    if (![...sides.clients.values()].some((each) => each.phone === chat)) sides.clients.set(client.id, client);
    clientSeen(sides, [...sides.clients.values()].find((each) => each.phone === chat) ?? client);
    synchronise(sides, contact.id);
    return [...sides.clients.values()].filter((each) => each.phone === chat).map(({ externalCode }) => externalCode);
  });
}

const underMask = (value: string): ContactPhone => ({ value, ddi: '55' });

test.skipIf(!samplesAvailable)('SYN-03, PHN-04: each measured number is one contact, or refused by name, whoever comes first', () => {
  for (const { input } of vectors.parse(samples('br-phones.vectors.json')).vectors) {
    const read = parsePhone(input, { kind: 'masked', ddi: '55' });
    const notices = decidePhoneNotices({ contact: aContact({ phones: [underMask(input)] }), alreadyReported: [] });
    if (!read.ok) expect(notices, input).toMatchObject([{ problem: read.reason }]);
    else expect(meet(underMask(input), read.value.asReceived), input).toEqual([['101'], ['101']]);
  }
});

test.skipIf(!samplesAvailable)('SYN-03, PHN-04: pairs known to be the same are one contact, and pairs known to differ are not', () => {
  const { same, different } = matching.parse(samples('br-phones.matching.inferred.json'));
  const digitsOf = (raw: string): string => {
    const read = parsePhone(raw, { kind: 'masked', ddi: '55' });
    return read.ok ? read.value.asReceived : expect.unreachable(`${raw} is refused`);
  };
  for (const [a, b] of same) for (const [crm, chat] of [[a, b], [b, a]] as const) expect(meet(underMask(crm), digitsOf(chat)), `${a} ${b}`).toEqual([['101'], ['101']]);
  for (const [a, b] of different) expect(meet(underMask(a), digitsOf(b)), `${a} ${b}`).toEqual([[undefined], [undefined]]);
});

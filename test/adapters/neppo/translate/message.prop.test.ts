import fc from 'fast-check';
import { expect, test } from 'vitest';
import { translateMessage } from '../../../../src/adapters/neppo/translate/message.ts';
import { wireMessage } from '../../../../src/adapters/neppo/wire/message.ts';

const PART = 7101;

const text = fc.oneof(fc.string(), fc.constantFrom('Oi', 'https://files.example/a.jpg', '{"title":"Sim"}', '{"latitude":1,"longitude":2}', '{"__proto__":{"x":1}}'));

/** Rows as tenants may send them: every field there, empty, or of another kind. */
const loose = (known: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof({ weight: 4, arbitrary: known }, fc.constantFrom(null, undefined, '', 7, {}, []));

const row = fc.record({
  id: fc.oneof(fc.integer({ min: 1 }), fc.integer({ min: 1 }).map(String)),
  sessionId: fc.constant(PART),
  createdAt: fc.constantFrom('2026-05-04T12:00:00', '2026-05-04T15:00:00Z', '2026-05-04T15:00:00.500+00:00'),
  message: loose(text),
  caption: fc.option(text),
  contentType: fc.constantFrom('TEXT', 'text', 'IMAGE', 'AUDIO', 'VIDEO', 'APPLICATION', 'image/png', 'JSON', 'BUTTON', 'location', 'contact', 'HOLOGRAM', null),
  sendBy: fc.constantFrom('user', 'agent', 'bot', 'system', 'USER', null),
  fromUser: fc.option(fc.constantFrom('whatsapp_5511987654321', '@botserver', 'bia')),
  command: fc.constantFrom('SEND_MESSAGE', 'CLOSE_CHAT_SESSION', 'DELETE_MESSAGE', 'SOMETHING_NEW', null),
  fileName: fc.option(fc.string()),
  repliedMessage: fc.constantFrom(null, 5, '5', { id: 5 }, '{"id":5}', 'not JSON {'),
  agent: loose(fc.record({ id: fc.integer({ min: 1 }), displayName: fc.string() })),
  session: loose(fc.record({ id: fc.constant(PART) })),
  status: fc.constantFrom('SENT', 'READ', 'ERROR', 'ODD', null),
  statusDescription: fc.option(fc.string()),
});

const read = (value: unknown) => translateMessage(wireMessage.parse(value), '-03:00');

test('every row with an id, a session and a date is a message, and keeps them', () => {
  fc.assert(fc.property(row, (value) => {
    const message = read(value);
    expect(message).toMatchObject({ ok: true, value: { id: String(value.id), part: String(PART) } });
  }));
});

test('nothing that was written is lost: it is in the text, or it is the address of the file', () => {
  fc.assert(fc.property(row, fc.string({ minLength: 1 }).filter((said) => said.trim() !== '' && !/^\s*[[{]/.test(said)), (value, said) => {
    const message = read({ ...value, message: said });
    expect(message.ok && [message.value.text, message.value.media?.ref]).toContain(said.trim());
  }));
});

test('lines are the system’s alone, and states those of what was sent from here', () => {
  fc.assert(fc.property(row, (value) => {
    const message = read(value);
    if (!message.ok) throw new Error(message.reason);
    expect(message.value.line !== undefined).toBe(message.value.by === 'system');
    if (message.value.state !== undefined) expect(['agent', 'bot']).toContain(message.value.by);
    expect(message.value.failure !== undefined).toBe(message.value.state === 'failed');
  }));
});

test('a failure names a code, and never words, in which there may be a number', () => {
  fc.assert(fc.property(fc.string(), (reason) => {
    const message = read({ id: 1, sessionId: PART, createdAt: '2026-05-04T12:00:00', sendBy: 'agent', status: 'ERROR', statusDescription: reason });
    const failure = message.ok ? message.value.failure : undefined;
    expect(failure).toMatch(/^(\d{3,6}|[A-Z][A-Z0-9_.]{2,59}|unknown)$/);
  }));
});

test('the order in which fields stand changes nothing', () => {
  fc.assert(fc.property(row, (value) => {
    expect(read(Object.fromEntries(Object.entries(value).toReversed()))).toEqual(read(value));
  }));
});

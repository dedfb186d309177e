import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createNeppoReader } from '../../../src/adapters/neppo/index.ts';
import { aSessionRow, aWebhook } from './a-webhook.ts';

const reader = createNeppoReader();
const entities = ['ChatSession', 'ClassificationServices', 'User', 'Agent', 'AssociationClientsToAgents', 'MESSAGE'];
const REASONS = ['payload-malformed', 'entity-unknown', 'subject-missing'];

/** Any value under the names that the reader looks at. */
const hostile = fc.dictionary(
  fc.constantFrom('__proto__', ...Object.keys(aSessionRow()), 'sessionId', 'session', 'entity', 'component', 'type', 'event', 'action', 'content', 'entityId'),
  fc.jsonValue(),
);

const answers = (body: string): void => {
  const read = reader.read(body);
  if (read.ok) expect(read.kind).toMatch(/^[A-Za-z]+(\.[A-Z_]{1,20})?$/);
  else expect(REASONS).toContain(read.reason);
};

test('any text is answered with what it says or why it says nothing', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), answers));
});

test('any JSON is answered, under any name and in any encoding', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => answers(JSON.stringify(value))));
  fc.assert(fc.property(fc.constantFrom(...entities), hostile, fc.boolean(), (entity, content, encoded) =>
    answers(aWebhook(entity, encoded ? JSON.stringify(content) : content))));
  fc.assert(fc.property(hostile, (body) => answers(JSON.stringify(body))));
});

test('a session row with any one field replaced is sighted or read again, but never lost', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(aSessionRow()).filter((key) => key !== 'id')), fc.jsonValue(), (key, value) => {
      const read = reader.read(aWebhook('ChatSession', aSessionRow({ [key]: value })));
      expect(['session-sighted', 'part-touched']).toContain(read.ok ? read.message.type : read.reason);
    }),
  );
});

test('the way a body is encoded changes nothing about what it says', () => {
  const message = (body: string): unknown => {
    const read = reader.read(body);
    return read.ok ? read.message : read.reason;
  };
  fc.assert(
    fc.property(fc.constantFrom(...entities), hostile, (entity, content) => {
      const plain = message(aWebhook(entity, content));
      expect(message(aWebhook(entity, JSON.stringify(content)))).toEqual(plain);
      expect(message(JSON.stringify(aWebhook(entity, content)))).toEqual(plain);
    }),
  );
});

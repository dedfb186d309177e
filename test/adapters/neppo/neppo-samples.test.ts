import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createNeppoReader } from '../../../src/adapters/neppo/index.ts';
import { wireAgent } from '../../../src/adapters/neppo/wire/agent.ts';
import { wireDirectMessage } from '../../../src/adapters/neppo/wire/direct-message.ts';
import { wirePage } from '../../../src/adapters/neppo/wire/list.ts';
import { wireMessage } from '../../../src/adapters/neppo/wire/message.ts';
import { wireSession } from '../../../src/adapters/neppo/wire/session.ts';
import { wireTemplate } from '../../../src/adapters/neppo/wire/template.ts';
import { wireToken } from '../../../src/adapters/neppo/wire/token.ts';
import { wireUser } from '../../../src/adapters/neppo/wire/user.ts';
import { samples, samplesAvailable } from '../../samples.ts';

const reader = createNeppoReader();
const webhook = z.looseObject({ asObject: z.unknown(), asString: z.unknown() });
const answer = z.looseObject({ response: z.looseObject({ body: z.unknown() }) });

describe.skipIf(!samplesAvailable)('payloads that were collected', () => {
  test.each([
    ['chat-session', 'session-sighted'],
    ['classification-services', 'part-touched'],
    ['user', 'chat-client-changed'],
    ['agent', 'agent-changed'],
    ['association-clients-to-agents', 'portfolio-changed'],
  ])('a webhook of %s says %s, with its content as an object and as a text', (entity, type) => {
    const sample = webhook.parse(samples('neppo', `neppo.webhook.entity-${entity}.inferred.json`));
    for (const body of [sample.asObject, sample.asString]) {
      expect(reader.read(JSON.stringify(body))).toMatchObject({ ok: true, message: { type } });
    }
  });

  test.each([
    ['user-session.list.inferred', wirePage(wireSession)],
    ['v2-messages.list.inferred', wirePage(wireMessage)],
    ['agent.list.inferred', wirePage(wireAgent)],
    ['users.list.inferred', wirePage(wireUser)],
    ['users.save.inferred', wireUser],
    ['token', wireToken],
    ['hsm-template.list', wirePage(wireTemplate)],
    ['direct-message.status', wirePage(wireDirectMessage)],
  ])('an answer of %s fits its schema', (name, schema) => {
    const { response } = answer.parse(samples('neppo', `neppo.${name}.json`));
    expect(z.safeParse(schema, response.body).success).toBe(true);
  });

  test('a message that names its session is told of it', () => {
    const { body } = z.looseObject({ body: z.unknown() }).parse(samples('neppo', 'neppo.webhook.message-b.json'));
    expect(reader.read(JSON.stringify(body))).toMatchObject({ ok: true, message: { type: 'message-told', part: '5001' } });
  });

  test('a message that names its client alone is told of the number', () => {
    const sample = webhook.parse(samples('neppo', 'neppo.webhook.message-a.json'));
    for (const body of [sample.asObject, sample.asString]) {
      expect(reader.read(JSON.stringify(body))).toMatchObject({ ok: true, message: { type: 'message-told', phone: '5511987654321' } });
    }
  });
});

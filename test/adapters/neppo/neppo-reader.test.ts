import { describe, expect, test } from 'vitest';
import { createNeppoReader } from '../../../src/adapters/neppo/index.ts';
import { aSessionRow, aWebhook } from './a-webhook.ts';

const reader = createNeppoReader();
const messageOf = (body: string): unknown => {
  const read = reader.read(body);
  return read.ok ? read.message : read.reason;
};

const SIGHTING = {
  protocol: 'WA00000031415',
  part: '7101',
  partStartedAt: '2026-05-04T15:00:00.000Z',
  at: '2026-05-04T15:02:00.000Z',
  state: 'open',
  channel: { kind: 'whatsapp' },
  client: { name: 'Lia Matos', userName: 'whatsapp_5534988776655', phone: '5534988776655', email: 'lia@cliente.example', externalCode: '812' },
  group: { id: '11', name: 'Vendas' },
  agent: { id: '22', name: 'Caio Nunes' },
};

describe('a session', () => {
  test.each([
    ['an object', aSessionRow()],
    ['JSON in a text', JSON.stringify(aSessionRow())],
    ['JSON in a text in a text', JSON.stringify(JSON.stringify(aSessionRow()))],
  ])('that comes whole as %s was sighted', (_form, content) => {
    expect(reader.read(aWebhook('ChatSession', content))).toMatchObject({
      ok: true,
      kind: 'ChatSession.UPDATE',
      message: { type: 'session-sighted', sighting: SIGHTING },
    });
  });

  test('whose whole body was encoded once more was sighted', () => {
    expect(messageOf(JSON.stringify(aWebhook('ChatSession', aSessionRow())))).toMatchObject({ type: 'session-sighted' });
  });

  test.each(['entity', 'component', 'type', 'event'])('is known by its name in `%s`, in any case', (key) => {
    const body = JSON.stringify({ [key]: 'CHAT_SESSION', content: aSessionRow() });
    expect(messageOf(body)).toMatchObject({ type: 'session-sighted' });
  });

  test('is known by its fields where nothing is named, also without an envelope', () => {
    expect(messageOf(JSON.stringify({ content: aSessionRow() }))).toMatchObject({ type: 'session-sighted' });
    expect(messageOf(JSON.stringify(aSessionRow()))).toMatchObject({ type: 'session-sighted' });
  });

  test.each([
    ['without a status', { status: undefined }],
    ['with a state that we have no word for', { status: 'PENDING' }],
    ['without its creation date', { createdAt: null }],
    ['with a date that is none', { updatedAt: 'ontem' }],
    ['with a group of which only the name is told', { groupConf: null, groupConfId: null }],
    ['with a client that is no object', { user: 'Lia' }],
  ])('%s is read again, under its protocol', (_what, changed) => {
    expect(messageOf(aWebhook('ChatSession', aSessionRow(changed)))).toEqual({
      type: 'part-touched', part: '7101', protocol: 'WA00000031415', what: 'session',
    });
  });

  test.each([
    ['content.id', { type: 'ENTITY', entity: 'ChatSession', content: { id: '7101' } }],
    ['id', { type: 'ENTITY', entity: 'ChatSession', content: {}, id: 7101 }],
    ['entityId', { type: 'ENTITY', entity: 'ChatSession', content: {}, entityId: 7101 }],
    ['entityId without content', { type: 'ENTITY', entity: 'ChatSession', entityId: 7101 }],
    ['sessionId', { type: 'ENTITY', entity: 'ChatSession', content: { sessionId: 7101 } }],
  ])('of which only the id is told, as `%s`, is read again', (_place, body) => {
    expect(messageOf(JSON.stringify(body))).toEqual({ type: 'part-touched', part: '7101', what: 'session' });
  });

  test('that was deleted is read again, whatever its row last said', () => {
    expect(messageOf(aWebhook('ChatSession', aSessionRow(), { action: 'DELETE' }))).toMatchObject({ type: 'part-touched' });
  });

  test('is always read again where the settings say so', () => {
    const always = createNeppoReader({ webhook: { refetch: 'always' } });
    expect(always.read(aWebhook('ChatSession', aSessionRow()))).toMatchObject({
      message: { type: 'part-touched', part: '7101', protocol: 'WA00000031415' },
    });
  });

  test('has its dates in the time zone of the settings', () => {
    const manaus = createNeppoReader({ timeZone: '-04:00' });
    expect(manaus.read(aWebhook('ChatSession', aSessionRow()))).toMatchObject({
      message: { sighting: { partStartedAt: '2026-05-04T16:00:00.000Z' } },
    });
  });

  test('of which no id is told cannot be read again', () => {
    expect(reader.read(aWebhook('ChatSession', { protocol: 'WA00000031415' }))).toMatchObject({ ok: false, kind: 'ChatSession.UPDATE', reason: 'subject-missing' });
  });
});

describe('other entities', () => {
  test('a classification touches its session', () => {
    const touched = { type: 'part-touched', part: '7101', what: 'classification' };
    const content = { id: 61, sessionId: 7101, commentClassification: 'ok', classificationTreeSession: 4 };
    expect(messageOf(aWebhook('ClassificationServices', content))).toEqual(touched);
    expect(messageOf(aWebhook('ClassificationServices', { id: 61, session: { id: 7101 } }))).toEqual(touched);
    expect(messageOf(JSON.stringify({ content }))).toEqual(touched);
    expect(messageOf(aWebhook('ClassificationServices', { id: 61 }))).toBe('subject-missing');
  });

  test('PHN-04: a client who changed is known by every key that the row gives', () => {
    const { user } = aSessionRow();
    expect(messageOf(aWebhook('User', user))).toEqual({
      type: 'chat-client-changed',
      client: '90210',
      change: 'updated',
      keys: [
        { kind: 'external-code', value: '812' },
        { kind: 'phone', value: '5534m88776655' },
        { kind: 'email', value: 'lia@cliente.example' },
      ],
    });
  });

  test('a client of a channel without phones is known by the name in that channel', () => {
    const keys = [{ kind: 'channel', channel: 'instagram', value: 'lia.matos' }];
    expect(messageOf(aWebhook('User', { id: 3, userName: 'lia.matos', originUser: 'INSTAGRAM' }))).toEqual({ type: 'chat-client-changed', client: '3', keys, change: 'updated' });
  });

  test('a user who is an agent is a change of the agents', () => {
    expect(messageOf(aWebhook('User', { id: 3, userName: 'caio', phone: null, typeUser: 'AGENT' }))).toEqual({ type: 'agent-changed', change: 'updated' });
  });

  test.each([
    ['CREATE', 'created'],
    ['UPDATE', 'updated'],
    ['DELETE', 'deleted'],
    ['SOMETHING', 'updated'],
    [undefined, 'updated'],
  ])('SYN-06: what became of a client is told (%s is %s)', (action, change) => {
    const body = JSON.stringify({ type: 'ENTITY', entity: 'User', action, content: { id: 3, phone: '5511987654321' } });
    expect(messageOf(body)).toMatchObject({ type: 'chat-client-changed', client: '3', change });
  });

  test('a client of whom only the id is told is to be read', () => {
    const body = JSON.stringify({ entity: 'User', action: 'UPDATE', entityId: 42001, content: {} });
    expect(messageOf(body)).toEqual({ type: 'chat-client-changed', client: '42001', keys: [], change: 'updated' });
  });

  test('a user of whom nothing is told is no subject', () => {
    expect(messageOf(aWebhook('User', { name: 'Lia' }))).toBe('subject-missing');
  });

  test.each([
    ['named', aWebhook('Agent', { id: 22 })],
    ['told by its login', JSON.stringify({ content: { id: 22, loginAttendance: '1001' } })],
    ['told by its state', JSON.stringify({ content: { id: 22, status: 'FIRST_PAUSE' } })],
  ])('AGT-02: an agent (%s) is a change of the agents', (_how, body) => {
    expect(messageOf(body)).toEqual({ type: 'agent-changed', agent: '22', change: 'updated' });
  });

  test.each([
    ['by its id alone', aWebhook('AssociationClientsToAgents', { id: 1 }), {}],
    ['by its fields', JSON.stringify({ content: { clientId: 3, agentId: 106 } }), { client: '3', agent: '106' }],
    ['by rows', aWebhook('AssociationClientsToAgents', { client: { id: 3 }, agent: { id: '106' } }), { client: '3', agent: '106' }],
  ])('AGT-05: an association (%s) is a change of the portfolio of whom it names', (_how, body, named) => {
    expect(messageOf(body)).toEqual({ type: 'portfolio-changed', change: 'updated', ...named });
  });

  test('AGT-05: an association that was removed says so', () => {
    const body = JSON.stringify({ entity: 'AssociationClientsToAgents', action: 'DELETE', content: { id: 1, clientId: 3, agentId: 106 } });
    expect(messageOf(body)).toEqual({ type: 'portfolio-changed', change: 'deleted', client: '3', agent: '106' });
  });

  test.each([
    { component: 'MESSAGE', content: { id: 1, sessionId: 7101, text: 'oi' } },
    { component: 'MESSAGE', content: JSON.stringify({ id: 1, session: { id: 7101 } }) },
    { event: 'MESSAGE', component: { contactId: 3, sessionId: 7101 }, content: { type: 'TEXT', text: 'oi' } },
    { component: 'CHAT_API', content: { id: 1, sessionId: 7101 } },
  ])('N19: a message that does not tell all names the session in which something was said (%j)', (body) => {
    expect(messageOf(JSON.stringify(body))).toEqual({ type: 'message-told', part: '7101' });
  });

  test.each([
    { component: 'MESSAGE', content: { id: 1, phone: '5534988776655', text: 'oi' } },
    { component: 'MESSAGE', content: JSON.stringify({ id: 1, phoneNumber: '+5534988776655', message: 'oi' }) },
    { component: 'SESSION', content: { id: 1, phoneContact: 5_534_988_776_655, body: 'oi' } },
    { component: 'CHAT_API', content: { id: 1, message: 'oi', phone: null, user: { phone: '5534988776655' } } },
    { content: { id: 1, message: 'oi', phone: '5534988776655' } },
  ])('N19: a message that names no session names the number of the client (%j)', (body) => {
    expect(messageOf(JSON.stringify(body))).toEqual({ type: 'message-told', phone: '5534988776655' });
  });

  test('a message that names neither session nor number is set aside as unknown', () => {
    expect(messageOf(JSON.stringify({ component: 'MESSAGE', content: { id: 1, text: 'oi' } }))).toBe('entity-unknown');
    expect(messageOf(JSON.stringify({ component: 'MESSAGE', content: { id: 1, text: 'oi', phone: 'Lia' } }))).toBe('entity-unknown');
  });

  const whole = { id: 1, sessionId: 7101, message: 'oi', contentType: 'TEXT', sendBy: 'user', createdAt: '2026-05-04T12:00:00', externalProtocol: '5534988776655' };

  test('PAN-11: a message that tells session, id, author and time is taken as it is', () => {
    expect(messageOf(JSON.stringify({ component: 'MESSAGE', id: 1, content: whole }))).toEqual({
      type: 'message-told', part: '7101', phone: '5534988776655',
      message: { id: '1', part: '7101', at: '2026-05-04T15:00:00.000Z', by: 'client', kind: 'text', text: 'oi' },
    });
  });

  test.each([
    ['its time', { createdAt: null }],
    ['its author', { sendBy: null }],
    ['its id', { id: null }],
  ])('a message without %s is to be read', (_what, changed) => {
    expect(messageOf(JSON.stringify({ component: 'MESSAGE', content: { ...whole, ...changed } }))).toEqual({ type: 'message-told', part: '7101', phone: '5534988776655' });
  });

  test('SES-05: a note among agents is no message, and its session is read again', () => {
    expect(messageOf(JSON.stringify({ component: 'MESSAGE', content: { ...whole, sendBy: 'COMMENT' } }))).toEqual({ type: 'message-told', part: '7101', phone: '5534988776655' });
  });

  test('SES-09: the same message told twice, as an object and as a text, is one; its next state is news, and so is another message', () => {
    const keyOf = (content: unknown): unknown => {
      const read = reader.read(JSON.stringify({ component: 'MESSAGE', id: 1, content }));
      return read.ok ? read.repeatKey : undefined;
    };
    expect(keyOf(JSON.stringify(whole))).toBe(keyOf(whole));
    expect(keyOf(whole)).toEqual(expect.any(String));
    expect(new Set([whole, { ...whole, id: 2 }, { ...whole, status: 'READ' }, { ...whole, command: 'DELETE_MESSAGE' }].map(keyOf)).size).toBe(4);
  });

  test('a message that is told without its state is news each time, since a later state of it is told in the same words', () => {
    const read = reader.read(JSON.stringify({ component: 'MESSAGE', id: 1, content: { ...whole, sendBy: 'agent' } }));
    expect(read).toMatchObject({ ok: true });
    expect(read).not.toHaveProperty('repeatKey');
  });

  test('a message without an id of its own is news each time', () => {
    const read = reader.read(JSON.stringify({ event: 'MESSAGE', component: { sessionId: 7101 }, content: { type: 'TEXT', text: 'oi' } }));
    expect(read).toMatchObject({ ok: true });
    expect(read).not.toHaveProperty('repeatKey');
  });

  test('an entity that we do not know is not guessed at', () => {
    expect(messageOf(aWebhook('HsmTemplate', aSessionRow()))).toBe('entity-unknown');
    expect(messageOf(JSON.stringify({ content: { name: 'x' } }))).toBe('entity-unknown');
  });

  test.each(['', 'oi', '[]', 'null', '7', '"7"', '{"content":"oi"}', '{"content":[1]}', '{"content":null}', '{', '\u0000'])('the body %j is malformed', (body) => {
    expect(messageOf(body)).toBe('payload-malformed');
  });
});

describe('repeats', () => {
  const repeatKey = (body: string): string | undefined => {
    const read = reader.read(body);
    return read.ok ? read.repeatKey : undefined;
  };

  test('ACT-06: equal bodies with an exact time of their own are repeats', () => {
    const body = aWebhook('ChatSession', aSessionRow({ updatedAt: '2026-05-04T12:02:00.250' }));
    expect(repeatKey(body)).toMatch(/^[0-9a-f]{64}$/);
    expect(repeatKey(body)).toBe(repeatKey(body));
    expect(repeatKey(aWebhook('ChatSession', aSessionRow({ updatedAt: '2026-05-04T12:02:01.000' })))).not.toBe(repeatKey(body));
    expect(repeatKey(aWebhook('Agent', { id: 22 }, { timestamp: 1777906800000 }))).toBeDefined();
  });

  test('equal bodies without one may be news each time', () => {
    expect(repeatKey(aWebhook('ChatSession', aSessionRow()))).toBeUndefined();
    expect(repeatKey(aWebhook('ChatSession', { id: 7101 }))).toBeUndefined();
    expect(repeatKey(aWebhook('ClassificationServices', { id: 61, sessionId: 7101, createdAt: '2026-05-04T12:00:00' }))).toBeUndefined();
  });
});

describe('what a webhook cannot do', () => {
  test('an action that is no word is left out of the kind', () => {
    expect(reader.read(aWebhook('Agent', {}, { action: '+55 34 98877-6655' })).kind).toBe('Agent');
  });

  test('`__proto__` and its like change nothing and nobody', () => {
    const body = `{"__proto__":{"entity":"Agent"},"content":{"__proto__":{"protocol":"X"},"constructor":{"prototype":{"polluted":1}}}}`;
    expect(messageOf(body)).toBe('entity-unknown');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('a body nested a hundred thousand deep is refused, and overflows nothing; one of sixty is read like any other', () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(messageOf(nested(100_000))).toBe('payload-malformed');
    expect(messageOf(`{"entity":"Agent","content":{"a":${nested(100_000)}}}`)).toBe('payload-malformed');
    const deep = nested(60);
    expect(messageOf(`{"entity":"Agent","content":{"a":${deep}}}`)).toEqual({ type: 'agent-changed', change: 'updated' });
    expect(messageOf(`{"entity":"ChatSession","content":{"id":1,"user":${deep}}}`)).toMatchObject({ type: 'part-touched' });
  });

  test('nothing needs to be signed: strangers are kept out by the token in the address', () => {
    expect(reader.authentic({}, '{}', undefined)).toBe(true);
  });

  test('what is told of a refused body holds none of its values', () => {
    const read = reader.read(JSON.stringify({ content: { phone: '5534988776655' } }));
    expect(JSON.stringify(read)).not.toContain('5534988776655');
  });
});

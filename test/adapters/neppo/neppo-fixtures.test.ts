import { describe, expect, test } from 'vitest';
import { createNeppoReader } from '../../../src/adapters/neppo/index.ts';
import { fixture, fixturesOf } from '../../fixtures.ts';

const reader = createNeppoReader();

const RITA = {
  name: 'Rita Nogueira', userName: 'whatsapp_5534996120044', phone: '5534996120044', email: 'rita.nogueira@cliente.example', externalCode: '3307',
};
const SEEN = { protocol: 'WA00000204417', part: '88210', partStartedAt: '2026-03-09T12:15:20.000Z', channel: { kind: 'whatsapp' }, client: RITA };
const seen = (changed: object) => ({ type: 'session-sighted', sighting: { ...SEEN, ...changed } });
const [comercial, posVenda, davi] = [{ id: '31', name: 'Comercial' }, { id: '32', name: 'Pós-venda' }, { id: '405', name: 'Davi Prates' }];
const touched = { type: 'part-touched', part: '88210' };

const expected: Readonly<Record<string, object>> = {
  'agent.paused': { type: 'agent-changed' },
  'association.created': { type: 'portfolio-changed', client: '60417', agent: '405', change: 'created' },
  'chat-session.attended': seen({ at: '2026-03-09T12:17:02.000Z', state: 'open', group: comercial, agent: davi }),
  'chat-session.by-id-alone': { ...touched, what: 'session' },
  'chat-session.closed': seen({ at: '2026-03-09T13:02:45.000Z', endedAt: '2026-03-09T13:02:45.000Z', state: 'closed', group: comercial, agent: davi }),
  'chat-session.deleted': { ...touched, protocol: 'WA00000204417', what: 'session' },
  'chat-session.started': seen({ at: '2026-03-09T12:15:20.000Z', state: 'waiting', group: comercial }),
  'chat-session.transferred': seen({ at: '2026-03-09T12:40:11.000Z', state: 'open', group: posVenda, agent: davi }),
  'chat-session.transferred-to-a-new-part': seen({
    part: '88236', partStartedAt: '2026-03-09T12:40:11.000Z', at: '2026-03-09T12:40:11.000Z', state: 'waiting', group: posVenda,
  }),
  'chat-session.with-bot': seen({ at: '2026-03-09T12:15:20.000Z', state: 'open' }),
  'classification.saved': { ...touched, what: 'classification' },
  'message.received': { type: 'message-told', part: '88210' },
  'user.agent-updated': { type: 'agent-changed' },
  'user.client-updated': { type: 'chat-client-changed', change: 'updated' },
};

describe('the events of Neppo', () => {
  test.each(fixturesOf('neppo'))('%s is read', (name) => {
    const read = reader.read(fixture(`neppo/${name}`));
    expect(read).toMatchObject({ ok: true, message: expected[name] });
  });

  test('each event that is told has its payload', () => {
    expect(fixturesOf('neppo')).toEqual(Object.keys(expected).toSorted());
  });

  test('CRD-16: a session that only a bot has is in no group and has no agent', () => {
    const read = reader.read(fixture('neppo/chat-session.with-bot'));
    const sighting = read.ok && read.message.type === 'session-sighted' ? read.message.sighting : undefined;
    expect(sighting).toBeDefined();
    expect(sighting).not.toHaveProperty('group');
    expect(sighting).not.toHaveProperty('agent');
  });

  test('SES-13: a client is told with the keys by which it is looked for', () => {
    const read = reader.read(fixture('neppo/user.client-updated'));
    expect(read.ok && read.message.type === 'chat-client-changed' && read.message.keys.map(({ kind }) => kind)).toEqual(['external-code', 'phone', 'email']);
  });
});

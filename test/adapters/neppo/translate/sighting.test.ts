import { describe, expect, test } from 'vitest';
import { translateChannel } from '../../../../src/adapters/neppo/translate/channel.ts';
import { translateSighting } from '../../../../src/adapters/neppo/translate/sighting.ts';
import { wireSession } from '../../../../src/adapters/neppo/wire/session.ts';
import { aSessionRow } from '../a-webhook.ts';
import type { Sighting } from '../../../../src/domain/attendance/sighting.ts';

const sightingOf = (changed: Readonly<Record<string, unknown>>): Sighting | string => {
  const translated = translateSighting(wireSession.parse(aSessionRow(changed)), '-03:00');
  return translated.ok ? translated.value : translated.reason;
};

describe('a session row', () => {
  test('SES-09: its source time is its last change, else its end, else its attendance, else its beginning', () => {
    const at = (changed: object): unknown => (sightingOf(changed as Record<string, unknown>) as Sighting).at;
    const closedAt = '2026-05-04T12:09:00';
    expect(at({ closedAt })).toBe('2026-05-04T15:02:00.000Z');
    expect(at({ updatedAt: null, closedAt })).toBe('2026-05-04T15:09:00.000Z');
    expect(at({ updatedAt: null })).toBe('2026-05-04T15:01:00.000Z');
    expect(at({ updatedAt: '', attendedAt: null })).toBe('2026-05-04T15:00:00.000Z');
  });

  test('that is closed tells its end; one that was opened again has none', () => {
    const closedAt = '2026-05-04T12:09:00';
    expect(sightingOf({ status: 'CLOSED', closedAt })).toMatchObject({ state: 'closed', endedAt: '2026-05-04T15:09:00.000Z' });
    expect(sightingOf({ status: 'open', closedAt })).not.toHaveProperty('endedAt');
    expect(sightingOf({ status: 'CLOSED' })).not.toHaveProperty('endedAt');
  });

  test('CRD-16: a bot has neither group nor agent', () => {
    const sighting = sightingOf({ onlyBot: true });
    expect(sighting).not.toHaveProperty('group');
    expect(sighting).not.toHaveProperty('agent');
  });

  test('CRD-20: its group is known by id, wherever that stands; a group without a name goes by its id', () => {
    expect(sightingOf({ groupConf: null })).toMatchObject({ group: { id: '11', name: 'Vendas' } });
    expect(sightingOf({ groupConf: { id: '12', name: null }, groupName: null })).toMatchObject({ group: { id: '12', name: '12' } });
    expect(sightingOf({ groupConf: null, groupConfId: null, groupName: null })).not.toHaveProperty('group');
    expect(sightingOf({ groupConf: null, groupConfId: null })).toBe('groupName comes without an id');
  });

  test('its agent is named by whichever name there is', () => {
    expect(sightingOf({ agent: { id: 22, login: 'caio' } })).toMatchObject({ agent: { id: '22', name: 'caio' } });
    expect(sightingOf({ agent: { name: 'Caio' } })).toMatchObject({ agent: { name: 'Caio' } });
    expect(sightingOf({ agent: null })).not.toHaveProperty('agent');
    expect(sightingOf({ agent: {} })).not.toHaveProperty('agent');
  });

  test('a client without a number of its own has the one that the session was opened with', () => {
    expect(sightingOf({ user: null })).toMatchObject({ client: { phone: '5534988776655' } });
    expect(sightingOf({ user: null, externalProtocol: 'lia@cliente.example' })).toMatchObject({ client: {} });
    expect((sightingOf({ user: { phone: ' ', name: '' } }) as Sighting).client).toEqual({ phone: '5534988776655' });
  });

  test('a date with an offset keeps it', () => {
    expect(sightingOf({ createdAt: '2026-05-04T12:00:00Z' })).toMatchObject({ partStartedAt: '2026-05-04T12:00:00.000Z' });
  });
});

describe('a channel', () => {
  test.each([
    ['WHATSAPP_WEB', 'XX', { kind: 'whatsapp' }],
    ['voice', 'XX', { kind: 'voice' }],
    ['FACEBOOK', 'XX', { kind: 'messenger' }],
    ['TELEGRAM', 'XX', { kind: 'other', name: 'TELEGRAM' }],
    [undefined, 'WA00000000001', { kind: 'whatsapp' }],
    [undefined, 'PH00000000001', { kind: 'voice' }],
    [undefined, 'EM00000000001', { kind: 'email' }],
    [undefined, 'WC00000000001', { kind: 'webchat' }],
    [undefined, 'IT00000000001', { kind: 'instagram' }],
    [undefined, 'FB00000000001', { kind: 'messenger' }],
    [undefined, 'TL00000000001', { kind: 'other', name: 'TELEGRAM' }],
    [undefined, 'ZZ00000000001', { kind: 'other', name: 'ZZ' }],
  ])('named %s in a protocol %s is %j', (name, protocol, channel) => {
    expect(translateChannel(name, protocol)).toEqual(channel);
  });
});

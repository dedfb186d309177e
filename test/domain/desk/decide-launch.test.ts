import { describe, expect, test } from 'vitest';
import type { CrmUserId } from '../../../src/domain/agent/agent.ts';
import { decideLaunch, type LaunchFacts } from '../../../src/domain/desk/decide-launch.ts';
import { parsePanelOrigin } from '../../../src/domain/desk/panel-origin.ts';
import { present } from '../../arbitraries/present.ts';
import { anAgentId } from '../../builders/a-message.ts';

const ploomes = present(parsePanelOrigin('https://app.ploomes.com'));
const asked: LaunchFacts = {
  connection: 'active', origin: 'https://app.ploomes.com', panelOrigins: [ploomes],
  agent: { id: anAgentId(11), eligibility: { outcome: 'integrated', crmUserId: '5' as CrmUserId } },
};

describe('PAN-13: opening the panel', () => {
  test('an integrated agent opens it in a page that the connection names', () => expect(decideLaunch(asked)).toEqual({ outcome: 'allowed', agent: '11', origin: ploomes }));

  test('AGT-01: one who is not integrated is told every condition that fails', () => {
    expect(decideLaunch({ ...asked, agent: { id: anAgentId(11), eligibility: { outcome: 'not-integrated', because: ['no-chat-token', 'no-crm-user'] } } }))
      .toEqual({ outcome: 'refused', because: 'agent-not-integrated', conditions: ['no-chat-token', 'no-crm-user'] });
  });

  test('nobody opens it where the chat has no such agent', () => expect(decideLaunch({ ...asked, agent: undefined })).toEqual({ outcome: 'refused', because: 'agent-unknown' }));
  test('nor while the connection is off', () => expect(decideLaunch({ ...asked, connection: 'inactive' })).toEqual({ outcome: 'refused', because: 'connection-inactive' }));

  test.each(['https://evil.example', 'http://app.ploomes.com', 'https://app.ploomes.com.evil.example', 'https://app.ploomes.com:8443', 'null', ''])('nor in %s', (origin) => {
    expect(decideLaunch({ ...asked, origin })).toEqual({ outcome: 'refused', because: 'origin-not-allowed' });
  });

  test('nor anywhere while the connection names no page', () => expect(decideLaunch({ ...asked, panelOrigins: [] })).toMatchObject({ because: 'origin-not-allowed' }));
});

describe('PAN-13: the origin of a page', () => {
  test.each([
    ['https://app.ploomes.com', 'https://app.ploomes.com'], ['https://APP.Ploomes.com/', 'https://app.ploomes.com'], ['https://crm.empresa.com.br:8443', 'https://crm.empresa.com.br:8443'],
    ['https://app.ploomes.com:443', 'https://app.ploomes.com'], ['http://localhost:4000', 'http://localhost:4000'], ['http://127.0.0.1:80', 'http://127.0.0.1'],
  ])('%s', (raw, value) => expect(parsePanelOrigin(raw)).toEqual({ ok: true, value }));

  test.each(['', 'null', '*', 'https://*.ploomes.com', 'https://app.ploomes.com/crm', 'http://app.ploomes.com', 'app.ploomes.com', 'javascript:alert(1)', 'https://user@app.ploomes.com', 'https://app.ploomes.com?x', `https://${'a'.repeat(300)}.com`])(
    '%s is none', (raw) => expect(parsePanelOrigin(raw)).toEqual({ ok: false, reason: 'no-origin' }));
});

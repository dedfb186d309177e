import { describe, expect, test } from 'vitest';
import { translateAgent, type AgentReading } from '../../../../src/adapters/neppo/translate/agent.ts';
import { latestOf, translateClassification } from '../../../../src/adapters/neppo/translate/classification.ts';
import { translateComments } from '../../../../src/adapters/neppo/translate/comment.ts';
import { wireAgent } from '../../../../src/adapters/neppo/wire/agent.ts';
import { wireClassification, wireNode } from '../../../../src/adapters/neppo/wire/classification.ts';
import { wirePage } from '../../../../src/adapters/neppo/wire/list.ts';
import { wireGroup } from '../../../../src/adapters/neppo/wire/group.ts';

const reading: AgentReading = {
  profileIds: { agent: ['2'], supervisorAgent: ['16'] },
  chatTokenFields: ['agentToken', 'chatToken'],
  chatTokenWhenUntold: 'assume-generated',
};

const agentOf = (row: object, changed: Partial<AgentReading> = {}): unknown => translateAgent(wireAgent.parse({ id: 22, ...row }), { ...reading, ...changed });
const user = { id: 70002, displayName: 'Caio Nunes', email: ' caio@empresa.example ', active: true, profile: { id: 2 } };

describe('an agent row', () => {
  test('AGT-02: gives id, account, name, e-mail and profile', () => {
    expect(agentOf({ user })).toEqual({
      id: '22', userId: '70002', name: 'Caio Nunes', email: 'caio@empresa.example', profile: 'agent', hasChatToken: true, active: true,
    });
  });

  test.each([
    [{ id: 16 }, 'supervisor-agent'],
    [{ id: '2' }, 'agent'],
    [{ id: 3 }, 'other'],
    [null, 'other'],
  ])('AGT-01: the profile %j is read as %s', (profile, expected) => {
    expect(agentOf({ user: { ...user, profile } })).toMatchObject({ profile: expected });
  });

  test.each([
    ['told and filled', { agentToken: 'x' }, {}, true],
    ['told as a flag', { chatToken: true }, {}, true],
    ['told and empty', { agentToken: null }, {}, false],
    ['told as blank', { agentToken: ' ' }, {}, false],
    ['told in one field only', { agentToken: null, chatToken: 'x' }, {}, true],
    ['untold', {}, {}, true],
    ['untold, where the settings doubt it', {}, { chatTokenWhenUntold: 'assume-missing' }, false],
    ['inherited, not told', {}, { chatTokenFields: ['constructor'], chatTokenWhenUntold: 'assume-missing' }, false],
  ] as const)('AGT-01: a chat token that is %s', (_how, row, changed, expected) => {
    expect(agentOf({ user, ...row }, changed)).toMatchObject({ hasChatToken: expected });
  });

  test('AGT-02: the token itself is left behind', () => {
    expect(JSON.stringify(agentOf({ user, agentToken: 'tok-9' }))).not.toContain('tok-9');
  });

  test('an account that was switched off is inactive; an agent without an account goes by its id', () => {
    expect(agentOf({ user: { ...user, active: false } })).toMatchObject({ active: false });
    expect(agentOf({ user: null })).toEqual({ id: '22', name: '22', profile: 'other', hasChatToken: true, active: true });
  });
});

describe('comments', () => {
  test('SES-05: come oldest first; one that two parts share is taken once; one without a time comes first', () => {
    const rows = [
      { id: '2', comment: 'b', createdAt: '2026-05-04T12:02:00', createdBy: 'caio' },
      { id: '1', comment: 'a', createdAt: '2026-05-04T12:01:00' },
      { id: '2', comment: 'b', createdAt: '2026-05-04T12:02:00', createdBy: 'caio' },
      { comment: 'c' },
      { comment: 'c' },
    ];
    expect(translateComments(rows, '-03:00')).toEqual([
      { text: 'c' },
      { text: 'c' },
      { text: 'a', at: '2026-05-04T15:01:00.000Z' },
      { text: 'b', at: '2026-05-04T15:02:00.000Z', author: 'caio' },
    ]);
  });
});

describe('classifications', () => {
  const row = (changed: object) => wireClassification.parse({ id: 1, sessionId: 7, classificationTreeSession: 4, rootId: 1, createdAt: '2026-05-04T12:00:00', ...changed });

  test('SES-05: the youngest holds, and of equally young ones the one with the highest id', () => {
    const latest = (...rows: object[]): string | undefined => latestOf(rows.map(row), '-03:00')?.id;
    expect(latest({ id: 9 }, { id: 2, createdAt: '2026-05-04T13:00:00' })).toBe('2');
    expect(latest({ id: 10 }, { id: 9 })).toBe('10');
    expect(latest({ id: 9, createdAt: null }, { id: 2 })).toBe('2');
    expect(latest()).toBeUndefined();
  });

  test('the words are those of the chosen node, however deep in the tree', () => {
    const tree = wireNode.parse({ id: 1, name: 'Raiz', children: [{ id: 2, name: 'Ramo', children: [{ id: 4, name: 'Folha', children: null }] }] });
    expect(translateClassification(row({ commentClassification: 'sim' }), [tree])).toEqual({ label: 'Folha', comment: 'sim' });
    expect(translateClassification(row({ classificationTreeSession: 99 }), [tree])).toEqual({ label: '99' });
    expect(translateClassification(row({ classificationTreeSession: { id: 4, name: 'Dita' } }), [])).toEqual({ label: 'Dita' });
    expect(translateClassification(row({ classificationTreeSession: null }), [tree])).toBeUndefined();
  });
});

describe('a page', () => {
  const page = wirePage(wireGroup);
  test('is found under `results` or `content`, and is empty when there is nothing', () => {
    const rows = [{ id: 1, name: 'Vendas' }];
    expect(page.parse({ results: rows, size: 1 })).toEqual([{ id: '1', name: 'Vendas' }]);
    expect(page.parse({ content: rows })).toEqual([{ id: '1', name: 'Vendas' }]);
    expect(page.parse(undefined)).toEqual([]);
    expect(page.parse(null)).toEqual([]);
    expect(page.safeParse({ size: 3 }).success).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';
import { evolveSession, tiesOfSession, type AgentId, type ChatMessage, type ChatSession, type PartId, type Sighting } from '../../../src/domain/index.ts';
import { aSighting, at } from '../../builders/a-session.ts';

const BIANCA = { id: '21' as AgentId, name: 'Bianca Prado' };

function folded(...[first, ...more]: readonly [Sighting, ...Sighting[]]): ChatSession {
  return more.reduce((session, sighting) => evolveSession(session, sighting), evolveSession(undefined, first));
}

const said = (minute: number, by: ChatMessage['by'] = 'client', part = '1'): Pick<ChatMessage, 'at' | 'by' | 'part'> => ({ at: at(minute), by, part: part as PartId });

describe('SND-01: whom a session ties its client to', () => {
  test('those who attended it, and the groups in which they did', () => {
    const session = folded(aSighting(1, 'Vendas', { state: 'waiting' }), aSighting(2, 'Suporte', { agent: BIANCA }));
    expect(tiesOfSession(session, [])).toEqual({ attendedBy: ['21'], attendedIn: ['Suporte'], wroteTo: ['Vendas'] });
  });

  test('no group that it was only passed through', () => {
    const session = folded(aSighting(1, 'Vendas', { agent: BIANCA }), aSighting(2, 'Suporte', { state: 'waiting' }));
    expect(tiesOfSession(session, [said(1)])).toEqual({ attendedBy: ['21'], attendedIn: ['Vendas'], wroteTo: ['Vendas'] });
  });

  test('each group that the client wrote to while it had the session; what others say is not the client\'s', () => {
    const session = folded(aSighting(1, 'Vendas'), aSighting(3, 'Suporte'), aSighting(5, 'Cobrança'));
    expect(tiesOfSession(session, [said(4), said(6, 'agent'), said(6, 'bot')]).wroteTo).toEqual(['Vendas', 'Suporte']);
  });

  test('in a later part as well', () => {
    const session = folded(aSighting(1, 'Vendas'), aSighting(11, 'Suporte', { part: 2, began: 10 }));
    expect(tiesOfSession(session, [said(12, 'client', '2')]).wroteTo).toEqual(['Vendas', 'Suporte']);
  });

  test('nobody by a call that nobody took: a call is not written', () => {
    const session = folded(aSighting(1, 'Vendas', { channel: { kind: 'voice' }, state: 'waiting' }));
    expect(tiesOfSession(session, [])).toEqual({ attendedBy: [], attendedIn: [], wroteTo: [] });
  });

  test('nobody while a bot has it', () => {
    expect(tiesOfSession(folded(aSighting(1)), [said(1)])).toEqual({ attendedBy: [], attendedIn: [], wroteTo: [] });
  });
});

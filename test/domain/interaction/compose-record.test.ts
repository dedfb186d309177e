import { describe, expect, test } from 'vitest';
import { evolveSession, type ChatSession } from '../../../src/domain/attendance/chat-session.ts';
import { channelLabel } from '../../../src/domain/attendance/channel.ts';
import type { Sighting } from '../../../src/domain/attendance/sighting.ts';
import { composeFunnelNotice, composeRecord, escapeHtml, type RecordFacts } from '../../../src/domain/interaction/compose-record.ts';
import { recordWording } from '../../../src/domain/wording/record-wording.ts';
import { aSighting, at } from '../../builders/a-session.ts';

const told = (...[first, ...rest]: readonly [Sighting, ...Sighting[]]): ChatSession =>
  rest.reduce((session, sighting) => evolveSession(session, sighting), evolveSession(undefined, first));

const facts = (over: Partial<RecordFacts> = {}): RecordFacts => ({
  session: told(aSighting(0, 'Vendas', { agent: { name: 'Bia' } })), clientName: 'Ana Souza', comments: [], agentsWithoutUser: [], timeZone: 'America/Sao_Paulo', ...over,
});
const portuguese = recordWording['pt-BR'];
const html = (over: Partial<RecordFacts> = {}): string => composeRecord(facts(over), portuguese).html;

describe('SES-01: what a record says', () => {
  test('protocol, part, channel, client, group, agent and the beginning in the account’s time zone', () => {
    const text = html();
    for (const said of ['WA001', 'ID da sessão:</b> 1', 'WhatsApp', 'Ana Souza', 'Vendas', 'Bia', '04/05/2026, 09:00', 'em andamento']) expect(text).toContain(said);
  });

  test('the company where there is one, the end when it has ended', () => {
    const text = html({ companyName: 'Metalúrgica Exemplo', session: told(aSighting(0, 'Vendas'), aSighting(30, 'Vendas', { state: 'closed', ended: 30 })) });
    expect(text).toContain('Metalúrgica Exemplo');
    expect(text).toContain('04/05/2026, 09:30');
    expect(text).toContain('encerrada');
  });

  test('channel, classification and the last group as options', () => {
    const session = told(aSighting(0, 'Vendas'), aSighting(5, 'Suporte'));
    expect(composeRecord(facts({ session, classification: { label: 'Venda feita' } }), portuguese).options).toEqual({
      channel: 'WhatsApp', group: 'Suporte', classification: 'Venda feita',
    });
  });

  test('no option for what is not known', () => {
    expect(composeRecord(facts({ session: told(aSighting(0, undefined, { channel: { kind: 'other', name: 'Telegram' } })) }), portuguese).options).toEqual({ channel: 'Telegram' });
    expect(channelLabel({ kind: 'other', name: 'Telegram' })).toBe('Telegram');
    expect(channelLabel({ kind: 'voice' })).toBe('voice');
  });

  test('every group, in order', () => {
    expect(html({ session: told(aSighting(5, 'Suporte'), aSighting(0, 'Vendas')) })).toContain('Vendas → Suporte');
  });

  test('the same facts give the same record', () => {
    expect(html()).toBe(html());
  });

  test('in English on request', () => {
    const english = composeRecord(facts(), recordWording.en).html;
    expect(english).toContain('Chat session WA001');
    expect(english).toContain('in progress');
  });
});

describe('SES-04, SES-05 and SES-06', () => {
  test('SES-04: an agent without a CRM user is named as such', () => {
    expect(html({ agentsWithoutUser: ['Bia'] })).toContain('Bia (sem usuário no CRM)');
  });

  test('SES-05: comments in their order, with author and time where they are known', () => {
    const text = html({ comments: [{ author: 'Bia', at: at(1), text: 'Ligar amanhã' }, { text: 'Pediu desconto' }] });
    expect(text).toContain('<li>04/05/2026, 09:01, Bia: Ligar amanhã</li><li>Pediu desconto</li>');
  });

  test('SES-05: the classification, with its comment', () => {
    expect(html({ classification: { label: 'Venda', comment: 'à vista' } })).toContain('Venda: à vista');
    expect(html({ classification: { label: 'Venda' } })).toContain('Venda</li>');
  });

  test('SES-06: a link to the full history where there is such a page', () => {
    expect(html({ historyUrl: 'https://hub.example/s?a=1&b=2' })).toContain('<a href="https://hub.example/s?a=1&#38;b=2">');
    expect(html()).not.toContain('<a ');
  });
});

describe('foreign text', () => {
  test('does no harm inside the CRM’s HTML', () => {
    const evil = '<img src=x onerror="alert(1)">&\'';
    expect(html({ clientName: evil, comments: [{ text: evil, author: evil }] })).not.toContain('<img');
    expect(escapeHtml(evil)).toBe('&#60;img src=x onerror=&#34;alert(1)&#34;&#62;&#38;&#39;');
  });

  test('CRD-11: nor in the notice, which names the funnel', () => {
    expect(composeFunnelNotice('WA001', 'Vendas <2026>', portuguese)).toContain('O funil Vendas &#60;2026&#62; não está disponível');
    expect(composeFunnelNotice('WA001', 'Vendas', recordWording.en)).toContain('not available for automatic linking');
  });
});

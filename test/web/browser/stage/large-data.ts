// What an agent of a large account has: made by number, so that each run has the same.

/** As the hub's interface tells it. */
export interface LargeRow {
  readonly protocol: string;
  readonly name: string;
  readonly phone: string;
  readonly unread: number;
  readonly [more: string]: unknown;
}

export interface LargeMessage {
  readonly id: string;
  readonly at: string;
  readonly text: string;
  readonly by: 'client' | 'agent';
  readonly [more: string]: unknown;
}

const NAMES = ['Marina Couto', 'Otávio Valente', 'Lívia Prado', 'Elisa Moraes', 'Caio Furtado', 'João Baptista', 'Renata Sá', 'Íris Amaral'];
const SENTENCES = [
  'Bom dia!', 'Consegue confirmar o frete para Campinas?', 'Para Campinas conseguimos em 9 dias úteis, com entrega agendada e sem custo adicional.', 'Perfeito, obrigada.',
  'Recebi a proposta, mas ficou uma dúvida sobre o prazo: os 12 dias valem a partir da aprovação do pedido ou do pagamento? Preciso disso para fechar o cronograma com a obra.', 'Um momento, por favor.',
];
const CHANNELS = ['whatsapp', 'whatsapp', 'whatsapp', 'webchat', 'voice'] as const;
const MINUTE_MS = 60_000;

const moment = (minutesAgo: number): string => new Date(Date.now() - minutesAgo * MINUTE_MS).toISOString();

/** A session; one of three has news, some wait, some are linked to nobody. */
export const largeRow = (nth: number): LargeRow => ({
  protocol: `2026${String(nth).padStart(8, '0')}`, tab: 'open', name: `${NAMES[nth % NAMES.length] ?? ''} ${nth}`, phone: `55119${String(80_000_000 + nth)}`,
  channel: { kind: CHANNELS[nth % CHANNELS.length] }, group: { id: '1', name: 'Vendas' }, agentName: 'Bianca Prado',
  at: moment(nth + 1), startedAt: moment(nth + 90), preview: { by: nth % 2 === 0 ? 'client' : 'agent', kind: 'text', text: SENTENCES[nth % SENTENCES.length] },
  unread: nth % 3 === 1 ? 1 + nth % 4 : 0, ...(nth % 3 === 1 ? { waitingSince: moment(nth + 1) } : {}), ...(nth % 5 === 0 ? {} : { contactId: String(nth + 1), cardId: String(nth + 1) }),
});

/** The n-th of so many messages, whose last is a minute old. */
export const largeMessage = (nth: number, of: number): LargeMessage => ({
  id: `m${String(nth).padStart(6, '0')}`, part: '1', at: moment(of - nth), by: nth % 3 === 2 ? 'agent' : 'client', kind: 'text', text: `${nth} · ${SENTENCES[nth % SENTENCES.length] ?? ''}`,
  ...(nth % 3 === 2 ? { agentId: '7', authorName: 'Bianca Prado', state: 'read' } : {}),
});

/** The agent; the counts are those of the lists. */
export const largeAgent = (open: number): object => ({
  agent: '7', name: 'Bianca Prado', transferCode: '*1*207', groups: [{ id: '1', name: 'Vendas' }], availability: { state: 'available' }, pauseReasons: [{ id: '1', label: 'Almoço', minutes: 60 }],
  counts: { open, closed: 0, sent: 0, pending: 0 },
});

import { parseContactId, type CardId } from 'vinculo/domain';
import type { DeliveryReader, WebhookMessage } from 'vinculo/ports';

const CHANGES = { criou: 'created', mudou: 'updated', apagou: 'deleted' } as const;

/** Reads what Balcão sends: `{"tabela":"pessoas","acao":"mudou","id":7,"em":1777888999000}`, with the key in a header. */
export const balcaoReader: DeliveryReader = {
  authentic: (headers, _body, validationKey) => headers['x-balcao-chave'] === validationKey,
  withoutSecrets: (headers, body) => ({ headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'x-balcao-chave')), body }),
  read(body) {
    const { tabela, acao, id, em } = parseBody(body) ?? {};
    if (tabela === undefined) return { ok: false, kind: 'unknown', reason: 'payload-malformed', detail: 'The body is no JSON object with a table.' };
    const message = translateMessage(tabela, acao, id);
    if (message === undefined) return { ok: false, kind: 'unknown', reason: 'entity-unknown', detail: 'Nothing here follows this table or act.' };
    return { ok: true, kind: `${message.type}.${String(acao)}`, message, ...(typeof em === 'number' ? { repeatKey: body } : {}) };
  },
};

function translateMessage(tabela: unknown, acao: unknown, id: unknown): WebhookMessage | undefined {
  const change = Object.entries(CHANGES).find(([word]) => word === acao)?.[1];
  if (change === undefined || typeof id !== 'number') return undefined;
  const contactId = parseContactId(id);
  if (tabela === 'pessoas' && contactId.ok) return { type: 'contact-changed', contactId: contactId.value, change };
  return tabela === 'negocios' ? { type: 'card-changed', cardId: String(id) as CardId, change } : undefined;
}

function parseBody(body: string): Readonly<Record<'tabela' | 'acao' | 'id' | 'em', unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return { tabela: '', acao: undefined, id: undefined, em: undefined, ...value };
  } catch {
    // No JSON, which the caller answers for.
    return undefined;
  }
}

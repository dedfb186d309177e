/** A ChatSession row as Neppo's lists and webhooks have it; not a captured one. */
export const aSessionRow = (changed: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  id: 7101,
  protocol: 'WA00000031415',
  customProtocol: null,
  status: 'OPEN',
  channel: 'WHATSAPP',
  user: {
    id: 90210,
    userName: 'whatsapp_5534988776655',
    name: 'Lia Matos',
    displayName: 'Lia Matos',
    phone: '5534988776655',
    email: 'lia@cliente.example',
    cpf: null,
    externalCode: 812,
    originUser: 'WHATSAPP',
    typeUser: 'USER',
    attributes: [],
  },
  agent: { id: 22, displayName: 'Caio Nunes', agent: { status: 'ONLINE' } },
  lastAgent: 'caio.nunes',
  groupConf: { id: 11, name: 'Vendas', operation: { operationName: 'Comercial' } },
  groupList: null,
  groupName: 'Vendas',
  groupConfId: 11,
  externalProtocol: '5534988776655',
  createdAt: '2026-05-04T12:00:00',
  attendedAt: '2026-05-04T12:01:00',
  closedAt: null,
  updatedAt: '2026-05-04T12:02:00',
  onlyBot: false,
  directMessageId: null,
  ...changed,
});

export const aWebhook = (entity: string, content: unknown, changed: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ type: 'ENTITY', entity, action: 'UPDATE', content, ...changed });

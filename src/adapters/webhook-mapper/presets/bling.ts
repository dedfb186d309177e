import type { Incoming, Json } from '../../../domain/mapping/mapping.ts';
import type { CallbackDesk, CallbackRequest, Platform } from '../../../ports/platform.ts';
import { addressPart } from '../address-part.ts';
import { answerProbe } from '../answer-probe.ts';
import { textAt } from '../json-at.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { addressAlone } from '../usual-choices.ts';

const API = 'https://api.bling.com.br/Api/v3';

/** Of what has a contact it is asked for; an order that does not name its own is asked for first. */
function askForContact({ body }: Incoming, answers: readonly Json[], credentials: Readonly<Record<string, string>>): CallbackRequest | undefined {
  const token = credentials['accessToken'];
  if (token === undefined || answers.some((answer) => textAt(answer, 'data', 'nome') !== undefined)) return undefined;
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  const contact = textAt(body, 'data', 'contato', 'id') ?? textAt(answers[0], 'data', 'contato', 'id');
  if (contact !== undefined && contact !== '0') {
    return answers.length > 1 ? undefined : { url: `${API}/contatos/${addressPart(contact)}`, headers, route: 'GET /contatos/{id}' };
  }
  const order = textAt(body, 'data', 'id');
  if (answers.length > 0 || order === undefined || !/^order\.(created|updated)$/.test(textAt(body, 'event') ?? '')) return undefined;
  return { url: `${API}/pedidos/vendas/${addressPart(order)}`, headers, route: 'GET /pedidos/vendas/{id}' };
}

const callback: CallbackDesk = {
  credentials: [
    {
      name: 'accessToken',
      label: { pt: 'Token de acesso (OAuth2) do aplicativo no Bling', en: 'Access token (OAuth2) of the app at Bling' },
      kind: 'secret',
    },
  ],
  // And 120,000 a day.
  limits: { capacity: 3, perSecond: 3, holdsBack: 'all' },
  next: askForContact,
  confidence: 'verified',
};

const ofGoods = {
  pt: 'O Bling envia neste evento apenas dados de produto ou estoque.',
  en: 'Bling sends only data of goods or stock with this event.',
};
const deleted = {
  pt: 'De um registro excluído o Bling envia apenas o código.',
  en: 'Of what was deleted Bling sends only the id.',
};

/** Bling, API v3. Its deliveries only name the contact, who is asked for by API. */
export const bling: Platform = {
  id: 'bling',
  name: 'Bling',
  contentTypes: ['json'],
  mapping: {
    v: 1,
    each: '$',
    ddi: { constant: '55' },
    fields: {
      event: { from: ['event'] },
      name: { from: ['$callback.data.nome', '$callback.data.contato.nome', 'data.contato.nome'] },
      phone: {
        from: ['$callback.data.celular', '$callback.data.telefone', '$callback.data.contato.celular', '$callback.data.contato.telefone'],
      },
      email: { from: ['$callback.data.email', '$callback.data.contato.email'] },
      document: { from: ['$callback.data.numeroDocumento', '$callback.data.contato.numeroDocumento'] },
      company: {
        from: [
          onlyWhen('$callback.data.tipo', 'J', '$callback.data.nome'),
          onlyWhen('$callback.data.contato.tipoPessoa', 'J', '$callback.data.contato.nome'),
        ],
      },
      companyDocument: {
        from: [
          onlyWhen('$callback.data.tipo', 'J', '$callback.data.numeroDocumento'),
          onlyWhen('$callback.data.contato.tipoPessoa', 'J', '$callback.data.contato.numeroDocumento'),
        ],
      },
      product: { from: ['$callback.data.itens[0].descricao'] },
      productId: { from: ['$callback.data.itens[0].codigo'] },
      orderId: {
        from: ['data.numeroLoja', 'data.numero', onlyWhen('event', ['order.*', '*invoice.*'], 'data.id')],
      },
      value: { from: ['data.total', '$callback.data.total'] },
      status: { from: ['data.situacao.id', 'data.situacao.valor', 'data.situacao'] },
      account: { from: ['companyId'] },
      happenedAt: { from: ['date'] },
    },
  },
  events: knownEvents('verified', [
    ['order.created', 'Pedido de venda criado', 'Sales order created', 'awaiting-payment'],
    ['order.updated', 'Pedido de venda alterado', 'Sales order changed', 'updated'],
    ['order.deleted', 'Pedido de venda excluído', 'Sales order deleted', 'cancelled'],
    ['invoice.created', 'NF-e criada', 'Invoice (NF-e) created'],
    ['invoice.updated', 'NF-e alterada', 'Invoice (NF-e) changed', 'updated'],
    ['invoice.deleted', 'NF-e excluída', 'Invoice (NF-e) deleted'],
    ['consumer_invoice.created', 'NFC-e criada', 'Consumer invoice (NFC-e) created'],
    ['consumer_invoice.updated', 'NFC-e alterada', 'Consumer invoice (NFC-e) changed', 'updated'],
    ['consumer_invoice.deleted', 'NFC-e excluída', 'Consumer invoice (NFC-e) deleted'],
    ['product.created', 'Produto criado', 'Product created'],
    ['product.updated', 'Produto alterado', 'Product changed'],
    ['product.deleted', 'Produto excluído', 'Product deleted'],
    ['stock.created', 'Lançamento de estoque', 'Stock entry'],
    ['stock.updated', 'Lançamento de estoque alterado', 'Stock entry changed'],
    ['stock.deleted', 'Lançamento de estoque excluído', 'Stock entry deleted'],
    ['virtual_stock.updated', 'Estoque virtual alterado', 'Virtual stock changed'],
    ['product_supplier.created', 'Fornecedor do produto criado', 'Product’s supplier created'],
    ['product_supplier.updated', 'Fornecedor do produto alterado', 'Product’s supplier changed'],
    ['product_supplier.deleted', 'Fornecedor do produto excluído', 'Product’s supplier deleted'],
  ]),
  identity: [['eventId']],
  authenticity: [
    {
      id: 'signature',
      scheme: { kind: 'hmac', algorithm: 'sha256', encoding: 'hex', at: { header: 'x-bling-signature-256' }, prefix: 'sha256=' },
      secret: { pt: 'Client secret do aplicativo no Bling', en: 'Client secret of the app at Bling' },
      confidence: 'verified',
    },
    addressAlone,
  ],
  handshake: answerProbe,
  answerWithinMs: 5000,
  callback,
  withoutPerson: [
    { identification: 'product*', because: ofGoods },
    { identification: 'stock.*', because: ofGoods },
    { identification: 'virtual_stock.*', because: ofGoods },
    { identification: 'order.deleted', because: deleted },
    { identification: 'invoice.deleted', because: deleted },
    { identification: 'consumer_invoice.deleted', because: deleted },
  ],
  unknowns: [
    {
      pt: 'Os códigos de situação são configuráveis no Bling (em geral 6 em aberto, 9 atendido, 12 cancelado): confira em uma amostra.',
      en: 'The codes of an order’s state can be changed at Bling (usually 6 open, 9 done, 12 cancelled): look at a sample.',
    },
    {
      pt: 'O token de acesso do Bling expira: troque-o quando o contato deixar de ser encontrado.',
      en: 'Bling’s access token expires: exchange it when contacts are no longer found.',
    },
  ],
  confidence: 'verified',
};

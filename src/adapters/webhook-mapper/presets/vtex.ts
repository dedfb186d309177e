import type { CallbackDesk, HandshakeAnswer, Platform, RawRequest } from '../../../ports/platform.ts';
import type { Incoming, Source } from '../../../domain/mapping/mapping.ts';
import { addressPart } from '../address-part.ts';
import { answerProbe } from '../answer-probe.ts';
import { textAt } from '../json-at.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { addressAlone, ownHeader } from '../usual-choices.ts';

const PERSON = '$callback.clientProfileData';
const ACCOUNT = /^[a-z0-9][a-z0-9-]{0,60}$/i;

/** The configuration of a hook fails unless its ping is answered with 200. */
const answerPing = (request: RawRequest, incoming: Incoming): HandshakeAnswer | undefined =>
  textAt(incoming.body, 'hookConfig') === 'ping' ? { status: 200 } : answerProbe(request);

/** The order has the client. The account is part of the host, so that only a plain name is taken from a delivery. */
const order: CallbackDesk = {
  credentials: [
    { name: 'appKey', label: { pt: 'X-VTEX-API-AppKey', en: 'X-VTEX-API-AppKey' }, kind: 'secret' },
    { name: 'appToken', label: { pt: 'X-VTEX-API-AppToken', en: 'X-VTEX-API-AppToken' }, kind: 'secret' },
    { name: 'account', label: { pt: 'Conta VTEX (a da entrega, se vazia)', en: 'VTEX account (the delivery’s, if empty)' }, kind: 'text', need: 'optional' },
  ],
  limits: { capacity: 20, perSecond: 5, holdsBack: 'bulk' },
  next: ({ body }, answers, { appKey, appToken, account: own }) => {
    const account = own || textAt(body, 'Origin', 'Account');
    const orderId = textAt(body, 'OrderId');
    if (answers.length > 0 || appKey === undefined || appToken === undefined) return undefined;
    if (account === undefined || orderId === undefined || !ACCOUNT.test(account)) return undefined;
    return {
      url: `https://${account}.vtexcommercestable.com.br/api/oms/pvt/orders/${addressPart(orderId)}`,
      headers: { 'x-vtex-api-appkey': appKey, 'x-vtex-api-apptoken': appToken },
      route: 'GET /api/oms/pvt/orders/{orderId}',
    };
  },
  confidence: 'verified',
};

/** The broadcaster and affiliates are told of products alone. */
const ofProduct: Source = onlyWhen('IdSku', '*', { constant: 'sku-changed' });

/** VTEX, the order hook: an order's id and state, no person. */
export const vtex: Platform = {
  id: 'vtex',
  name: 'VTEX',
  contentTypes: ['json'],
  mapping: {
    v: 1,
    ddi: { constant: '55' },
    fields: {
      event: { from: ['State', 'state', 'currentState', ofProduct] },
      name: {
        from: [
          { join: [`${PERSON}.firstName`, `${PERSON}.lastName`] }, `${PERSON}.corporateName`, '$callback.shippingData.address.receiverName',
        ],
      },
      phone: { from: [`${PERSON}.phone`, `${PERSON}.corporatePhone`] },
      email: { from: [`${PERSON}.email`] },
      document: { from: [`${PERSON}.document`, `${PERSON}.corporateDocument`] },
      company: { from: [`${PERSON}.corporateName`, `${PERSON}.tradeName`] },
      companyDocument: { from: [`${PERSON}.corporateDocument`] },
      product: { from: ['$callback.items[0].name'] },
      productId: { from: ['$callback.items[0].productId', 'IdSku'] },
      orderId: { from: ['OrderId', 'orderId', '$callback.orderId'] },
      value: { from: ['$callback.value'], transform: ['cents'] },
      currency: { from: ['$callback.storePreferencesData.currencyCode'] },
      status: { from: ['State', '$callback.status'] },
      statusBefore: { from: ['LastState'] },
      payment: { from: ['$callback.paymentData.transactions[0].payments[0].paymentSystemName'] },
      account: { from: ['Origin.Account', 'An'] },
      happenedAt: { from: ['CurrentChange', 'LastChange', 'DateModified'], format: 'iso' },
    },
  },
  events: [
    ...knownEvents('verified', [
      ['order-created', 'Pedido criado', 'Order created', 'awaiting-payment'],
      ['on-order-completed', 'Pedido fechado', 'Order placed', 'awaiting-payment'],
      ['payment-pending', 'Pagamento pendente', 'Payment pending', 'awaiting-payment'],
      ['payment-approved', 'Pagamento aprovado', 'Payment approved', 'paid'],
      ['window-to-cancel', 'Carência para cancelamento', 'Window to cancel'],
      ['ready-for-handling', 'Pronto para manuseio', 'Ready for handling'],
      ['start-handling', 'Início do manuseio', 'Handling begun'],
      ['handling', 'Em manuseio', 'Handling'],
      ['invoiced', 'Faturado', 'Invoiced', 'shipped'],
      ['request-cancel', 'Cancelamento solicitado', 'Cancellation asked for'],
      ['cancellation-requested', 'Cancelamento solicitado', 'Cancellation requested'],
      ['cancel', 'Cancelando', 'Cancelling'],
      ['canceled', 'Cancelado', 'Cancelled', 'cancelled'],
      ['replaced', 'Substituído', 'Replaced', 'updated'],
    ]),
    ...knownEvents('inferred', [
      ['order-completed', 'Pedido fechado (guia)', 'Order placed (guide)'],
      ['sku-changed', 'Produto alterado (broadcaster)', 'Product changed (broadcaster)'],
    ]),
  ],
  identity: [
    ['Origin.Account', 'OrderId', 'State', 'CurrentChange'], ['Origin.Account', 'OrderId', 'State', 'LastChange'], ['Origin.Account', 'OrderId', 'State'],
    ['IdSku', 'DateModified'],
  ],
  authenticity: [ownHeader('x-hook-token'), addressAlone],
  handshake: answerPing,
  answerWithinMs: 5000,
  callback: order,
  unkept: ['$headers.x-hook-token'],
  withoutPerson: [
    {
      identification: 'sku-changed',
      because: { pt: 'O aviso fala de um produto, e não de um cliente.', en: 'The notice is about a product, and not about a customer.' },
    },
  ],
  mayLack: [
    {
      identification: '*',
      fields: ['name', 'phone'],
      because: {
        pt: 'O hook só traz o pedido: informe appKey e appToken, com os quais o cliente é lido na VTEX.',
        en: 'The hook only names the order: give appKey and appToken, with which the client is read at VTEX.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'O cabeçalho secreto é o que você pôs em hook.headers; sugerimos x-hook-token.',
      en: 'The secret header is the one that you put into hook.headers; x-hook-token is our suggestion.',
    },
    {
      pt: 'Um hook sem avisos por 3 dias tem a configuração removida pela VTEX: configure-o de novo.',
      en: 'VTEX removes the configuration of a hook without notices for 3 days: configure it again.',
    },
    {
      pt: 'O e-mail do cliente pode ser um apelido da VTEX (@ct.vtex.com.br).',
      en: 'The client’s e-mail may be an alias of VTEX (@ct.vtex.com.br).',
    },
  ],
  confidence: 'verified',
};

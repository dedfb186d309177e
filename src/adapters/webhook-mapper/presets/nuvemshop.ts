import type { Incoming, Json, Source } from '../../../domain/mapping/mapping.ts';
import type { CallbackDesk, CallbackRequest, Platform } from '../../../ports/platform.ts';
import { addressPart } from '../address-part.ts';
import { answerProbe } from '../answer-probe.ts';
import { textAt } from '../json-at.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { addressAlone } from '../usual-choices.ts';

/** Happen once to an order or a customer, so that a second one is a repeated delivery; a change may happen again. */
const ONCE = [
  'order/created', 'order/paid', 'order/pending', 'order/voided', 'order/packed', 'order/fulfilled', 'order/cancelled',
  'customer/created', 'customer/deleted', 'app/*',
] as const;

/** Where the person of an event is to be found. */
function subjectOf(body: Json): { readonly kind: 'orders' | 'customers'; readonly id: string } | undefined {
  const event = textAt(body, 'event') ?? '';
  const order = event.startsWith('fulfillment_order/') ? textAt(body, 'order_id') : event.startsWith('order/') ? textAt(body, 'id') : undefined;
  if (order !== undefined) return { kind: 'orders', id: order };
  const customer = event.startsWith('customer/') && event !== 'customer/deleted' ? textAt(body, 'id') : undefined;
  return customer === undefined ? undefined : { kind: 'customers', id: customer };
}

function askForPerson({ body }: Incoming, answers: readonly Json[], credentials: Readonly<Record<string, string>>): CallbackRequest | undefined {
  const { accessToken: token, userAgent } = credentials;
  const [store, subject] = [textAt(body, 'store_id'), subjectOf(body)];
  if (answers.length > 0 || token === undefined || store === undefined || subject === undefined) return undefined;
  return {
    url: `https://api.nuvemshop.com.br/v1/${addressPart(store)}/${subject.kind}/${addressPart(subject.id)}`,
    // The older documents call it Authentication, the newer Authorization; which of them is refused is not known.
    headers: { authentication: `bearer ${token}`, authorization: `Bearer ${token}`, 'user-agent': userAgent || 'vinculo', accept: 'application/json' },
    route: `GET /v1/{store}/${subject.kind}/{id}`,
  };
}

const callback: CallbackDesk = {
  credentials: [
    { name: 'accessToken', label: { pt: 'Token de acesso do aplicativo na loja', en: 'The app’s access token for the shop' }, kind: 'secret' },
    {
      name: 'userAgent',
      label: { pt: 'Nome do aplicativo e contato: “Meu App (eu@exemplo.com)”', en: 'Name of the app and contact: “My App (me@example.com)”' },
      kind: 'text',
      need: 'optional',
    },
  ],
  limits: { capacity: 40, perSecond: 2, holdsBack: 'all' },
  next: askForPerson,
  confidence: 'verified',
};

const ofCustomers = (from: Source): Source => onlyWhen('event', 'customer/*', from);

const privacy = {
  pt: 'É um pedido de privacidade da Nuvemshop (LGPD): dele não se cria nem se altera nada.',
  en: 'It is a privacy request of Nuvemshop’s: nothing is made or changed because of it.',
};
const notAboutPeople = {
  pt: 'A Nuvemshop não informa pessoa neste evento.',
  en: 'Nuvemshop names no person with this event.',
};

/** Nuvemshop (Tiendanube). Its deliveries hold an id alone; orders and customers are asked for by API. */
export const nuvemshop: Platform = {
  id: 'nuvemshop',
  name: 'Nuvemshop',
  contentTypes: ['json'],
  mapping: {
    v: 1,
    each: '$',
    ddi: { constant: '55' },
    fields: {
      event: {
        from: [
          'event',
          // Privacy requests come without an event; what they are is told by what they hold.
          onlyWhen('data_request.id', '*', { constant: 'customers/data_request' }),
          onlyWhen('orders_requested[0]', '*', { constant: 'customers/data_request' }),
          onlyWhen('customer.id', '*', { constant: 'customers/redact' }),
          onlyWhen('store_id', '*', { constant: 'store/redact' }),
        ],
      },
      name: {
        from: [
          ofCustomers('$callback.name'), '$callback.customer.name', '$callback.contact_name', '$callback.billing_name', '$callback.shipping_address.name',
        ],
      },
      phone: {
        from: [
          ofCustomers('$callback.phone'), ofCustomers('$callback.default_address.phone'),
          '$callback.customer.phone', '$callback.contact_phone', '$callback.shipping_address.phone', '$callback.billing_phone',
          '$callback.customer.default_address.phone',
        ],
      },
      email: { from: [ofCustomers('$callback.email'), '$callback.customer.email', '$callback.contact_email'] },
      document: {
        from: [ofCustomers('$callback.identification'), '$callback.customer.identification', '$callback.contact_identification'],
      },
      product: { from: ['$callback.products[0].name'] },
      productId: { from: ['$callback.products[0].product_id', '$callback.products[0].sku'] },
      orderId: {
        from: [
          '$callback.number', onlyWhen('event', 'order/*', 'id'),
          onlyWhen('event', 'fulfillment_order/*', 'order_id'),
        ],
      },
      value: { from: ['$callback.total'] },
      currency: { from: ['$callback.currency'] },
      status: { from: [onlyWhen('event', 'fulfillment_order/*', 'status'), '$callback.payment_status', '$callback.status'] },
      shippingStatus: { from: ['$callback.shipping_status'] },
      payment: { from: ['$callback.payment_details.method', '$callback.gateway_name'] },
      trackingCode: { from: ['$callback.shipping_tracking_number'] },
      link: { from: ['$callback.shipping_tracking_url', '$callback.abandoned_checkout_url'] },
      account: { from: ['store_id'] },
      happenedAt: {
        from: [
          'event_launch_ts',
          onlyWhen('event', 'order/created', '$callback.created_at'),
          onlyWhen('event', 'order/paid', '$callback.paid_at'),
          onlyWhen('event', 'order/cancelled', '$callback.cancelled_at'),
          // A change has no time of its own in what is sent: equal ones within a day count as one.
          onlyWhen('event', ONCE, '$callback.updated_at'),
        ],
      },
    },
  },
  events: knownEvents('verified', [
    ['order/created', 'Pedido criado', 'Order created', 'awaiting-payment'],
    ['order/paid', 'Pedido pago', 'Order paid', 'paid'],
    ['order/pending', 'Pagamento pendente', 'Payment pending', 'awaiting-payment'],
    ['order/voided', 'Pagamento anulado', 'Payment voided', 'cancelled'],
    ['order/packed', 'Pedido embalado', 'Order packed'],
    ['order/unpacked', 'Pedido desembalado', 'Order unpacked'],
    ['order/fulfilled', 'Pedido enviado', 'Order sent', 'shipped'],
    ['order/cancelled', 'Pedido cancelado', 'Order cancelled', 'cancelled'],
    ['order/edited', 'Pedido editado', 'Order edited', 'updated'],
    ['order/updated', 'Pedido atualizado', 'Order changed', 'updated'],
    ['order/custom_fields_updated', 'Campos do pedido alterados', 'Order’s fields changed', 'updated'],
    ['customer/created', 'Cliente criado', 'Customer created', 'lead'],
    ['customer/updated', 'Cliente atualizado', 'Customer changed', 'updated'],
    ['customer/deleted', 'Cliente excluído', 'Customer deleted'],
    ['fulfillment_order/status_updated', 'Status da remessa', 'Status of the shipment', 'shipped'],
    ['fulfillment_order/tracking_event_created', 'Evento de rastreio', 'Event of tracking', 'shipped'],
    ['app/uninstalled', 'Aplicativo desinstalado', 'App uninstalled'],
    ['customers/redact', 'Pedido de exclusão de cliente (LGPD)', 'Request to erase a customer'],
    ['customers/data_request', 'Pedido de dados de cliente (LGPD)', 'Request for a customer’s data'],
    ['store/redact', 'Pedido de exclusão da loja (LGPD)', 'Request to erase a shop'],
  ]),
  identity: [
    ['store_id', 'event', 'id', 'event_launch_ts'],
    ['store_id', onlyWhen('event', ONCE, 'event'), 'id'],
    ['store_id', 'event', 'order_id', 'fulfillment_id', 'tracking_event_id'],
    ['store_id', onlyWhen('event', 'fulfillment_order/status_updated', 'event'), 'order_id', 'fulfillment_id', 'status'],
  ],
  authenticity: [
    {
      id: 'signature',
      scheme: { kind: 'hmac', algorithm: 'sha256', encoding: 'hex', at: { header: 'x-linkedstore-hmac-sha256' } },
      secret: { pt: 'Client secret do aplicativo na Nuvemshop', en: 'Client secret of the app at Nuvemshop' },
      confidence: 'verified',
    },
    addressAlone,
  ],
  handshake: answerProbe,
  answerWithinMs: 3000,
  callback,
  // The requests of the privacy laws name who is to be forgotten: nothing but their ids is kept.
  unkept: ['customer.name', 'customer.email', 'customer.phone', 'customer.identification'],
  withoutPerson: [
    { identification: 'customers/*', because: privacy },
    { identification: 'store/*', because: privacy },
    { identification: 'customer/deleted', because: notAboutPeople },
    { identification: 'product/*', because: notAboutPeople },
    { identification: 'category/*', because: notAboutPeople },
    { identification: 'app/*', because: notAboutPeople },
    { identification: 'domain/*', because: notAboutPeople },
    { identification: 'subscription/*', because: notAboutPeople },
  ],
  unknowns: [
    {
      pt: 'Na resposta da API, paid_at, cancelled_at, updated_at e os campos de pagamento e de envio são supostos: confira em uma resposta.',
      en: 'In the API’s answer paid_at, cancelled_at, updated_at and the fields of payment and shipping are assumed: look at an answer.',
    },
    {
      pt: 'order/updated e outras alterações chegam iguais a cada vez, sem hora: no mesmo dia contam como uma.',
      en: 'order/updated and other changes look alike each time, without a time: within a day they count as one.',
    },
    {
      pt: 'A Nuvemshop não avisa de carrinho abandonado; os webhooks pertencem a um aplicativo, que a loja precisa ter.',
      en: 'Nuvemshop tells of no abandoned carts; its webhooks belong to an app, which the shop needs to have.',
    },
  ],
  confidence: 'verified',
};

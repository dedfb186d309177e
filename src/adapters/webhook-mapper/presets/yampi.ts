import type { Source } from '../../../domain/mapping/mapping.ts';
import type { Platform } from '../../../ports/platform.ts';
import { answerProbe } from '../answer-probe.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { phoneOfParts } from '../phone-parts.ts';
import { addressAlone } from '../usual-choices.ts';

/** Where a customer stands: with an order or a cart, with the order of a transaction, or within what is not nested. */
const CUSTOMERS = ['resource.customer.data', 'resource.order.data.customer.data', 'resource.customer'] as const;

const ofCustomer = (...keys: readonly string[]): readonly Source[] =>
  CUSTOMERS.flatMap((customer) => keys.map((key) => `${customer}.${key}`));

/** Only of events about customers: a product has a `name` as well. */
const ofCustomerEvents = (...sources: readonly Source[]): readonly Source[] =>
  sources.map((from) => onlyWhen('event', 'customer.*', from));

const phoneOf = (customer: string): readonly Source[] => [
  `${customer}.phone.full_number`,
  ...phoneOfParts({ ddd: `${customer}.phone.area_code`, number: `${customer}.phone.number` }),
  `${customer}.phone.formated_number`,
  onlyWhen(`${customer}.phone`, '*', `${customer}.phone`),
];

const noPerson = { pt: 'A Yampi envia neste evento apenas dados do produto.', en: 'Yampi sends only data of the product with this event.' };

/** Yampi: orders, carts and customers, each with all that belongs to it. */
export const yampi: Platform = {
  id: 'yampi',
  name: 'Yampi',
  contentTypes: ['json'],
  mapping: {
    v: 1,
    each: '$',
    ddi: { constant: '55' },
    fields: {
      event: { from: ['event'] },
      name: {
        from: [
          ...ofCustomer('name', 'generic_name'),
          ...CUSTOMERS.map((customer): Source => ({ join: [`${customer}.first_name`, `${customer}.last_name`] })),
          ...ofCustomer('razao_social'),
          ...ofCustomerEvents('resource.name', 'resource.generic_name', { join: ['resource.first_name', 'resource.last_name'] }, 'resource.razao_social'),
          'resource.shipping_address.data.receiver', 'resource.receiver', 'resource.spreadsheet.data[0].customer',
        ],
      },
      phone: {
        from: [
          ...CUSTOMERS.flatMap(phoneOf), ...phoneOf('resource'),
          'resource.spreadsheet.data[0].customer_phone', 'resource.spreadsheet.data.customer_phone',
        ],
      },
      email: { from: [...ofCustomer('email'), 'resource.email', 'resource.spreadsheet.data[0].customer_email'] },
      document: {
        from: [...ofCustomer('cpf', 'cnpj'), 'resource.cpf', 'resource.cnpj', 'resource.spreadsheet.data[0].customer_document'],
      },
      company: { from: [...ofCustomer('razao_social'), 'resource.razao_social'] },
      companyDocument: { from: [...ofCustomer('cnpj'), 'resource.cnpj'] },
      product: {
        from: ['resource.items.data[0].sku.data.title', 'resource.spreadsheet.data[0].product', 'resource.spreadsheet.data.products'],
      },
      productId: { from: ['resource.items.data[0].product_id'] },
      orderId: {
        from: [
          'resource.number', 'resource.order.data.number',
          onlyWhen('event', ['order.*', 'cart.*', 'transaction.*'], 'resource.id'),
        ],
      },
      value: { from: ['resource.value_total', 'resource.order.data.value_total', 'resource.totalizers.total', 'resource.amount'] },
      status: { from: ['resource.status.data.alias', 'resource.order.data.status.data.alias', 'resource.status'] },
      payment: { from: ['resource.payments[0].alias', 'resource.payments[0].name', 'resource.transactions.data[0].payment.data.alias'] },
      refusal: { from: ['resource.transactions.data[0].error_message', 'resource.error_message'] },
      link: {
        from: ['resource.transactions.data[0].billet_url', 'resource.track_url', 'resource.items.data[0].sku.data.purchase_url'],
      },
      barcode: { from: ['resource.transactions.data[0].billet_barcode'] },
      trackingCode: { from: ['resource.track_code'] },
      utmSource: { from: ['resource.utm_source'] },
      utmMedium: { from: ['resource.utm_medium'] },
      utmCampaign: { from: ['resource.utm_campaign'] },
      utmContent: { from: ['resource.utm_content'] },
      utmTerm: { from: ['resource.utm_term'] },
      happenedAt: { from: ['time', 'resource.updated_at.date', 'resource.created_at.date'], zone: 'America/Sao_Paulo' },
    },
  },
  events: knownEvents('verified', [
    ['order.created', 'Pedido criado', 'Order created', 'awaiting-payment'],
    ['order.paid', 'Pedido pago', 'Order paid', 'paid'],
    ['order.status.updated', 'Status do pedido alterado (ver status)', 'Order’s status changed (see status)', 'updated'],
    ['order.invoice.created', 'Nota fiscal criada', 'Invoice created'],
    ['order.invoice.updated', 'Nota fiscal alterada', 'Invoice changed'],
    ['transaction.payment.refused', 'Pagamento recusado', 'Payment refused', 'refused'],
    ['cart.reminder', 'Carrinho abandonado', 'Cart abandoned', 'cart-abandoned'],
    ['customer.created', 'Cliente criado', 'Customer created', 'lead'],
    ['customer.address.created', 'Endereço do cliente criado', 'Customer’s address created', 'updated'],
    ['product.created', 'Produto criado', 'Product created'],
    ['product.updated', 'Produto alterado', 'Product changed'],
    ['product.deleted', 'Produto excluído', 'Product deleted'],
    ['product.inventory.updated', 'Estoque alterado', 'Stock changed'],
    ['cashback.expiring', 'Cashback prestes a expirar', 'Cashback about to expire'],
  ]),
  identity: [
    ['event', 'resource.id', 'resource.updated_at.date'],
    ['event', 'resource.id', 'time'],
  ],
  authenticity: [
    {
      id: 'signature',
      scheme: { kind: 'hmac', algorithm: 'sha256', encoding: 'base64', at: { header: 'x-yampi-hmac-sha256' } },
      secret: { pt: 'Chave secreta do webhook (wh_…)', en: 'Secret of the webhook (wh_…)' },
      confidence: 'verified',
    },
    addressAlone,
  ],
  handshake: answerProbe,
  answerWithinMs: 5000,
  withoutPerson: [{ identification: 'product.*', because: noPerson }],
  mayLack: [
    {
      identification: 'customer.address.created',
      fields: ['name', 'phone'],
      because: {
        pt: 'Não se conhece telefone no evento de endereço: capture uma amostra.',
        en: 'No phone is known in the event about an address: capture a sample.',
      },
    },
    {
      identification: 'cashback.expiring',
      fields: ['name', 'phone'],
      because: {
        pt: 'O corpo do evento de cashback não é documentado: capture uma amostra.',
        en: 'The body of the event about cashback is not documented: capture a sample.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'Se transaction.payment.refused traz o pedido ou a transação não é conhecido: capture uma amostra.',
      en: 'Whether transaction.payment.refused carries the order or the transaction is not known: capture a sample.',
    },
    {
      pt: 'O corpo de cart.reminder foi inferido: confira o telefone em uma amostra.',
      en: 'The body of cart.reminder is inferred: check the phone in a sample.',
    },
  ],
  confidence: 'verified',
};

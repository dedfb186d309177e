import type { Source } from '../../../domain/mapping/mapping.ts';
import type { Platform } from '../../../ports/platform.ts';
import { answerProbe } from '../answer-probe.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { addressAlone } from '../usual-choices.ts';

const SHIPPING = ['attended', 'production', 'separated', 'invoiced', 'shipped', 'delivered'] as const;

/**
 * What the order went through: its event and how it stands, `order.updated.approved`. Once it is paid, how its shipping stands:
 * `order.updated.shipped`. A cancelled order says so by itself.
 */
const eventOf = (event: Source, order: string): readonly Source[] => [
  onlyWhen(`${order}payment_status`, 'approved', onlyWhen(`${order}fulfillment_status`, SHIPPING, { join: [event, `${order}fulfillment_status`], with: '.' })),
  onlyWhen(`${order}payment_status`, '*', { join: [event, `${order}payment_status`], with: '.' }),
  onlyWhen(`${order}fulfillment_status`, '*', { join: [event, `${order}fulfillment_status`], with: '.' }),
];

/** Bagy, once Dooca Commerce. One receiver gets the order itself, without `event` and `data` about it. */
export const bagy: Platform = {
  id: 'bagy',
  name: 'Bagy',
  contentTypes: ['json'],
  mapping: {
    v: 1,
    each: '$',
    ddi: { constant: '55' },
    fields: {
      event: {
        from: [
          onlyWhen('event', 'order.cancel*', 'event'),
          ...eventOf('event', 'data.').map((from): Source => onlyWhen('event', 'order.*', from)),
          'event',
          ...eventOf({ constant: 'order.updated' }, ''),
        ],
      },
      name: { from: ['data.customer.name', 'customer.name', 'data.address.receiver', 'address.receiver'] },
      phone: {
        from: [
          'data.customer.phone', 'data.customer.cellphone', 'data.customer.mobile', 'data.address.phone',
          'customer.phone', 'customer.cellphone', 'customer.mobile', 'address.phone',
        ],
      },
      email: { from: ['data.customer.email', 'customer.email'] },
      document: { from: ['data.customer.doc', 'data.customer.cpf', 'data.customer.cnpj', 'customer.doc', 'customer.cpf', 'customer.cnpj'] },
      product: { from: ['data.items[0].name', 'items[0].name'] },
      productId: { from: ['data.items[0].product_id', 'data.items[0].sku', 'items[0].product_id', 'items[0].sku'] },
      orderId: { from: ['data.code', 'data.id', 'code', 'id'] },
      value: { from: ['data.total', 'total'] },
      status: { from: ['data.status', 'status'] },
      paymentStatus: { from: ['data.payment_status', 'payment_status'] },
      shippingStatus: { from: ['data.fulfillment_status', 'fulfillment_status'] },
      payment: { from: ['data.payment.method', 'payment.method'] },
      trackingCode: { from: ['data.fulfillment.shipping_code', 'fulfillment.shipping_code'] },
      link: { from: ['data.fulfillment.shipping_track_url', 'fulfillment.shipping_track_url'] },
      happenedAt: { from: ['data.updated_at', 'data.created_at', 'updated_at', 'created_at'], zone: 'America/Sao_Paulo' },
    },
  },
  events: knownEvents('inferred', [
    ['order.created.pending', 'Pedido criado, aguardando pagamento', 'Order created, awaiting payment', 'awaiting-payment'],
    ['order.created.unpaid', 'Pedido criado, não pago', 'Order created, not paid', 'awaiting-payment'],
    ['order.created.approved', 'Pedido criado e pago', 'Order created and paid', 'paid'],
    ['order.updated.pending', 'Pagamento pendente', 'Payment pending', 'awaiting-payment'],
    ['order.updated.approved', 'Pagamento aprovado', 'Payment approved', 'paid'],
    ['order.updated.denied', 'Pagamento recusado', 'Payment refused', 'refused'],
    ['order.updated.expired', 'Pagamento expirado', 'Payment expired', 'expired'],
    ['order.updated.refunded', 'Pagamento reembolsado', 'Payment refunded', 'refunded'],
    ['order.updated.chargeback', 'Chargeback', 'Chargeback', 'chargeback'],
    ['order.updated.canceled', 'Pagamento cancelado', 'Payment cancelled', 'cancelled'],
    ['order.updated.attended', 'Pedido atendido', 'Order attended'],
    ['order.updated.production', 'Pedido em produção', 'Order in production'],
    ['order.updated.separated', 'Pedido separado', 'Order picked'],
    ['order.updated.invoiced', 'Pedido faturado', 'Order invoiced'],
    ['order.updated.shipped', 'Pedido enviado', 'Order shipped', 'shipped'],
    ['order.updated.delivered', 'Pedido entregue', 'Order delivered', 'delivered'],
    ['order.cancelled', 'Pedido cancelado', 'Order cancelled', 'cancelled'],
  ]),
  // What the outer `id` numbers is not known; an order's own id and the time of its change do for it.
  identity: [
    ['event', 'data.id', 'data.updated_at'],
    ['id', 'updated_at'],
    ['event', 'data.id', 'data.payment_status', 'data.fulfillment_status'],
    ['id', 'fulfillment_status'],
  ],
  authenticity: [addressAlone],
  handshake: answerProbe,
  unkept: ['data.token', 'token'],
  withoutPerson: ['variant*', 'product*'].map((identification) => ({
    identification,
    because: { pt: 'A Bagy envia neste evento apenas dados do produto.', en: 'Bagy sends only data of the product with this event.' },
  })),
  unknowns: [
    {
      pt: 'O formato das entregas da Bagy foi inferido de integrações de terceiros: capture uma amostra.',
      en: 'The shape of Bagy’s deliveries is inferred from integrations of others: capture a sample.',
    },
    {
      pt: 'Se há aviso de carrinho abandonado não é conhecido.',
      en: 'Whether there is a notice of abandoned carts is not known.',
    },
    {
      pt: 'Não se conhece assinatura da Bagy: quem tem o endereço pode enviar. Não o divulgue.',
      en: 'No signature of Bagy is known: whoever has the address can send. Do not publish it.',
    },
  ],
  confidence: 'inferred',
};

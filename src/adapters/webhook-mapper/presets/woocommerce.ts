import type { Incoming, Source } from '../../../domain/mapping/mapping.ts';
import type { HandshakeAnswer, Platform, RawRequest } from '../../../ports/platform.ts';
import { answerProbe } from '../answer-probe.ts';
import { ddiByAddress } from '../ddi-by-address.ts';
import { textAt } from '../json-at.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { addressAlone } from '../usual-choices.ts';

const TOPIC = '$headers.x-wc-webhook-topic';
const ORDERS = ['order.*', 'subscription.*'] as const;

const ofOrder = (from: Source): Source => onlyWhen(TOPIC, ORDERS, from);

const erased = { pt: 'O WooCommerce envia apenas o id do que foi excluído.', en: 'WooCommerce sends no more than the id of what was deleted.' };
const thing = { pt: 'O evento fala de produtos, cupons ou da loja, e não de um cliente.', en: 'The event is about products, coupons or the shop, and not about a customer.' };

/** On saving, a webhook is tried out with a form of nothing but its own number; anything but 200 keeps it switched off. */
function answerPing(request: RawRequest, { body, headers }: Incoming): HandshakeAnswer | undefined {
  const isPing = headers['x-wc-webhook-topic'] === undefined && textAt(body, 'webhook_id') !== undefined && Object.keys(body ?? {}).length === 1;
  return isPing ? { status: 200 } : answerProbe(request);
}

/** WooCommerce. There is no event for "paid": it is an update to `processing` or `completed`, so that the status is part of the event. */
export const woocommerce: Platform = {
  id: 'woocommerce',
  name: 'WooCommerce',
  contentTypes: ['json', 'form'],
  mapping: {
    v: 1,
    ddi: ddiByAddress(['billing.country', 'shipping.country']),
    fields: {
      event: {
        from: [
          onlyWhen(TOPIC, ['order.updated', 'subscription.updated'], onlyWhen('status', '*', { join: [TOPIC, 'status'], with: '.' })),
          TOPIC,
          { join: ['$headers.x-wc-webhook-resource', '$headers.x-wc-webhook-event'], with: '.' },
        ],
      },
      name: {
        from: [
          { join: ['billing.first_name', 'billing.last_name'] }, { join: ['first_name', 'last_name'] },
          { join: ['shipping.first_name', 'shipping.last_name'] },
        ],
      },
      phone: { from: ['billing.cellphone', 'billing.phone', 'shipping.phone', 'meta_data[key=_billing_cellphone].value'] },
      email: { from: ['billing.email', 'email'] },
      document: { from: ['billing.cpf', 'billing.cnpj', 'meta_data[key=_billing_cpf].value', 'meta_data[key=_billing_cnpj].value'] },
      company: { from: ['billing.company'] },
      companyDocument: { from: ['billing.cnpj', 'meta_data[key=_billing_cnpj].value'] },
      product: { from: ['line_items[0].name'] },
      productId: { from: ['line_items[0].product_id', 'line_items[0].sku'] },
      orderId: { from: [ofOrder('number'), ofOrder('id')] },
      value: { from: ['total'] },
      currency: { from: ['currency'] },
      status: { from: ['status'] },
      payment: { from: ['payment_method_title', 'payment_method'] },
      link: { from: ['payment_url'] },
      message: { from: ['customer_note'] },
      shop: { from: ['$headers.x-wc-webhook-source'] },
      happenedAt: { from: ['date_modified_gmt', 'date_created_gmt'], zone: 'UTC' },
    },
  },
  events: knownEvents('verified', [
    ['order.created', 'Pedido criado', 'Order created', 'awaiting-payment'],
    ['order.updated.pending', 'Pagamento pendente', 'Payment pending', 'awaiting-payment'],
    ['order.updated.on-hold', 'Pedido aguardando confirmação', 'Order on hold', 'awaiting-payment'],
    ['order.updated.processing', 'Pagamento aprovado', 'Payment approved', 'paid'],
    ['order.updated.completed', 'Pedido concluído', 'Order completed', 'completed'],
    ['order.updated.cancelled', 'Pedido cancelado', 'Order cancelled', 'cancelled'],
    ['order.updated.refunded', 'Pedido reembolsado', 'Order refunded', 'refunded'],
    ['order.updated.failed', 'Pagamento recusado', 'Payment refused', 'refused'],
    ['order.updated.checkout-draft', 'Checkout em andamento', 'Checkout under way', 'cart-abandoned'],
    ['order.deleted', 'Pedido excluído', 'Order deleted'],
    ['order.restored', 'Pedido restaurado', 'Order restored', 'updated'],
    ['customer.created', 'Cliente criado', 'Customer created', 'lead'],
    ['customer.updated', 'Cliente atualizado', 'Customer updated', 'updated'],
    ['customer.deleted', 'Cliente excluído', 'Customer deleted'],
  ]),
  // The delivery's own id is a hash of webhook and second, which two deliveries may share.
  identity: [
    ['$headers.x-wc-webhook-delivery-id', 'id', 'date_modified_gmt'],
    ['$headers.x-wc-webhook-delivery-id', 'id'],
    ['$headers.x-wc-webhook-delivery-id', 'arg'],
  ],
  authenticity: [
    {
      id: 'signature',
      scheme: { kind: 'hmac', algorithm: 'sha256', encoding: 'base64', at: { header: 'x-wc-webhook-signature' } },
      secret: { pt: 'Segredo: WooCommerce → Configurações → Avançado → Webhooks', en: 'Secret: WooCommerce → Settings → Advanced → Webhooks' },
      confidence: 'verified',
    },
    addressAlone,
  ],
  handshake: answerPing,
  answerWithinMs: 60_000,
  unkept: ['order_key', 'cart_hash'],
  withoutPerson: [
    { identification: 'order.deleted', because: erased },
    { identification: 'customer.deleted', because: erased },
    { identification: 'subscription.deleted', because: erased },
    { identification: 'product.*', because: thing },
    { identification: 'coupon.*', because: thing },
    {
      identification: 'action.*',
      because: {
        pt: 'Um gancho do WordPress traz apenas o seu próprio argumento.',
        en: 'A hook of WordPress brings no more than its own argument.',
      },
    },
  ],
  mayLack: [
    {
      identification: '*',
      fields: ['name', 'phone'],
      because: {
        pt: 'O cadastro ou o checkout da loja não pediu este dado.',
        en: 'The shop’s sign-up or checkout did not ask for it.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'O WooCommerce não repete uma entrega que falhou, e desliga o webhook na sétima falha seguida.',
      en: 'WooCommerce does not repeat a delivery that failed, and switches the webhook off at the seventh failure in a row.',
    },
    {
      pt: 'CPF e celular vêm do plugin “Brazilian Market”; outros plugins usam meta_data próprios.',
      en: 'CPF and mobile come from the plugin “Brazilian Market”; others use meta_data of their own.',
    },
  ],
  confidence: 'verified',
};

import type { Source } from '../../../domain/mapping/mapping.ts';
import type { Platform } from '../../../ports/platform.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { addressAlone } from '../usual-choices.ts';
import { stripeCallback } from './stripe-callback.ts';
import { stripeWithoutPerson } from './stripe-without-person.ts';

/** Only there the object is a customer; products and plans have a `name` too. */
const ofCustomer = (field: string): Source => onlyWhen('data.object.object', 'customer', `data.object.${field}`);

/** Where contacts stand in the objects of Stripe, and at last in what the callback answered: a customer, or a charge. */
const contact = (field: 'name' | 'phone' | 'email'): readonly Source[] => [
  `data.object.customer_details.${field}`,
  `data.object.customer_${field}`,
  `data.object.billing_details.${field}`,
  ofCustomer(field),
  `data.object.customer.${field}`,
  `data.object.owner.${field}`,
  `data.object.shipping.${field}`,
  `data.object.customer_shipping.${field}`,
  `data.object.shipping_details.${field}`,
  `data.object.collected_information.shipping_details.${field}`,
  onlyWhen('data.object.object', 'customer', `data.object.shipping.${field}`),
  `$callback.customer.${field}`,
  `$callback.customer.shipping.${field}`,
  `$callback.charge.billing_details.${field}`,
];

const brazilian = (list: string): readonly Source[] => [`${list}[type=br_cpf].value`, `${list}[type=br_cnpj].value`];

/** Stripe, snapshot events. Thin events (`v2.core.event`) only name what changed. */
export const stripe: Platform = {
  id: 'stripe',
  name: 'Stripe',
  contentTypes: ['json'],
  mapping: {
    v: 1,
    ddi: { constant: '55' },
    fields: {
      // Boleto and Pix complete the checkout before they are paid.
      event: {
        from: [
          onlyWhen('data.object.payment_status', 'unpaid', onlyWhen('type', 'checkout.session.completed', { join: ['type', { constant: 'unpaid' }], with: '.' })),
          'type',
        ],
      },
      name: { from: [...contact('name'), 'data.object.collected_information.individual_name', 'data.object.evidence.customer_name'] },
      phone: { from: contact('phone') },
      email: { from: [...contact('email'), 'data.object.receipt_email', 'data.object.evidence.customer_email_address', '$callback.charge.receipt_email'] },
      document: {
        from: [
          ...brazilian('data.object.customer_details.tax_ids'), ...brazilian('data.object.customer_tax_ids'),
          ...brazilian('$callback.customer.tax_ids.data'),
        ],
      },
      product: {
        from: [
          'data.object.line_items.data[0].description', 'data.object.lines.data[0].description', 'data.object.items.data[0].price.nickname',
          'data.object.metadata.product', 'data.object.metadata.plano', 'data.object.description',
        ],
      },
      productId: { from: ['data.object.items.data[0].price.product', 'data.object.lines.data[0].pricing.price_details.product'] },
      orderId: { from: ['data.object.number', 'data.object.id'] },
      reference: { from: ['data.object.client_reference_id', 'data.object.metadata.order_id', 'data.object.metadata.pedido'] },
      value: {
        from: [
          'data.object.amount_total', 'data.object.total', 'data.object.amount_paid', 'data.object.amount_due', 'data.object.amount',
          'data.object.items.data[0].price.unit_amount', 'data.object.plan.amount',
        ],
        transform: ['cents'],
      },
      currency: { from: ['data.object.currency', 'data.object.items.data[0].price.currency'], transform: ['upper-case'] },
      status: { from: ['data.object.payment_status', 'data.object.status'] },
      payment: { from: ['data.object.payment_method_details.type', 'data.object.payment_method_types[0]'] },
      refusal: { from: ['data.object.last_payment_error.message', 'data.object.failure_message'] },
      link: { from: ['data.object.after_expiration.recovery.url', 'data.object.hosted_invoice_url', 'data.object.receipt_url', 'data.object.url'] },
      customerId: { from: ['data.object.customer.id', 'data.object.customer', ofCustomer('id')] },
      happenedAt: { from: ['created'], format: 'epoch-s' },
    },
  },
  events: knownEvents('verified', [
    ['checkout.session.completed', 'Checkout concluído', 'Checkout completed', 'paid'],
    ['checkout.session.completed.unpaid', 'Checkout concluído, aguardando boleto ou Pix', 'Checkout completed, awaiting payment', 'awaiting-payment'],
    ['checkout.session.async_payment_succeeded', 'Boleto ou Pix pago', 'Delayed payment succeeded', 'paid'],
    ['checkout.session.async_payment_failed', 'Boleto ou Pix não pago', 'Delayed payment failed', 'refused'],
    ['checkout.session.expired', 'Checkout abandonado', 'Checkout abandoned', 'cart-abandoned'],
    ['invoice.paid', 'Fatura paga', 'Invoice paid', 'paid'],
    ['invoice.payment_failed', 'Cobrança da fatura falhou', 'Payment of the invoice failed', 'refused'],
    ['invoice.upcoming', 'Fatura próxima', 'Invoice coming up'],
    ['invoice.overdue', 'Fatura vencida', 'Invoice overdue', 'late'],
    ['customer.subscription.created', 'Assinatura criada', 'Subscription created', 'subscription-started'],
    ['customer.subscription.updated', 'Assinatura alterada', 'Subscription changed', 'updated'],
    ['customer.subscription.deleted', 'Assinatura cancelada', 'Subscription cancelled', 'subscription-cancelled'],
    ['customer.subscription.trial_will_end', 'Teste acaba em 3 dias', 'Trial ends in 3 days'],
    ['payment_intent.succeeded', 'Pagamento aprovado', 'Payment approved', 'paid'],
    ['payment_intent.payment_failed', 'Pagamento recusado', 'Payment refused', 'refused'],
    ['charge.succeeded', 'Cobrança aprovada', 'Charge approved', 'paid'],
    ['charge.failed', 'Cobrança recusada', 'Charge refused', 'refused'],
    ['charge.refunded', 'Reembolso', 'Refund', 'refunded'],
    ['charge.dispute.created', 'Contestação (chargeback)', 'Dispute (chargeback)', 'chargeback'],
    ['customer.created', 'Cliente criado', 'Customer created', 'lead'],
    ['customer.updated', 'Cliente alterado', 'Customer changed', 'updated'],
  ]),
  identity: [['id']],
  authenticity: [
    {
      id: 'signature',
      scheme: {
        kind: 'hmac',
        algorithm: 'sha256',
        encoding: 'hex',
        at: { header: 'stripe-signature' },
        pairs: { time: 't', signature: 'v1' },
        signed: '{timestamp}.{body}',
        timestamp: { unit: 's', toleranceS: 300, refuses: 'old' },
      },
      secret: { pt: 'Segredo de assinatura do endpoint (whsec_…)', en: 'Signing secret of the endpoint (whsec_…)' },
      confidence: 'verified',
    },
    addressAlone,
  ],
  callback: stripeCallback,
  unkept: ['data.object.client_secret', 'data.previous_attributes.client_secret'],
  withoutPerson: stripeWithoutPerson,
  mayLack: [
    {
      identification: 'checkout.session.*',
      fields: ['phone'],
      because: {
        pt: 'O telefone só vem quando o checkout o pede (phone_number_collection).',
        en: 'The phone comes only where the checkout asks for it (phone_number_collection).',
      },
    },
    {
      identification: '*',
      fields: ['name', 'phone'],
      because: {
        pt: 'O evento não traz contato, ou o cliente não tem nome ou telefone na Stripe; pagamentos avulsos podem não ter cliente.',
        en: 'The event has no contact, or the customer has no name or phone at Stripe; single payments may have no customer.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'Moedas sem centavos (JPY, CLP, PYG …) vêm em unidades inteiras: nelas, remapeie value sem “cents”.',
      en: 'Currencies without minor units (JPY, CLP, PYG …) come in whole units: for those map value without “cents”.',
    },
    {
      pt: 'O prazo da resposta não é publicado; terceiros falam de 3 a 30 segundos.',
      en: 'How soon to answer is not published; others speak of 3 to 30 seconds.',
    },
    {
      pt: 'Eventos “thin” (v2.core.event) só trazem uma referência: use eventos “snapshot”.',
      en: 'Thin events (v2.core.event) only hold a reference: use snapshot events.',
    },
  ],
  confidence: 'verified',
};

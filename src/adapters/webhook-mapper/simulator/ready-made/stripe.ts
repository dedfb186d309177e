import type { Json } from '../../../../domain/mapping/mapping.ts';
import type { Delivery } from '../delivery.ts';
import { documentOf, type Occasion, type ReadyMade } from './occasion.ts';

const event = (type: string, { number, atMs }: Occasion, object: Json): Delivery => ({
  event: type,
  json: {
    id: `evt_${`${number}`.padStart(24, '0')}`, object: 'event', api_version: '2026-01-28', created: Math.floor(atMs / 1000), livemode: true, type,
    data: { object }, pending_webhooks: 1, request: { id: null, idempotency_key: null },
  },
});

const session = (type: string, payment: string) => (occasion: Occasion): Delivery => event(type, occasion, {
  id: `cs_live_${occasion.number}`, object: 'checkout.session', amount_total: 29_750, currency: 'brl', payment_status: payment,
  customer_details: {
    name: occasion.person.name, email: occasion.person.email, phone: occasion.person.phone,
    tax_ids: [{ type: documentOf(occasion.person).length === 14 ? 'br_cnpj' : 'br_cpf', value: documentOf(occasion.person) }],
  },
  metadata: {},
});

const invoice = (type: string, status: string) => (occasion: Occasion): Delivery => event(type, occasion, {
  id: `in_${occasion.number}`, object: 'invoice', number: `A-${occasion.number}`, status, total: 29_750, amount_paid: status === 'paid' ? 29_750 : 0, currency: 'brl',
  customer_name: occasion.person.name, customer_email: occasion.person.email, customer_phone: occasion.person.phone, customer_tax_ids: [],
});

/** Stripe. */
export const stripe: ReadyMade = {
  'checkout.session.completed': session('checkout.session.completed', 'paid'),
  'checkout.session.expired': session('checkout.session.expired', 'unpaid'),
  'checkout.session.async_payment_succeeded': session('checkout.session.async_payment_succeeded', 'paid'),
  'invoice.paid': invoice('invoice.paid', 'paid'),
  'invoice.payment_failed': invoice('invoice.payment_failed', 'open'),
  'charge.refunded': (occasion) => event('charge.refunded', occasion, {
    id: `ch_${occasion.number}`, object: 'charge', amount: 29_750, amount_refunded: 29_750, currency: 'brl', refunded: true, receipt_email: occasion.person.email,
    billing_details: { name: occasion.person.name, email: occasion.person.email, phone: occasion.person.phone },
  }),
  'customer.created': (occasion) => event('customer.created', occasion, {
    id: `cus_${occasion.number}`, object: 'customer', name: occasion.person.name, email: occasion.person.email, phone: occasion.person.phone,
  }),
  'payment_intent.succeeded': (occasion) => event('payment_intent.succeeded', occasion, {
    id: `pi_${occasion.number}`, object: 'payment_intent', amount: 29_750, currency: 'brl', customer: `cus_${occasion.number}`, status: 'succeeded',
  }),
};

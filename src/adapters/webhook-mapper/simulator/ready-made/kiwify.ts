import type { Delivery } from '../delivery.ts';
import { areaCodeOf, documentOf, firstName, isoOf, localOf, localTime, uuidOf, type Occasion, type ReadyMade } from './occasion.ts';

const order = (event: string, status: string, payment: string) => ({ person, number, atMs }: Occasion): Delivery => ({
  event,
  json: {
    order_id: uuidOf(2, number), order_ref: `KW${number}`, order_status: status, webhook_event_type: event, product_type: 'membership', payment_method: payment,
    created_at: localTime(atMs).slice(0, 16), updated_at: localTime(atMs).slice(0, 16), approved_date: localTime(atMs).slice(0, 16),
    Product: { product_id: uuidOf(3, 1), product_name: 'Curso de Vendas' },
    Customer: { full_name: person.name, first_name: firstName(person), email: person.email, mobile: person.phone, CPF: documentOf(person) },
    Commissions: { charge_amount: 29_750, currency: 'BRL' },
    TrackingParameters: { src: null, sck: null, utm_source: 'instagram' },
  },
});

/** Kiwify. */
export const kiwify: ReadyMade = {
  order_approved: order('order_approved', 'paid', 'credit_card'),
  order_rejected: order('order_rejected', 'refused', 'credit_card'),
  order_refunded: order('order_refunded', 'refunded', 'credit_card'),
  chargeback: order('chargeback', 'chargedback', 'credit_card'),
  billet_created: order('billet_created', 'waiting_payment', 'boleto'),
  pix_created: order('pix_created', 'waiting_payment', 'pix'),
  abandoned: ({ person, number, atMs }) => ({
    event: 'abandoned',
    json: {
      id: uuidOf(4, number), status: 'abandoned', name: person.name, email: person.email, cpf: documentOf(person), country: 'br',
      phone: `(${areaCodeOf(person)}) ${localOf(person).slice(0, -4)}-${localOf(person).slice(-4)}`,
      product_id: uuidOf(3, 1), product_name: 'Curso de Vendas', checkout_link: 'abc123', created_at: isoOf(atMs),
    },
  }),
};

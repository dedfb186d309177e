import type { Delivery } from '../delivery.ts';
import { areaCodeOf, documentOf, digitsOf, localOf, localTime, type Occasion, type ReadyMade } from './occasion.ts';

const logzzOrder = (status: string) => ({ person, number, atMs }: Occasion): Delivery => ({
  event: status,
  json: {
    order_number: `L${number}`, order_status: status, order_status_description: '', date_order: localTime(atMs), order_final_price: '297.50', order_quantity: 1,
    client_name: person.name, client_email: person.email, client_phone: digitsOf(person.phone), client_document: documentOf(person), client_zip_code: '01310-100',
    products: { main: { product_name: 'Camiseta', product_code: 'pro1', quantity: 1, variations: [] } }, producer_name: 'Loja Exemplo', utm: {},
  },
});

/** Logzz; what happened is a word of Portuguese. */
export const logzz: ReadyMade = { Agendado: logzzOrder('Agendado'), Completo: logzzOrder('Completo'), Frustrado: logzzOrder('Frustrado'), Cancelado: logzzOrder('Cancelado') };

const bagyOrder = (event: string, payment: string) => ({ person, number, atMs }: Occasion): Delivery => ({
  event: `${event} ${payment}`,
  json: {
    id: 50_000 + number, event,
    data: {
      id: number, code: `${number}`, status: 'open', payment_status: payment, fulfillment_status: 'unfulfilled', total: 297.5, updated_at: localTime(atMs), created_at: localTime(atMs),
      customer: {
        name: person.name, email: person.email, doc: documentOf(person), phone: `(${areaCodeOf(person)}) ${localOf(person).slice(0, -4)}-${localOf(person).slice(-4)}`,
      },
      items: [{ name: 'Camiseta', quantity: 1, price: 297.5 }],
    },
  },
});

/** Bagy: what really happened stands in the order's own states. */
export const bagy: ReadyMade = {
  'order.created pending': bagyOrder('order.created', 'pending'), 'order.updated approved': bagyOrder('order.updated', 'approved'),
  'order.updated refunded': bagyOrder('order.updated', 'refunded'),
};

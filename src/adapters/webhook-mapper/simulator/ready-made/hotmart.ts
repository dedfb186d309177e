import type { Json } from '../../../../domain/mapping/mapping.ts';
import type { Delivery } from '../delivery.ts';
import { digitsOf, documentOf, uuidOf, type Occasion, type ReadyMade } from './occasion.ts';

const statuses = {
  PURCHASE_APPROVED: 'APPROVED', PURCHASE_COMPLETE: 'COMPLETED', PURCHASE_BILLET_PRINTED: 'BILLET_PRINTED', PURCHASE_CANCELED: 'CANCELED',
  PURCHASE_REFUNDED: 'REFUNDED', PURCHASE_CHARGEBACK: 'CHARGEBACK', PURCHASE_PROTEST: 'DISPUTE', PURCHASE_DELAYED: 'DELAYED', PURCHASE_EXPIRED: 'EXPIRED',
} as const;

const product = { id: 1234567, ucode: 'a1b2c3d4-0000-4000-8000-000000000001', name: 'Curso de Vendas' };

const envelope = (event: string, { number, atMs }: Occasion, data: Json): Delivery => ({
  event, json: { id: uuidOf(1, number), creation_date: atMs, event, version: '2.0.0', data },
});

const purchase = (event: string, status: string) => (occasion: Occasion): Delivery => {
  const { person, number, atMs } = occasion;
  return envelope(event, occasion, {
    product,
    buyer: { name: person.name, email: person.email, checkout_phone: digitsOf(person.phone), checkout_phone_code: '55', document: documentOf(person), document_type: 'CPF' },
    purchase: {
      transaction: `HP${`${number}`.padStart(10, '0')}`, status, order_date: atMs, approved_date: atMs,
      price: { value: 297.5, currency_value: 'BRL' }, payment: { type: 'PIX', installments_number: 1 }, origin: { src: 'instagram' },
    },
  });
};

/** Hotmart, version 2. */
export const hotmart: ReadyMade = {
  ...Object.fromEntries(Object.entries(statuses).map(([event, status]) => [event, purchase(event, status)])),
  PURCHASE_OUT_OF_SHOPPING_CART: (occasion) => envelope('PURCHASE_OUT_OF_SHOPPING_CART', occasion, {
    affiliate: false, product, offer: { code: 'of3rta01' }, checkout_country: { name: 'Brasil', iso: 'BR' },
    buyer: { name: occasion.person.name, email: occasion.person.email, phone: digitsOf(occasion.person.phone) },
  }),
  SUBSCRIPTION_CANCELLATION: (occasion) => envelope('SUBSCRIPTION_CANCELLATION', occasion, {
    product, actual_recurrence_value: 49.9, cancellation_date: occasion.atMs, subscription: { id: occasion.number, plan: { id: 1, name: 'Mensal' } },
    subscriber: { code: 'SUB00001', name: occasion.person.name, email: occasion.person.email },
  }),
};

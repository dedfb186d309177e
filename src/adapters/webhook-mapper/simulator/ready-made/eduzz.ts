import type { Json } from '../../../../domain/mapping/mapping.ts';
import type { Delivery } from '../delivery.ts';
import { documentOf, isoOf, uuidOf, type Occasion, type ReadyMade } from './occasion.ts';

const envelope = (event: string, { number, atMs }: Occasion, data: Json): Delivery => ({
  event, json: { id: uuidOf(5, number), event, data, sentDate: isoOf(atMs) },
});

const invoice = (event: string, status: string) => (occasion: Occasion): Delivery => envelope(event, occasion, {
  id: `${occasion.number}`, status, paymentMethod: 'pix', installments: 1, price: { value: 297.5, currency: 'BRL' },
  buyer: {
    id: `${occasion.number}`, name: occasion.person.name, email: occasion.person.email, document: documentOf(occasion.person),
    cellphone: occasion.person.phone, phone: null, phone2: null,
  },
  items: [{ productId: '77', name: 'Curso de Vendas', price: { value: 297.5, currency: 'BRL' } }],
  utm: { source: 'instagram', medium: '', campaign: '', content: '' },
});

/** Eduzz, by its developer hub. */
export const eduzz: ReadyMade = {
  'myeduzz.invoice_paid': invoice('myeduzz.invoice_paid', 'paid'),
  'myeduzz.invoice_opened': invoice('myeduzz.invoice_opened', 'open'),
  'myeduzz.invoice_canceled': invoice('myeduzz.invoice_canceled', 'canceled'),
  'myeduzz.invoice_refunded': invoice('myeduzz.invoice_refunded', 'refunded'),
  'sun.cart_abandonment': (occasion) => envelope('sun.cart_abandonment', occasion, {
    customer: { name: occasion.person.name, email: occasion.person.email, phone: occasion.person.phone },
    lastStep: 'payment', productId: ['77'], transactionId: `${occasion.number}`, producerId: '9', saleRecoveryUrl: 'https://sun.eduzz.com/77',
  }),
};

import type { Delivery } from '../delivery.ts';
import { areaCodeOf, documentOf, firstName, isoOf, lastName, localOf, localTime, nationalOf, uuidOf, type Occasion, type ReadyMade } from './occasion.ts';

const shopifyOrder = (topic: string, financial: string) => ({ person, number, atMs }: Occasion): Delivery => ({
  event: topic,
  headers: {
    'x-shopify-topic': topic, 'x-shopify-shop-domain': 'loja-exemplo.myshopify.com', 'x-shopify-api-version': '2026-07',
    'x-shopify-webhook-id': uuidOf(6, number), 'x-shopify-event-id': uuidOf(7, number), 'x-shopify-triggered-at': isoOf(atMs),
  },
  json: {
    id: 5_000_000_000 + number, admin_graphql_api_id: `gid://shopify/Order/${5_000_000_000 + number}`, name: `#${number}`, order_number: number,
    email: person.email, contact_email: person.email, phone: null, created_at: isoOf(atMs), total_price: '297.50', currency: 'BRL', financial_status: financial,
    customer: { first_name: firstName(person), last_name: lastName(person), email: person.email, phone: person.phone },
    billing_address: { name: person.name, phone: nationalOf(person) }, line_items: [{ title: 'Camiseta', quantity: 1, price: '297.50' }],
    note_attributes: [{ name: 'CPF', value: documentOf(person) }],
  },
});

/** Shopify; what happened stands in a header alone. */
export const shopify: ReadyMade = {
  'orders/create': shopifyOrder('orders/create', 'pending'),
  'orders/paid': shopifyOrder('orders/paid', 'paid'),
  'orders/cancelled': shopifyOrder('orders/cancelled', 'voided'),
  'checkouts/create': shopifyOrder('checkouts/create', 'pending'),
};

const wooOrder = (topic: string, status: string) => ({ person, number, atMs }: Occasion): Delivery => ({
  event: topic,
  headers: {
    'x-wc-webhook-topic': topic, 'x-wc-webhook-resource': 'order', 'x-wc-webhook-event': topic.split('.')[1] ?? '', 'x-wc-webhook-source': 'https://loja.example.com/',
    'x-wc-webhook-id': '12', 'x-wc-webhook-delivery-id': uuidOf(8, Math.floor(atMs / 1000)).replaceAll('-', ''),
  },
  json: {
    id: number, number: `${number}`, status, currency: 'BRL', total: '297.50', order_key: `wc_order_${number}`, payment_method_title: 'Pix',
    date_created_gmt: isoOf(atMs).slice(0, 19), date_modified_gmt: isoOf(atMs).slice(0, 19),
    billing: {
      first_name: firstName(person), last_name: lastName(person), email: person.email, phone: nationalOf(person), cellphone: nationalOf(person), cpf: documentOf(person),
    },
    line_items: [{ name: 'Camiseta', quantity: 1, total: '297.50' }],
  },
});

/** WooCommerce; its ping, sent when the webhook is saved, is a form that nobody signs. */
export const woocommerce: ReadyMade = {
  'order.created': wooOrder('order.created', 'pending'),
  'order.updated': wooOrder('order.updated', 'processing'),
  ping: () => ({ event: 'ping', form: { webhook_id: '12' } }),
};

const vtexState = (state: string) => ({ number, atMs }: Occasion): Delivery => ({
  event: state,
  json: {
    Domain: 'Fulfillment', OrderId: `v${number}-01`, State: state, LastState: 'window-to-cancel', LastChange: isoOf(atMs - 60_000), CurrentChange: isoOf(atMs),
    Origin: { Account: 'lojaexemplo', Key: 'ordersbroadcast' },
  },
});

/** VTEX names the order alone; whose it is has to be asked. */
export const vtex: ReadyMade = {
  'order-created': vtexState('order-created'),
  'payment-approved': vtexState('payment-approved'),
  'ready-for-handling': vtexState('ready-for-handling'),
  canceled: vtexState('canceled'),
  ping: () => ({ event: 'ping', json: { hookConfig: 'ping' } }),
};

const yampiOrder = (event: string, status: string) => ({ person, number, atMs }: Occasion): Delivery => {
  const at = { date: `${localTime(atMs)}.000000`, timezone_type: 3, timezone: 'America/Sao_Paulo' };
  return {
    event,
    json: {
      event, merchant: { id: 1, alias: 'loja-exemplo' },
      resource: {
        id: 9000 + number, number, value_total: 297.5, created_at: at, updated_at: at, status: { data: { alias: status } },
        customer: {
          data: {
            type: 'f', name: person.name, first_name: firstName(person), last_name: lastName(person), generic_name: person.name, email: person.email, cpf: documentOf(person),
            phone: { full_number: nationalOf(person), area_code: areaCodeOf(person), number: localOf(person) },
          },
        },
        items: { data: [{ quantity: 1, price: 297.5, product_id: 5, sku: { data: { title: 'Camiseta' } } }] },
      },
    },
  };
};

/** Yampi. */
export const yampi: ReadyMade = {
  'order.created': yampiOrder('order.created', 'waiting_payment'),
  'order.paid': yampiOrder('order.paid', 'paid'),
  'order.status.updated': yampiOrder('order.status.updated', 'cancelled'),
  'cart.reminder': yampiOrder('cart.reminder', 'waiting_payment'),
};

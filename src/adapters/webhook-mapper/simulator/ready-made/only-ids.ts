import type { Delivery } from '../delivery.ts';
import { isoOf, uuidOf, type Occasion, type ReadyMade } from './occasion.ts';

// Who it is about has to be asked of these platforms; Pipedrive alone sends a person whole.

const blingOrder = (event: string) => ({ number, atMs }: Occasion): Delivery => ({
  event,
  json: {
    eventId: uuidOf(12, number), date: isoOf(atMs), version: 'v1', event, companyId: 'd4475854366a36c86a37e792f9634a51',
    data: { id: number, numero: number, numeroLoja: `L${number}`, data: isoOf(atMs).slice(0, 10), total: 297.5, contato: { id: 1000 + number }, situacao: { id: 6, valor: 1 } },
  },
});

/** Bling. */
export const bling: ReadyMade = { 'order.created': blingOrder('order.created'), 'order.updated': blingOrder('order.updated') };

const nuvemshopEvent = (event: string) => ({ number }: Occasion): Delivery => ({ event, json: { store_id: 123_456, event, id: number } });

/** Nuvemshop, which tells one delivery from another by nothing. */
export const nuvemshop: ReadyMade = {
  'order/created': nuvemshopEvent('order/created'), 'order/paid': nuvemshopEvent('order/paid'), 'order/cancelled': nuvemshopEvent('order/cancelled'),
  'customer/created': nuvemshopEvent('customer/created'),
};

const trayNotice = (scope: string, act: string) => ({ number }: Occasion): Delivery => ({
  event: `${scope}_${act}`, form: { seller_id: '391250', scope_id: `${number}`, scope_name: scope, act, app_code: '718', url_notification: 'https://hub.example.com.br/' },
});

/** Tray, forms that nobody signs. */
export const tray: ReadyMade = { order_insert: trayNotice('order', 'insert'), order_update: trayNotice('order', 'update'), customer_update: trayNotice('customer', 'update') };

/** Pipedrive, version 2. */
export const pipedrive: ReadyMade = {
  'create.person': ({ person, number, atMs }) => ({
    event: 'create.person',
    json: {
      meta: {
        action: 'create', entity: 'person', entity_id: `${number}`, company_id: '1', user_id: '2', id: uuidOf(13, number), timestamp: isoOf(atMs), webhook_id: '3', version: '2.0',
        attempt: 1, change_source: 'app', is_bulk_edit: false,
      },
      data: {
        id: number, name: person.name, phones: [{ label: 'work', value: person.phone, primary: true }], emails: [{ label: 'work', value: person.email, primary: true }],
      },
      previous: null,
    },
  }),
};

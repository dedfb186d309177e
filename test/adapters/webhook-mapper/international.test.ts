import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/domain/mapping/index.ts';
import type { RawRequest } from '../../../src/ports/platform.ts';
import { aRequest, asForm, asJson, presetOf, receive, type AnswerCallback } from './receive.ts';

interface Expected {
  readonly event: string;
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly identity?: readonly Json[];
}

const [name, phone, email] = ['Ana Souza', '+5511987654321', 'ana@example.com'];
const ana = { name, phone, email };

function expectOnly(platform: string, request: RawRequest, { fields = {}, identity, ...expected }: Expected, answer?: AnswerCallback): void {
  const received = receive(presetOf(platform), request, answer);
  expect(received.handshake).toBeUndefined();
  expect(received.events).toHaveLength(1);
  const [{ event, lead } = { event: {}, lead: { fields: {} } }] = received.events;
  const { name, phone, email } = { name: undefined, phone: undefined, email: undefined, ...lead };
  expect({ event: event.identification, name, phone, email }).toEqual({ name: undefined, phone: undefined, email: undefined, ...expected });
  expect(lead.fields).toMatchObject(fields);
  if (identity !== undefined) expect(received.identity).toEqual(identity);
}

const topic = (header: string, value: string, body: unknown, more: Readonly<Record<string, string>> = {}): RawRequest =>
  aRequest(JSON.stringify(body), { [header]: value, ...more });

describe('WHK-01: deliveries of Stripe are read by their preset', () => {
  const event = (type: string, object: Readonly<Record<string, unknown>>): RawRequest =>
    asJson({ id: 'evt_1', object: 'event', type, created: 1_767_225_600, data: { object } });

  test('a checkout has the buyer, and is another event while Boleto or Pix is unpaid', () => {
    const session = { object: 'checkout.session', id: 'cs_1', amount_total: 9990, currency: 'brl', customer_details: ana };
    expectOnly('stripe', event('checkout.session.completed', { ...session, payment_status: 'paid' }), {
      event: 'checkout.session.completed', ...ana, identity: ['evt_1'], fields: { value: 99.9, currency: 'BRL', orderId: 'cs_1' },
    });
    expectOnly('stripe', event('checkout.session.completed', { ...session, payment_status: 'unpaid' }), { event: 'checkout.session.completed.unpaid', ...ana });
  });

  test('an invoice has the customer by fields of its own', () => {
    const invoice = { object: 'invoice', number: 'A-1', total: 500, customer_name: name, customer_phone: phone, customer_email: email };
    expectOnly('stripe', event('invoice.paid', invoice), { event: 'invoice.paid', ...ana, fields: { orderId: 'A-1', value: 5 } });
  });

  test('a product has a name and is nobody', () => {
    expectOnly('stripe', event('product.created', { object: 'product', name: 'Plano Pro' }), { event: 'product.created' });
    expectOnly('stripe', event('customer.created', { object: 'customer', ...ana }), { event: 'customer.created', ...ana });
  });

  test('a payment is asked for its customer, and for its charge where it has none', () => {
    const asked = event('payment_intent.succeeded', { object: 'payment_intent', id: 'pi_1', customer: 'cus_1', amount: 100 });
    expectOnly('stripe', asked, { event: 'payment_intent.succeeded', ...ana }, () => ({ object: 'customer', ...ana }));
    const [request] = receive(presetOf('stripe'), asked).asked;
    expect(request).toEqual({
      url: 'https://api.stripe.com/v1/customers/cus_1?expand[]=tax_ids', headers: { authorization: 'Bearer a-secretKey' }, route: 'GET /v1/customers/{id}',
    });
    const dispute = event('charge.dispute.created', { object: 'dispute', charge: 'ch_1', amount: 100 });
    expectOnly('stripe', dispute, { event: 'charge.dispute.created', ...ana }, ({ route }) =>
      (route.includes('charges') ? { object: 'charge', customer: 'cus_2', billing_details: { name } } : { object: 'customer', ...ana }));
    expect(receive(presetOf('stripe'), dispute, () => ({ object: 'charge', customer: null })).asked).toHaveLength(1);
  });

  test('a delivery of a connected account is asked for on its behalf; one with contact data is not', () => {
    const connected = asJson({ id: 'evt_1', type: 'payment_intent.succeeded', account: 'acct_1', data: { object: { customer: 'cus_1' } } });
    expect(receive(presetOf('stripe'), connected).asked[0]?.headers).toMatchObject({ 'stripe-account': 'acct_1' });
    expect(receive(presetOf('stripe'), event('charge.refunded', { object: 'charge', customer: 'cus_1', billing_details: ana })).asked).toEqual([]);
  });
});

describe('WHK-01: deliveries of Shopify are read by their preset', () => {
  const order = { id: 1, name: '#1001', total_price: '59.90', currency: 'BRL', financial_status: 'paid', email, customer: { first_name: 'Ana', last_name: 'Souza' } };

  test('the event stands in a header, and the number of the order is not a name', () => {
    const more = { 'x-shopify-webhook-id': 'w-1' };
    expectOnly('shopify', topic('x-shopify-topic', 'orders/paid', { ...order, shipping_address: { phone: '(11) 98765-4321', country_code: 'BR' } }, more), {
      event: 'orders/paid', ...ana, identity: ['w-1'], fields: { orderId: '#1001', value: 59.9, currency: 'BRL', status: 'paid' },
    });
    expectOnly('shopify', topic('x-shopify-topic', 'orders/paid', { id: 1, name: '#1001' }), { event: 'orders/paid' });
  });

  test('WHK-02: a number that does not read leaves its turn to the next; a foreign address supplies the DDI', () => {
    const body = { ...order, shipping_address: { phone: '555-555-SHIP', country_code: 'US' }, billing_address: { phone: '(212) 736-5000', country_code: 'US' } };
    expectOnly('shopify', topic('x-shopify-topic', 'orders/create', body), { event: 'orders/create', name, email, phone: '+12127365000' });
  });

  test('a checkout has the way back to the cart', () => {
    const body = { ...order, phone: '11987654321', abandoned_checkout_url: 'https://loja.example/recover' };
    expectOnly('shopify', topic('shopify-topic', 'checkouts/create', body), { event: 'checkouts/create', ...ana, fields: { link: 'https://loja.example/recover' } });
  });

  test('a customer stands at the root', () => {
    const body = { first_name: 'Ana', last_name: 'Souza', email, phone: null, default_address: { phone, name: 'Other' } };
    expectOnly('shopify', topic('x-shopify-topic', 'customers/create', body), { event: 'customers/create', ...ana });
  });
});

describe('WHK-01: deliveries of WooCommerce are read by their preset', () => {
  const billing = { first_name: 'Ana', last_name: 'Souza', email, phone: '(11) 3000-0001', cellphone: '(11) 98765-4321', cpf: '52998224725', country: 'BR' };
  const order = { id: 727, number: '727', status: 'processing', total: '149.90', currency: 'BRL', billing, date_modified_gmt: '2026-01-02T03:04:05' };

  test('an update is told by its status too; the mobile goes before the landline', () => {
    const request = topic('x-wc-webhook-topic', 'order.updated', order, { 'x-wc-webhook-delivery-id': 'd' });
    expectOnly('woocommerce', request, { event: 'order.updated.processing', ...ana, identity: ['d', 727, '2026-01-02T03:04:05'], fields: { orderId: '727', value: 149.9 } });
    const [mapped] = receive(presetOf('woocommerce'), request).events;
    expect(mapped).toMatchObject({ event: { happenedAt: '2026-01-02T03:04:05.000Z' }, lead: { document: '52998224725' } });
    expectOnly('woocommerce', topic('x-wc-webhook-topic', 'order.created', order), { event: 'order.created', ...ana });
  });

  test('a customer is no order', () => {
    const body = { id: 3, first_name: 'Ana', last_name: 'Souza', email, billing: { phone: '(11) 98765-4321' } };
    expectOnly('woocommerce', topic('x-wc-webhook-topic', 'customer.created', body), { event: 'customer.created', ...ana });
    expect(receive(presetOf('woocommerce'), topic('x-wc-webhook-topic', 'customer.created', body)).events[0]?.lead.fields).not.toHaveProperty('orderId');
  });

  test('a ping is answered with 200, and an order is no ping', () => {
    expect(receive(presetOf('woocommerce'), asForm('webhook_id=7')).handshake).toEqual({ status: 200 });
    expect(receive(presetOf('woocommerce'), topic('x-wc-webhook-topic', 'order.deleted', { id: 7 })).handshake).toBeUndefined();
    expect(receive(presetOf('woocommerce'), topic('x-wc-webhook-topic', 'order.created', { webhook_id: '7' })).handshake).toBeUndefined();
  });
});

describe('WHK-01: deliveries of WordPress are read by their preset', () => {
  test('Elementor, with Advanced Data: the form has a name too', () => {
    const body = 'form[id]=f1&form[name]=Contato&fields[name][value]=Ana+Souza&fields[field_9][type]=tel&fields[field_9][title]=Zap&fields[field_9][value]=11987654321'
      + '&fields[email][value]=ana%40example.com';
    expectOnly('wordpress', asForm(body), { event: 'Contato', ...ana, fields: { formId: 'f1' } });
  });

  test('Elementor, simple: labels are names', () => {
    expectOnly('wordpress', asForm('Nome=Ana+Souza&Telefone=(11)+98765-4321&E-mail=ana%40example.com&form_id=f1&form_name=Contato&Page+URL=https%3A%2F%2Fx.example'), {
      event: 'Contato', ...ana, fields: { link: 'https://x.example' },
    });
  });

  test('Contact Form 7, by its own plugin and by WP Webhooks', () => {
    const submitted = { 'your-name': name, 'your-phone': '(11) 98765-4321', 'your-email': email };
    expectOnly('wordpress', asJson(submitted), { event: 'form-submitted', ...ana });
    expectOnly('wordpress', topic('x-wp-webhook-name', 'cf7_forms', { form_id: 1, form_submit_data: submitted }), { event: 'cf7_forms', ...ana });
    expectOnly('wordpress', asJson({ form_data: { post_type: 'wpcf7_contact_form' }, form_submit_data: submitted }), { event: 'cf7_forms', ...ana });
  });

  test('Gravity Forms numbers its fields', () => {
    const entry = { id: '12', form_id: '5', date_created: '2026-01-02 03:04:05', '1.3': 'Ana', '1.6': 'Souza', 2: email, 3: '(11) 98765-4321' };
    expectOnly('wordpress', asJson(entry), { event: '5', ...ana, identity: ['5', '12', '2026-01-02 03:04:05'] });
  });

  test('WPForms, by its own add-on and by WP Webhooks', () => {
    const chosen = topic('x-wpforms-webhook-id', '1', { nome: name, telefone: phone, email }, { 'x-wpforms-webhook-signature': 't=1,v=a' });
    expectOnly('wordpress', chosen, { event: 'wpforms', ...ana, identity: ['t=1,v=a'] });
    const fields = [{ name: 'Seu nome', value: name, type: 'name' }, { name: 'E-mail', value: email, type: 'email' }, { name: 'Zap', value: '11 98765-4321', type: 'phone' }];
    expectOnly('wordpress', topic('x-wp-webhook-name', 'wpf_submit', { form_id: '7', entry_id: 2, fields }), { event: 'wpf_submit', ...ana, identity: ['7', 2] });
  });

  test('a password is not kept, and a person is not asked twice to wait', () => {
    expect(presetOf('wordpress').unkept).toContain('data.user_pass');
    expect(presetOf('wordpress')).toMatchObject({ answer: { status: 200 }, answerWithinMs: 5000 });
  });
});

describe('WHK-01: deliveries of VTEX are read by their preset', () => {
  const state = { Domain: 'Marketplace', OrderId: 'v1-01', State: 'payment-approved', CurrentChange: '2026-01-02T03:04:05Z', Origin: { Account: 'loja', Key: 'k' } };
  const order = { value: 1160, clientProfileData: { firstName: 'Ana', lastName: 'Souza', email, phone }, storePreferencesData: { currencyCode: 'BRL' } };

  test('the order is asked for its client', () => {
    expectOnly('vtex', asJson(state), {
      event: 'payment-approved', ...ana, identity: ['loja', 'v1-01', 'payment-approved', '2026-01-02T03:04:05Z'], fields: { orderId: 'v1-01', value: 11.6, currency: 'BRL' },
    }, () => order);
  });

  test('the account that is asked is the one that was set, else the delivery’s, and never a host of another kind', () => {
    const vtex = presetOf('vtex').callback;
    const urlWith = (account: string, own = ''): string | undefined => vtex?.next(
      { body: { ...state, Origin: { Account: account } }, headers: {}, query: {} }, [], { appKey: 'k', appToken: 't', account: own },
    )?.url;
    expect(urlWith('loja')).toBe('https://loja.vtexcommercestable.com.br/api/oms/pvt/orders/v1-01');
    expect(urlWith('loja', 'minha')).toBe('https://minha.vtexcommercestable.com.br/api/oms/pvt/orders/v1-01');
    expect(['evil.example/', 'a.b', 'x@y', '169.254.169.254#'].map((each) => urlWith(each))).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('a ping is answered with 200', () => {
    expect(receive(presetOf('vtex'), asJson({ hookConfig: 'ping' })).handshake).toEqual({ status: 200 });
  });
});

describe('WHK-01: deliveries of Calendly are read by their preset', () => {
  const payload = { uri: 'u', updated_at: 't', name, email, text_reminder_number: null };
  const invitee = (more: Readonly<Record<string, unknown>>, event = 'invitee.created'): RawRequest =>
    asJson({ event, created_at: '2026-01-02T03:04:05Z', payload: { ...payload, ...more } });

  test('the phone is the reminder’s, the place of a call, or an answer', () => {
    expectOnly('calendly', invitee({ text_reminder_number: '+55 11 98765-4321' }), { event: 'invitee.created', ...ana, identity: ['invitee.created', 'u', 't'] });
    expectOnly('calendly', invitee({ scheduled_event: { location: { type: 'outbound_call', location: phone } } }), { event: 'invitee.created', ...ana });
    expectOnly('calendly', invitee({ questions_and_answers: [{ question: 'Empresa', answer: 'Acme' }, { question: 'Seu WHATSAPP?', answer: '11 98765-4321' }] }), {
      event: 'invitee.created', ...ana,
    });
  });

  test('the place of another meeting is no phone of the guest', () => {
    expectOnly('calendly', invitee({ scheduled_event: { location: { type: 'inbound_call', location: '+551130001234' } } }), { event: 'invitee.created', name, email });
  });

  test('a meeting that is moved is no cancellation', () => {
    expectOnly('calendly', invitee({ rescheduled: true }, 'invitee.canceled'), { event: 'invitee.canceled.rescheduled', name, email });
    expectOnly('calendly', invitee({ rescheduled: false }, 'invitee.canceled'), { event: 'invitee.canceled', name, email });
  });
});

describe('WHK-01: deliveries of Twilio are read by their preset', () => {
  test('whoever writes is From, and has a name on WhatsApp alone', () => {
    expectOnly('twilio', asForm('SmsStatus=received&MessageSid=SM1&From=whatsapp%3A%2B5511987654321&To=whatsapp%3A%2B551130001234&ProfileName=Ana+Souza&Body=Oi'), {
      event: 'received', name, phone, identity: ['SM1', 'received'], fields: { message: 'Oi', ownNumber: '+551130001234' },
    });
    expectOnly('twilio', asForm('SmsStatus=received&MessageSid=SM1&From=whatsapp%3ABR.123&To=whatsapp%3A%2B551130001234'), { event: 'received' });
    expectOnly('twilio', asForm('SmsStatus=received&MessageSid=SM1&From=whatsapp%3ABR.123&WaId=5511987654321&To=whatsapp%3A%2B551130001234'), { event: 'received', phone });
  });

  test('of a status the person is To', () => {
    const body = 'MessageStatus=read&SmsStatus=sent&MessageSid=SM1&To=whatsapp%3A%2B5511987654321&From=whatsapp%3A%2B551130001234';
    expectOnly('twilio', aRequest(body, { 'content-type': 'application/x-www-form-urlencoded', 'i-twilio-idempotency-token': 'x' }), {
      event: 'read', phone, identity: ['x', 'SM1', 'read'], fields: { ownNumber: '+551130001234' },
    });
  });

  test('is answered with TwiML that says nothing', () => {
    expect(presetOf('twilio').answer).toEqual({ status: 200, body: '<?xml version="1.0" encoding="UTF-8"?><Response></Response>', contentType: 'text/xml' });
  });
});

describe('WHK-01: deliveries of Zapier are read by their preset', () => {
  test('names that people choose are found; without an event it is a zap', () => {
    expectOnly('zapier', asJson({ event: 'novo_lead', nome: name, whatsapp: '11 98765-4321', 'E-mail': email, valor: '1.234,56' }), {
      event: 'novo_lead', ...ana, fields: { value: 1234.56 },
    });
    expectOnly('zapier', asForm('first_name=Ana&last_name=Souza&phone=%2B5511987654321&email=ana%40example.com'), { event: 'zap', ...ana });
    expectOnly('zapier', asJson({ contact: { first_name: 'Ana', last_name: 'Souza', phone, email } }), { event: 'zap', ...ana });
  });
});

describe('WHK-01: deliveries of Standard Webhooks are read by their preset', () => {
  test('the event is type, the identity a header of either name', () => {
    const body = { type: 'contact.created', timestamp: '2026-01-02T03:04:05Z', data: { fullName: name, phoneNumber: phone, email } };
    expectOnly('standard-webhooks', topic('webhook-id', 'msg_1', body), { event: 'contact.created', ...ana, identity: ['msg_1'] });
    expectOnly('standard-webhooks', topic('svix-id', 'msg_2', body), { event: 'contact.created', ...ana, identity: ['msg_2'] });
  });
});

describe('WHK-01: deliveries of Typeform are read by their preset', () => {
  const answer = (type: string, key: string, value: string, field: Readonly<Record<string, string>>): unknown => ({ type, [key]: value, field: { type, ...field } });
  const phoneAndMail = [answer('phone_number', 'phone_number', phone, { ref: 'x1' }), answer('email', 'email', email, { ref: 'x2' })];
  const form = (answers: readonly unknown[], titles: readonly string[] = []): RawRequest => asJson({
    event_id: 'e1', event_type: 'form_response', form_response: { token: 'tok', answers, definition: { fields: titles.map((title) => ({ title })) } },
  });

  test('phone and e-mail by their types, the name by the reference of its question', () => {
    expectOnly('typeform', form([answer('text', 'text', 'Acme', { ref: 'empresa' }), answer('text', 'text', name, { ref: 'seu_nome' }), ...phoneAndMail]), {
      event: 'form_response', ...ana, identity: ['e1'], fields: { orderId: 'tok' },
    });
  });

  test('the name by the title of its question, where the reference tells nothing', () => {
    const named = { type: 'text', text: name, field: { type: 'short_text', ref: '0b1c' } };
    expectOnly('typeform', form([named, ...phoneAndMail], ['Qual é o seu nome?', 'Telefone', 'E-mail']), { event: 'form_response', ...ana });
    expectOnly('typeform', form([{ ...named, field: { type: 'long_text' } }, ...phoneAndMail], ['Nome e história', 'Telefone', 'E-mail']), {
      event: 'form_response', phone, email,
    });
  });
});

describe('WHK-01: deliveries of HubSpot are read by their preset', () => {
  const item = (subscriptionType: string, objectId: number, eventId: number): Readonly<Record<string, unknown>> =>
    ({ subscriptionType, objectId, eventId, portalId: 1, subscriptionId: 2, occurredAt: 1_767_225_600_000 });
  const contacts = new Map<string, Json>([
    ['contacts/10', { properties: { firstname: 'Ana', lastname: 'Souza', phone: '(11) 98765-4321', email } }],
    ['contacts/11', { properties: { firstname: 'Bia', mobilephone: '+5511912345678' } }],
    ['deals/20', { properties: { dealname: 'Venda', amount: '150' }, associations: { contacts: { results: [{ id: '11' }] } } }],
  ]);
  const answer: AnswerCallback = ({ url }) => contacts.get(/objects\/([^?]+)/.exec(url)?.[1] ?? '');

  test('every item is an event of its own, with its own contact', () => {
    const request = asJson([item('contact.creation', 10, 1), item('deal.creation', 20, 2), item('contact.deletion', 99, 3), item('contact.propertyChange', 10, 4)]);
    const { events, asked } = receive(presetOf('hubspot'), request, answer);
    expect(events.map(({ event, lead }) => [event.identification, lead.name, lead.phone])).toEqual([
      ['contact.creation', name, phone], ['deal.creation', 'Bia', '+5511912345678'], ['contact.deletion', undefined, undefined],
      ['contact.propertyChange', name, phone],
    ]);
    expect(events[1]?.lead.fields).toMatchObject({ deal: 'Venda', value: 150, orderId: '20' });
    expect(asked.map(({ route }) => route)).toEqual(['GET /crm/v3/objects/contacts/{id}', 'GET /crm/v3/objects/deals/{id}', 'GET /crm/v3/objects/contacts/{id}']);
  });

  test('the newer events name their object by a number', () => {
    expectOnly('hubspot', asJson([{ ...item('object.creation', 10, 1), objectTypeId: '0-1' }]), {
      event: 'object.creation', ...ana, identity: [[1], [1], [2], [10]],
    }, answer);
  });

  test('a workflow sends the contact itself', () => {
    expectOnly('hubspot', asJson({ vid: 10, properties: { firstname: { value: 'Ana' }, lastname: { value: 'Souza' }, phone: { value: phone }, email: { value: email } } }), {
      event: 'workflow', ...ana,
    });
  });
});

describe('WHK-01: deliveries of RD Station are read by their preset', () => {
  test('Marketing: the mobile goes before the personal phone', () => {
    const contact = { uuid: 'c1', name, email, personal_phone: '48 30252598', mobile_phone: '11 98765-4321', company: { name: 'Acme' } };
    expectOnly('rdstation', asJson({ event_type: 'WEBHOOK.CONVERTED', event_identifier: 'e-book', event_timestamp: 't', contact }), {
      event: 'WEBHOOK.CONVERTED', ...ana, identity: ['WEBHOOK.CONVERTED', 'c1', 'e-book', 't'], fields: { conversion: 'e-book' },
    });
  });

  test('CRM: a deal is not a person, and is asked for its contacts', () => {
    const deal = asJson({ event_name: 'crm_deal_created', transaction_uuid: 'x', document: { id: 'd1', name: 'Venda', amount_total: 10 } });
    const contacts = { contacts: [{ name, phones: [{ phone: '11 98765-4321' }], emails: [{ email }] }] };
    expectOnly('rdstation', deal, { event: 'crm_deal_created', ...ana, identity: ['x'], fields: { deal: 'Venda', value: 10 } }, () => contacts);
    expectOnly('rdstation', deal, { event: 'crm_deal_created' });
    expect(receive(presetOf('rdstation'), deal).asked[0]?.route).not.toContain('crmToken');
    expectOnly('rdstation', asJson({ event_name: 'crm_contact_created', document: { name, phones: [{ phone: '11987654321' }], emails: [{ email }] } }), {
      event: 'crm_contact_created', ...ana,
    });
  });

  test('the request that tries a new webhook out is answered with 2xx', () => {
    expect(receive(presetOf('rdstation'), aRequest('')).handshake).toMatchObject({ status: 200 });
    const byGet = { ...aRequest('', {}, 'GET'), url: 'https://hub.example/hooks/webhook/token?event_type=WEBHOOK.CONVERTED' };
    expect(receive(presetOf('rdstation'), byGet)).toMatchObject({ handshake: undefined, events: [{ event: { identification: 'WEBHOOK.CONVERTED' } }] });
  });
});

describe('WHK-01: deliveries of Pipedrive are read by their preset', () => {
  const meta = { action: 'create', entity: 'person', id: 'm1', timestamp: '2026-01-02T03:04:05Z', version: '2.0', host: 'acme.pipedrive.com' };
  const person = { name, phones: [{ value: '+551130000001', primary: false }, { value: phone, primary: true }], emails: [{ value: email, primary: true }] };

  test('v2: a person with the chosen phone', () => {
    expectOnly('pipedrive', asJson({ meta, data: person }), { event: 'create.person', ...ana, identity: ['person', 'create', 'm1', '2026-01-02T03:04:05Z'] });
  });

  test('v1: a person', () => {
    const current = { id: 3, name, phone: [{ value: '11987654321', primary: true }], email: [{ value: email, primary: true }] };
    expectOnly('pipedrive', asJson({ event: 'updated.person', meta: { object: 'person', id: 3, timestamp: 5 }, current }), {
      event: 'updated.person', ...ana, identity: ['updated.person', 3, 5],
    });
  });

  test('a deal is asked for its person at the company’s own host alone', () => {
    const deal = { meta: { ...meta, entity: 'deal' }, data: { id: 1, title: 'Venda', value: 20, currency: 'BRL', person_id: 3 } };
    expectOnly('pipedrive', asJson(deal), { event: 'create.deal', ...ana, fields: { deal: 'Venda', value: 20 } }, () => ({ data: person }));
    const next = presetOf('pipedrive').callback?.next;
    const urlAt = (host: string): string | undefined =>
      next?.({ body: { ...deal, meta: { ...deal.meta, host } }, headers: {}, query: {} }, [], { apiToken: 't', company: '' })?.url;
    expect(urlAt('acme.pipedrive.com')).toBe('https://acme.pipedrive.com/api/v2/persons/3');
    expect(['evil.example', 'acme.pipedrive.com.evil.example', 'a/b.pipedrive.com'].map(urlAt)).toEqual([undefined, undefined, undefined]);
  });

  test('the name of an organisation is nobody’s', () => {
    expectOnly('pipedrive', asJson({ meta: { ...meta, entity: 'organization' }, data: { name: 'Acme' } }), { event: 'create.organization' });
  });
});

describe('WHK-01: deliveries of Meta are read by their preset', () => {
  const changes = (object: string, ...each: readonly unknown[]): RawRequest => asJson({ object, entry: [{ id: '1', changes: each }] });

  test('WhatsApp: a message is of whoever wrote it, with the DDI that it has', () => {
    const value = { contacts: [{ profile: { name }, wa_id: '12127365000' }], messages: [{ id: 'wamid.1', from: '12127365000', timestamp: '1767225600', text: { body: 'Oi' } }] };
    expectOnly('whatsapp', changes('whatsapp_business_account', { field: 'messages', value }), {
      event: 'messages', name, phone: '+12127365000', identity: [['wamid.1']], fields: { message: 'Oi' },
    });
  });

  test('WhatsApp: a status is no message', () => {
    const value = { statuses: [{ id: 'wamid.1', status: 'read', recipient_id: '5511987654321' }] };
    expectOnly('whatsapp', changes('whatsapp_business_account', { field: 'messages', value }), {
      event: 'statuses.read', phone, identity: [['wamid.1'], ['read']],
    });
  });

  test('Lead Ads: every lead is asked for once, and stands beside its own change', () => {
    const lead = (id: string): unknown => ({ field: 'leadgen', value: { leadgen_id: id, created_time: 1_767_225_600 } });
    const answers = new Map<string, Json>([
      ['71', { field_data: [{ name: 'full_name', values: [name] }, { name: 'phone_number', values: [phone] }] }],
      ['72', { field_data: [{ name: 'first_name', values: ['Bia'] }, { name: 'qual_seu_whatsapp?', values: ['11 91234-5678'] }] }],
    ]);
    const { events, asked } = receive(presetOf('meta-lead-ads'), changes('page', lead('71'), lead('72'), lead('71')), ({ url }) =>
      answers.get(/\/(\d+)\?/.exec(url)?.[1] ?? ''));
    expect(events.map(({ event, lead: { name, phone } }) => [event.identification, name, phone])).toEqual([
      ['leadgen', name, phone], ['leadgen', 'Bia', '+5511912345678'], ['leadgen', name, phone],
    ]);
    expect(asked).toHaveLength(2);
  });

  test('a challenge is given back to whoever knows the verify token', () => {
    const challenge = (token: string): RawRequest => ({
      method: 'GET', headers: {}, body: new Uint8Array(), url: `https://hub.example/hooks/webhook/hook-token?hub.mode=subscribe&hub.challenge=42&hub.verify_token=${token}`,
    });
    const answer = (token: string, secret?: string): unknown => {
      const query = Object.fromEntries(new URL(challenge(token).url).searchParams);
      return presetOf('whatsapp').handshake?.(challenge(token), { body: null, headers: {}, query }, secret);
    };
    const granted = { status: 200, body: '42', contentType: 'text/plain' };
    expect([answer('s', 's'), answer('hook-token'), answer('hook-token', 's')]).toEqual([granted, granted, granted]);
    expect([answer('x', 's'), answer(''), answer('', '')]).toEqual([{ status: 403 }, { status: 403 }, { status: 403 }]);
  });
});

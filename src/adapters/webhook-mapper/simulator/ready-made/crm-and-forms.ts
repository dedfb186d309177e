import type { Delivery } from '../delivery.ts';
import { documentOf, firstName, isoOf, lastName, nationalOf, uuidOf, type Occasion, type ReadyMade } from './occasion.ts';

const activeCampaignEvent = (type: string, more: (occasion: Occasion) => Readonly<Record<string, string>> = () => ({})) => (occasion: Occasion): Delivery => {
  const { person, number, atMs } = occasion;
  return {
    event: type,
    form: {
      type, date_time: isoOf(atMs).replace('.000Z', '-00:00'), initiated_from: 'admin', initiated_by: 'admin', list: '0',
      contact: {
        id: `${number}`, email: person.email, first_name: firstName(person), last_name: lastName(person), phone: person.phone, tags: 'lead, site', ip: '0.0.0.0',
        fields: { cpf: documentOf(person) },
      },
      ...more(occasion),
    },
  };
};

/** ActiveCampaign, forms of PHP's; never sent twice. */
export const activecampaign: ReadyMade = {
  subscribe: activeCampaignEvent('subscribe'),
  update: activeCampaignEvent('update'),
  contact_tag_added: activeCampaignEvent('contact_tag_added', () => ({ tag: 'lead' })),
};

/** RD Station Marketing. */
export const rdstation: ReadyMade = {
  'WEBHOOK.CONVERTED': ({ person, number, atMs }) => ({
    event: 'WEBHOOK.CONVERTED',
    json: {
      event_type: 'WEBHOOK.CONVERTED', entity_type: 'CONTACT', event_identifier: 'formulario-do-site', timestamp: isoOf(atMs), event_timestamp: isoOf(atMs),
      contact: { uuid: uuidOf(9, number), email: person.email, name: person.name, mobile_phone: nationalOf(person), tags: ['site'], cf_cpf: documentOf(person) },
    },
  }),
};

const hubspotEvents = (type: string, more: Readonly<Record<string, string>>) => ({ number, atMs }: Occasion): Delivery => ({
  event: type,
  json: [{
    eventId: number, subscriptionId: 1, portalId: 62_515, appId: 1_160_452, occurredAt: atMs, subscriptionType: type, attemptNumber: 0, objectId: 1000 + number,
    changeSource: 'CRM', sourceId: 'userId:1', ...more,
  }],
});

/** HubSpot: a list of events, of which each names a contact alone. */
export const hubspot: ReadyMade = {
  'contact.creation': hubspotEvents('contact.creation', { changeFlag: 'CREATED' }),
  'contact.propertyChange': hubspotEvents('contact.propertyChange', { propertyName: 'lifecyclestage', propertyValue: 'lead' }),
};

/** Typeform. */
export const typeform: ReadyMade = {
  form_response: ({ person, number, atMs }) => ({
    event: 'form_response',
    json: {
      event_id: `01TYPEFORM${number}`, event_type: 'form_response',
      form_response: {
        form_id: 'lT4Z3j', token: uuidOf(10, number), submitted_at: isoOf(atMs), hidden: { origem: 'site' },
        definition: { id: 'lT4Z3j', title: 'Contato', fields: [{ id: 'a1', ref: 'nome', type: 'short_text', title: 'Seu nome' }] },
        answers: [
          { type: 'text', text: person.name, field: { id: 'a1', ref: 'nome', type: 'short_text' } },
          { type: 'phone_number', phone_number: person.phone, field: { id: 'a2', ref: 'telefone', type: 'phone_number' } },
          { type: 'email', email: person.email, field: { id: 'a3', ref: 'email', type: 'email' } },
        ],
      },
    },
  }),
};

const calendlyInvitee = (event: string, canceled: boolean) => ({ person, number, atMs }: Occasion): Delivery => ({
  event,
  json: {
    event, created_at: isoOf(atMs), created_by: 'https://api.calendly.com/users/AAAA',
    payload: {
      uri: `https://api.calendly.com/scheduled_events/EV${number}/invitees/IN${number}`, name: person.name, first_name: null, last_name: null, email: person.email,
      text_reminder_number: person.phone, status: canceled ? 'canceled' : 'active', rescheduled: false, updated_at: isoOf(atMs),
      questions_and_answers: [{ question: 'Sobre o que vamos falar?', answer: 'Preços', position: 0 }],
      scheduled_event: { uri: `https://api.calendly.com/scheduled_events/EV${number}`, name: 'Conversa', start_time: isoOf(atMs + 86_400_000), location: { type: 'zoom' } },
      tracking: { utm_source: null },
    },
  },
});

/** Calendly. */
export const calendly: ReadyMade = { 'invitee.created': calendlyInvitee('invitee.created', false), 'invitee.canceled': calendlyInvitee('invitee.canceled', true) };

/** A form of a site, through Elementor Pro; nobody signs it. */
export const wordpress: ReadyMade = {
  elementor: ({ person, atMs }) => ({
    event: 'elementor',
    form: {
      form: { id: 'abc123', name: 'Contato' },
      fields: {
        name: { id: 'name', type: 'text', title: 'Nome', value: person.name, raw_value: person.name, required: '1' },
        email: { id: 'email', type: 'email', title: 'E-mail', value: person.email, raw_value: person.email, required: '1' },
        phone: { id: 'phone', type: 'tel', title: 'Telefone', value: nationalOf(person), raw_value: nationalOf(person), required: '0' },
      },
      meta: { date: { title: 'Data', value: isoOf(atMs).slice(0, 10) }, page_url: { title: 'URL', value: 'https://loja.example.com/contato/' } },
    },
  }),
  cf7_forms: ({ person }) => ({
    event: 'cf7_forms',
    headers: { 'x-wp-webhook-source': 'https://loja.example.com/', 'x-wp-webhook-name': 'cf7_forms', 'x-wp-webhook-url-name': 'chat' },
    json: { form_id: 7, form_submit_data: { 'your-name': person.name, 'your-email': person.email, 'your-phone': nationalOf(person) } },
  }),
};

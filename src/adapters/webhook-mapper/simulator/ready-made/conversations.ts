import type { Json } from '../../../../domain/mapping/mapping.ts';
import type { Delivery } from '../delivery.ts';
import { digitsOf, isoOf, uuidOf, type Occasion, type ReadyMade } from './occasion.ts';

const twilioMessage = (status: string) => ({ person, number }: Occasion): Delivery => ({
  event: status,
  headers: { 'i-twilio-idempotency-token': uuidOf(11, number) },
  form: {
    MessageSid: `SM${`${number}`.padStart(32, '0')}`, AccountSid: `AC${'0'.repeat(32)}`, From: `whatsapp:${person.phone}`, To: 'whatsapp:+551130000000',
    Body: 'Olá, quero saber mais', NumMedia: '0', SmsStatus: status, ProfileName: person.name, WaId: digitsOf(person.phone), ApiVersion: '2010-04-01',
  },
});

const twilioStatus = (status: string) => ({ person, number }: Occasion): Delivery => ({
  event: status,
  form: {
    MessageSid: `SM${`${number}`.padStart(32, '0')}`, AccountSid: `AC${'0'.repeat(32)}`, From: 'whatsapp:+551130000000', To: `whatsapp:${person.phone}`, MessageStatus: status,
    ChannelPrefix: 'whatsapp', ApiVersion: '2010-04-01',
  },
});

/** Twilio, forms. */
export const twilio: ReadyMade = { received: twilioMessage('received'), delivered: twilioStatus('delivered'), undelivered: twilioStatus('undelivered') };

const entry = (change: Json) => ({ id: '100000000000001', time: 1_767_225_600, changes: [change] });

/** Meta's Lead Ads, which name the lead alone. */
export const metaLeadAds: ReadyMade = {
  leadgen: ({ number, atMs }) => ({
    event: 'leadgen',
    json: {
      object: 'page',
      entry: [entry({
        field: 'leadgen',
        value: { leadgen_id: `${444_444_444_444 + number}`, form_id: '333333333333', page_id: '100000000000001', ad_id: '222222222222', created_time: Math.floor(atMs / 1000) },
      })],
    },
  }),
};

/** Meta's WhatsApp. */
export const whatsapp: ReadyMade = {
  messages: ({ person, number, atMs }) => ({
    event: 'messages',
    json: {
      object: 'whatsapp_business_account',
      entry: [entry({
        field: 'messages',
        value: {
          messaging_product: 'whatsapp', metadata: { display_phone_number: '551130000000', phone_number_id: '106540352242922' },
          contacts: [{ profile: { name: person.name }, wa_id: digitsOf(person.phone) }],
          messages: [{ id: `wamid.${number}`, from: digitsOf(person.phone), timestamp: `${Math.floor(atMs / 1000)}`, type: 'text', text: { body: 'Olá, quero saber mais' } }],
        },
      })],
    },
  }),
};

const contactCreated = (family: 'webhook' | 'svix') => ({ person, number, atMs }: Occasion): Delivery => ({
  event: 'contact.created',
  headers: { [`${family}-id`]: `msg_${`${number}`.padStart(27, '0')}` },
  json: { type: 'contact.created', timestamp: isoOf(atMs), data: { id: `${number}`, name: person.name, phone: person.phone, email: person.email } },
});

/** Any sender that keeps to Standard Webhooks; those of Svix name their headers another way. */
export const standardWebhooks: ReadyMade = { 'contact.created': contactCreated('webhook') };
export const svix: ReadyMade = { 'contact.created': contactCreated('svix') };

/** A step of Zapier's, with the names that its user chose. */
export const zapier: ReadyMade = {
  lead: ({ person }) => ({ event: 'lead', json: { event: 'lead', name: person.name, phone: person.phone, email: person.email } }),
};

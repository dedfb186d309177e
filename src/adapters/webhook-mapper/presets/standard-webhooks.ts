import type { Platform, SchemeChoice } from '../../../ports/platform.ts';
import { emailsBelow, namesBelow, phonesBelow } from '../chosen-names.ts';
import { addressAlone } from '../usual-choices.ts';

const PLACES = ['data', 'data.contact', 'data.customer'] as const;

const signedBy = (id: string, mark: string): SchemeChoice => ({
  id,
  scheme: {
    kind: 'hmac',
    algorithm: 'sha256',
    encoding: 'base64',
    at: { header: `${mark}-signature` },
    prefix: 'v1,',
    list: ' ',
    signed: '{id}.{timestamp}.{body}',
    idHeader: `${mark}-id`,
    timestamp: { header: `${mark}-timestamp`, unit: 's', toleranceS: 300, refuses: 'old-and-early' },
    key: 'whsec',
  },
  secret: { pt: 'Segredo do endpoint, que começa com whsec_', en: 'Secret of the endpoint, which begins with whsec_' },
  confidence: 'verified',
});

/** Standard Webhooks, and Svix from which it comes: how to sign and to name events; what `data` holds is each sender's own. */
export const standardWebhooks: Platform = {
  id: 'standard-webhooks',
  name: 'Standard Webhooks (Svix)',
  contentTypes: ['json'],
  mapping: {
    v: 1,
    ddi: { constant: '55' },
    fields: {
      event: { from: ['type', 'event', 'event_type', 'eventType'] },
      name: { from: PLACES.flatMap((at) => namesBelow(at)) },
      phone: { from: PLACES.flatMap((at) => phonesBelow(at)) },
      email: { from: PLACES.flatMap((at) => emailsBelow(at)) },
      orderId: { from: ['data.order_id', 'data.orderId'] },
      value: { from: ['data.amount', 'data.total', 'data.value'] },
      currency: { from: ['data.currency'] },
      status: { from: ['data.status'] },
      happenedAt: { from: ['timestamp', 'created_at'] },
    },
  },
  events: [],
  identity: [['$headers.webhook-id'], ['$headers.svix-id']],
  authenticity: [signedBy('standard-webhooks', 'webhook'), signedBy('svix', 'svix'), addressAlone],
  answerWithinMs: 15_000,
  mayLack: [
    {
      identification: '*',
      fields: ['name', 'phone'],
      because: {
        pt: 'O padrão não diz o que vem em data; há remetentes que enviam apenas o id.',
        en: 'The standard does not say what data holds; some senders send no more than an id.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'Nomes de eventos e campos são de cada remetente: capture uma amostra.',
      en: 'Names of events and fields are each sender’s own: capture a sample.',
    },
    {
      pt: 'Assinaturas ed25519 (v1a) não são verificadas: escolha um segredo whsec_ no remetente.',
      en: 'Signatures by ed25519 (v1a) are not verified: choose a whsec_ secret at the sender.',
    },
  ],
  confidence: 'verified',
};

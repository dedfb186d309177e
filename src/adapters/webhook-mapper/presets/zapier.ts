import type { Platform } from '../../../ports/platform.ts';
import { emailsBelow, namesBelow, phonesBelow } from '../chosen-names.ts';
import { knownEvents } from '../known-events.ts';
import { addressAlone, basic, ownHeader } from '../usual-choices.ts';

const PLACES = ['$', 'data', 'contact'] as const;

/** Webhooks by Zapier, the POST action. Whoever builds the Zap chooses every name, so that the usual ones are looked for. */
export const zapier: Platform = {
  id: 'zapier',
  name: 'Zapier',
  contentTypes: ['json', 'form'],
  mapping: {
    v: 1,
    ddi: { constant: '55' },
    fields: {
      event: {
        from: ['event', 'evento', 'event_type', 'event_name', 'eventType', 'type', 'data.event', '$headers.x-event', '$query.event', { constant: 'zap' }],
      },
      name: { from: PLACES.flatMap((at) => namesBelow(at)) },
      phone: { from: PLACES.flatMap((at) => phonesBelow(at)) },
      email: { from: PLACES.flatMap((at) => emailsBelow(at)) },
      document: { from: ['cpf', 'cnpj', 'document', 'documento', 'cpf_cnpj'] },
      company: { from: ['company', 'empresa', 'company_name'] },
      product: { from: ['product', 'produto', 'product_name'] },
      orderId: { from: ['order_id', 'orderId', 'pedido'] },
      value: { from: ['value', 'valor', 'amount', 'total'] },
      currency: { from: ['currency', 'moeda'] },
      status: { from: ['status'] },
      link: { from: ['link', 'url'] },
      origin: { from: ['source', 'origem'] },
      message: { from: ['message', 'mensagem'] },
    },
  },
  events: knownEvents('verified', [['zap', 'Zap sem chave "event"', 'A Zap without a key "event"', 'lead']]),
  identity: [],
  unkept: ['$headers.authorization', '$headers.x-webhook-token'],
  authenticity: [addressAlone, basic, ownHeader('x-webhook-token')],
  mayLack: [
    {
      identification: '*',
      fields: ['name', 'phone'],
      because: {
        pt: 'No Zapier as chaves são escolhidas no Zap: inclua name e phone em Data, ou mapeie as suas.',
        en: 'With Zapier the keys are chosen in the Zap: add name and phone to Data, or map your own.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'O Zapier não envia evento, assinatura nem identidade de entrega: inclua em Data uma chave event com um valor fixo, e um cabeçalho secreto.',
      en: 'Zapier sends no event, signature or delivery id: add a key event with a fixed value to Data, and a secret header.',
    },
    { pt: 'Se o passo se repete sozinho após uma falha não é conhecido.', en: 'Whether the step repeats by itself after a failure is not known.' },
  ],
  confidence: 'verified',
};

import type { Platform, SchemeChoice } from '../../../ports/platform.ts';
import { addressAlone, basic, ownHeader } from '../usual-choices.ts';

const secret = { pt: 'O segredo com que o remetente assina', en: 'The secret with which the sender signs' };

const signed = (id: string, header: string, algorithm: 'sha1' | 'sha256' | 'sha512', encoding: 'hex' | 'base64', prefix?: string): SchemeChoice => ({
  id,
  scheme: { kind: 'hmac', algorithm, encoding, at: { header }, ...(prefix === undefined ? {} : { prefix }) },
  secret,
  confidence: 'unknown',
});

/** Any sender that is not in the list: everything is to be mapped. */
export const other: Platform = {
  id: 'other',
  name: 'Other',
  contentTypes: ['json', 'form'],
  mapping: { v: 1, ddi: { constant: '55' }, fields: {} },
  events: [],
  identity: [],
  authenticity: [
    addressAlone,
    ownHeader('x-webhook-token'),
    {
      id: 'bearer',
      scheme: { kind: 'shown', at: { header: 'authorization' }, prefix: 'Bearer ' },
      secret: { pt: 'O token enviado como Authorization: Bearer', en: 'The token sent as Authorization: Bearer' },
      confidence: 'unknown',
    },
    {
      id: 'token-in-address',
      scheme: { kind: 'shown', at: { query: 'token' } },
      secret: { pt: 'O valor de token= no endereço', en: 'The value of token= in the address' },
      confidence: 'unknown',
    },
    basic,
    signed('hmac-sha256-hex', 'x-signature', 'sha256', 'hex'),
    signed('hmac-sha256-base64', 'x-signature', 'sha256', 'base64'),
    signed('hmac-sha512-hex', 'x-signature', 'sha512', 'hex'),
    signed('hmac-sha1-hex', 'x-signature', 'sha1', 'hex'),
    signed('hub-signature-256', 'x-hub-signature-256', 'sha256', 'hex', 'sha256='),
  ],
  unknowns: [
    {
      pt: 'Nada se sabe deste remetente: capture uma amostra e mapeie evento, nome e telefone.',
      en: 'Nothing is known of this sender: capture a sample, and map event, name and phone.',
    },
    {
      pt: 'Sem identidade de entrega e sem hora mapeada, entregas iguais no mesmo dia contam como uma.',
      en: 'Without an identity of deliveries and a mapped time, equal ones within a day count as one.',
    },
  ],
  confidence: 'unknown',
};

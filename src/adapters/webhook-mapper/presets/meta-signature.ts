import type { SchemeChoice } from '../../../ports/platform.ts';

/** How every product of Meta signs. */
export const metaSignature: SchemeChoice = {
  id: 'signature',
  scheme: { kind: 'hmac', algorithm: 'sha256', encoding: 'hex', at: { header: 'x-hub-signature-256' }, prefix: 'sha256=' },
  secret: {
    pt: 'Chave secreta do app da Meta. Como token de verificação digite a última parte do endereço do webhook',
    en: 'App secret of the Meta app. As verify token type the last part of the webhook’s address',
  },
  confidence: 'verified',
};

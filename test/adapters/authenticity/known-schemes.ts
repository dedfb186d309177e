import type { Scheme } from '../../../src/ports/index.ts';

type Hmac = Extract<Scheme, { readonly kind: 'hmac' }>;

const sha256 = { kind: 'hmac', algorithm: 'sha256' } as const;

/** HMAC-SHA256 over the body, in hex. */
export const hexIn = (header: string, prefix = ''): Hmac => ({ ...sha256, encoding: 'hex', at: { header }, prefix });

/** HMAC-SHA256 over the body, in base64. */
export const base64In = (header: string, prefix = ''): Hmac => ({ ...sha256, encoding: 'base64', at: { header }, prefix });

/** `t=…,v1=…` over time and body, as Stripe and Calendly have it. */
export const timedIn = (header: string, toleranceS: number): Hmac => ({
  ...sha256, encoding: 'hex', at: { header }, signed: '{timestamp}.{body}', pairs: { time: 't', signature: 'v1' },
  timestamp: { unit: 's', toleranceS, refuses: 'old' },
});

/** Standard Webhooks, under the header names of those who made it or of Svix. */
export const standard = (family: 'webhook' | 'svix'): Hmac => ({
  ...sha256, encoding: 'base64', at: { header: `${family}-signature` }, prefix: 'v1,', list: ' ', key: 'whsec', idHeader: `${family}-id`,
  signed: '{id}.{timestamp}.{body}', timestamp: { header: `${family}-timestamp`, unit: 's', toleranceS: 300, refuses: 'old-and-early' },
});

import { mac, sha256, standardKey } from './digests.ts';
import { withField } from './own-field.ts';
import { withHeaders, withQuery, type Signer } from './parcel.ts';
import { signAsTwilio } from './sign-as-twilio.ts';

const secondsOf = (atMs: number): string => `${Math.floor(atMs / 1000)}`;

const base64 = (header: string, prefix = ''): Signer => (parcel, secret) =>
  withHeaders(parcel, { [header]: prefix + mac('sha256', secret, 'base64', parcel.body) });

const hex = (header: string, prefix = ''): Signer => (parcel, secret) =>
  withHeaders(parcel, { [header]: prefix + mac('sha256', secret, 'hex', parcel.body) });

const timed = (header: string, version: string): Signer => (parcel, secret, atMs) =>
  withHeaders(parcel, { [header]: `t=${secondsOf(atMs)},${version}=${mac('sha256', secret, 'hex', `${secondsOf(atMs)}.`, parcel.body)}` });

const shown = (header: string, prefix = ''): Signer => (parcel, secret) => withHeaders(parcel, { [header]: prefix + secret });

const standard = (family: 'webhook' | 'svix'): Signer => (parcel, secret, atMs) => {
  const id = parcel.headers[`${family}-id`] ?? `msg_${sha256(parcel.body).slice(0, 24)}`;
  const signature = mac('sha256', standardKey(secret), 'base64', `${id}.${secondsOf(atMs)}.`, parcel.body);
  return withHeaders(parcel, { [`${family}-id`]: id, [`${family}-timestamp`]: secondsOf(atMs), [`${family}-signature`]: `v1,${signature}` });
};

const hubspot: Signer = (parcel, secret, atMs) => withHeaders(parcel, {
  'x-hubspot-signature-version': 'v1',
  'x-hubspot-signature': sha256(secret, parcel.body),
  'x-hubspot-request-timestamp': `${atMs}`,
  'x-hubspot-signature-v3': mac('sha256', secret, 'base64', parcel.method, parcel.url, parcel.body, `${atMs}`),
});

const basic: Signer = (parcel, secret) => withHeaders(parcel, { authorization: `Basic ${Buffer.from(secret).toString('base64')}` });

/** How each platform signs, by what its documents or its own library say; the others send as they are, to an address that nobody can guess. */
export const signers: Readonly<Record<string, Signer>> = {
  stripe: timed('stripe-signature', 'v1'),
  calendly: timed('calendly-webhook-signature', 'v1'),
  wpforms: timed('x-wpforms-webhook-signature', 'v'),
  shopify: base64('x-shopify-hmac-sha256'),
  woocommerce: base64('x-wc-webhook-signature'),
  wordpress: base64('x-wp-webhook-signature'),
  yampi: base64('x-yampi-hmac-sha256'),
  typeform: base64('typeform-signature', 'sha256='),
  nuvemshop: hex('x-linkedstore-hmac-sha256'),
  eduzz: hex('x-signature'),
  bling: hex('x-bling-signature-256', 'sha256='),
  'meta-lead-ads': hex('x-hub-signature-256', 'sha256='),
  whatsapp: hex('x-hub-signature-256', 'sha256='),
  kiwify: (parcel, secret) => withQuery(parcel, 'signature', mac('sha1', secret, 'hex', parcel.body)),
  'standard-webhooks': standard('webhook'),
  svix: standard('svix'),
  hubspot,
  twilio: signAsTwilio,
  pipedrive: basic,
  hotmart: shown('x-hotmart-hottok'),
  asaas: shown('asaas-access-token'),
  vtex: shown('x-hook-token'),
  braip: withField('basic_authentication'),
  monetizze: withField('chave_unica'),
  ticto: withField('token'),
};

import type { Platform } from '../../../ports/platform.ts';
import { answerProbe } from '../answer-probe.ts';
import { knownEvents } from '../known-events.ts';
import { addressAlone } from '../usual-choices.ts';
import { identityWrappedIn, wrappedIn } from '../wrapped.ts';

/** Some receivers see the sale below `order`, beside `url` and `signature`. */
const either = (...paths: readonly string[]): readonly string[] => wrappedIn('order', ...paths);

/** Kiwify's webhooks of sales and carts. Its banking webhooks are another product. */
export const kiwify: Platform = {
  id: 'kiwify',
  name: 'Kiwify',
  contentTypes: ['json'],
  mapping: {
    v: 1,
    each: '$',
    ddi: { constant: '55' },
    fields: {
      // An abandoned cart has no `webhook_event_type`.
      event: { from: either('webhook_event_type', 'status') },
      name: {
        from: [...either('Customer.full_name', 'Customer.name', 'name'), ...either('Customer.first_name')],
      },
      phone: { from: either('Customer.mobile', 'Customer.phone', 'phone', 'mobile') },
      email: { from: either('Customer.email', 'email') },
      document: { from: either('Customer.CPF', 'Customer.cpf', 'Customer.cnpj', 'Customer.CNPJ', 'cpf', 'CPF', 'cnpj', 'CNPJ') },
      companyDocument: { from: either('Customer.cnpj', 'Customer.CNPJ', 'cnpj', 'CNPJ') },
      product: { from: either('Product.product_name', 'product_name') },
      productId: { from: either('Product.product_id', 'product_id') },
      plan: { from: either('Subscription.plan.name', 'subscription_plan', 'offer_name') },
      orderId: { from: either('order_id', 'id') },
      value: { from: either('Commissions.charge_amount'), transform: ['cents'] },
      currency: { from: either('Commissions.currency', 'Commissions.product_base_price_currency') },
      status: { from: either('order_status', 'status') },
      payment: { from: either('payment_method') },
      refusal: { from: either('card_rejection_reason') },
      // `checkout_link` of a cart is a code; its address is not documented.
      link: { from: either('boleto_URL') },
      checkoutCode: { from: either('checkout_link') },
      pixCode: { from: either('pix_code') },
      barcode: { from: either('boleto_barcode') },
      installments: { from: either('installments') },
      src: { from: either('TrackingParameters.src') },
      sck: { from: either('TrackingParameters.sck') },
      utmSource: { from: either('TrackingParameters.utm_source') },
      utmMedium: { from: either('TrackingParameters.utm_medium') },
      utmCampaign: { from: either('TrackingParameters.utm_campaign') },
      utmContent: { from: either('TrackingParameters.utm_content') },
      utmTerm: { from: either('TrackingParameters.utm_term') },
      happenedAt: { from: either('updated_at', 'created_at'), zone: 'America/Sao_Paulo' },
    },
  },
  events: [
    ...knownEvents('verified', [
      ['order_approved', 'Compra aprovada', 'Purchase approved', 'paid'],
      ['order_rejected', 'Compra recusada', 'Purchase refused', 'refused'],
      ['order_refunded', 'Compra reembolsada', 'Purchase refunded', 'refunded'],
      ['chargeback', 'Chargeback', 'Chargeback', 'chargeback'],
      ['billet_created', 'Boleto gerado', 'Boleto issued', 'boleto-issued'],
      ['pix_created', 'Pix gerado', 'Pix issued', 'pix-issued'],
      ['abandoned', 'Carrinho abandonado', 'Cart abandoned', 'cart-abandoned'],
    ]),
    ...knownEvents('inferred', [
      ['subscription_late', 'Assinatura atrasada', 'Subscription late', 'late'],
      ['subscription_canceled', 'Assinatura cancelada', 'Subscription cancelled', 'subscription-cancelled'],
      ['subscription_renewed', 'Assinatura renovada', 'Subscription renewed', 'subscription-renewed'],
    ]),
  ],
  identity: identityWrappedIn('order', ['order_id', 'webhook_event_type', 'updated_at'], ['order_id', 'webhook_event_type'], ['id', 'status']),
  authenticity: [
    {
      id: 'signature',
      scheme: { kind: 'hmac', algorithm: 'sha1', encoding: 'hex', at: { query: 'signature' } },
      secret: { pt: 'Token do webhook: Apps → Webhooks', en: 'Token of the webhook: Apps → Webhooks' },
      confidence: 'verified',
    },
    addressAlone,
  ],
  handshake: answerProbe,
  unkept: ['signature', '$query.signature'],
  unknowns: [
    {
      pt: 'Como a Kiwify repete entregas que falham não é conhecido.',
      en: 'How Kiwify repeats deliveries that fail is not known.',
    },
    {
      pt: 'Os eventos de assinatura não foram vistos em entregas reais: confira uma amostra capturada.',
      en: 'The events of subscriptions were not seen in real deliveries: look at a captured sample.',
    },
  ],
  confidence: 'verified',
};

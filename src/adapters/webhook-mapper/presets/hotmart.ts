import type { Source } from '../../../domain/mapping/mapping.ts';
import type { Platform } from '../../../ports/platform.ts';
import { answerProbe } from '../answer-probe.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { phoneOfParts } from '../phone-parts.ts';
import { addressAlone } from '../usual-choices.ts';

const onlyEmail = {
  pt: 'A Hotmart envia neste evento apenas nome e e-mail, sem telefone.',
  en: 'Hotmart sends only name and e-mail with this event, and no phone.',
};

/** Where most of those live who buy from abroad: no more than one condition may name. */
const ABROAD = [
  'AO', 'AR', 'BO', 'CA', 'CH', 'CL', 'CO', 'DE', 'EC', 'ES', 'FR', 'GB', 'IT', 'JP', 'MX', 'PE', 'PT', 'PY', 'US', 'UY',
] as const;

const CODE_AND_PHONE: Source = { join: [{ constant: '+' }, 'data.buyer.checkout_phone_code', 'data.buyer.checkout_phone'], with: '' };

/** Hotmart, webhooks 2.0.0, and what is remembered of 1.x, whose flat form carries the state as `status`. */
export const hotmart: Platform = {
  id: 'hotmart',
  name: 'Hotmart',
  contentTypes: ['json', 'form'],
  mapping: {
    v: 1,
    each: '$',
    ddi: { constant: '55' },
    fields: {
      event: { from: ['event', 'status'] },
      name: {
        from: [
          'data.buyer.name', { join: ['data.buyer.first_name', 'data.buyer.last_name'] }, 'data.subscriber.name', 'data.user.name',
          'buyerVO.name', 'name', { join: ['first_name', 'last_name'] },
        ],
      },
      // `checkout_phone_code` holds a DDI, a DDD or junk; at home the number is whole without it.
      phone: {
        from: [
          onlyWhen('data.purchase.checkout_country.iso', ABROAD, CODE_AND_PHONE),
          'data.buyer.checkout_phone',
          { join: ['data.buyer.checkout_phone_code', 'data.buyer.checkout_phone'], with: '' },
          CODE_AND_PHONE,
          'data.buyer.phone',
          ...phoneOfParts({ ddd: 'data.subscriber.phone.dddCell', number: 'data.subscriber.phone.cell' }),
          ...phoneOfParts({ ddd: 'data.subscriber.phone.dddPhone', number: 'data.subscriber.phone.phone' }),
          onlyWhen('data.subscriber.phone', '*', 'data.subscriber.phone'),
          'buyerVO.phone',
          ...phoneOfParts({ ddd: 'phone_checkout_local_code', number: 'phone_checkout_number' }),
          ...phoneOfParts({ ddd: 'phone_local_code', number: 'phone_number' }),
          'phone',
        ],
      },
      email: {
        from: ['data.buyer.email', 'data.subscriber.email', 'data.user.email', 'data.subscription.user.email', 'buyerVO.email', 'email'],
      },
      document: { from: ['data.buyer.document', 'doc'] },
      product: { from: ['data.product.name', 'data.subscription.product.name', 'prod_name'] },
      productId: { from: ['data.product.id', 'data.subscription.product.id', 'prod'] },
      plan: { from: ['data.subscription.plan.name', 'data.plan.name', 'data.plans[current=true].name'] },
      orderId: { from: ['data.purchase.transaction', 'transaction'] },
      value: { from: ['data.purchase.price.value', 'data.purchase.full_price.value', 'data.actual_recurrence_value', 'price', 'full_price'] },
      currency: { from: ['data.purchase.price.currency_value', 'data.purchase.full_price.currency_value', 'currency'] },
      status: { from: ['data.purchase.status', 'data.subscription.status', 'status'] },
      payment: { from: ['data.purchase.payment.type', 'payment_type'] },
      refusal: { from: ['data.purchase.payment.refusal_reason'] },
      link: { from: ['data.purchase.payment.billet_url', 'data.purchase.payment.pix_qrcode'] },
      pixCode: { from: ['data.purchase.payment.pix_code'] },
      barcode: { from: ['data.purchase.payment.billet_barcode'] },
      installments: { from: ['data.purchase.payment.installments_number'] },
      src: { from: ['data.purchase.origin.src', 'src'] },
      sck: { from: ['data.purchase.origin.sck'] },
      happenedAt: { from: ['creation_date', 'creationDate'], format: 'epoch-ms' },
    },
  },
  events: [
    ...knownEvents('verified', [
      ['PURCHASE_APPROVED', 'Compra aprovada', 'Purchase approved', 'paid'],
      ['PURCHASE_COMPLETE', 'Compra completa (garantia encerrada)', 'Purchase complete (guarantee over)', 'completed'],
      ['PURCHASE_BILLET_PRINTED', 'Boleto ou Pix gerado', 'Boleto or Pix issued', 'awaiting-payment'],
      ['PURCHASE_CANCELED', 'Compra recusada ou cancelada', 'Purchase refused or cancelled', 'refused'],
      ['PURCHASE_REFUNDED', 'Compra reembolsada', 'Purchase refunded', 'refunded'],
      ['PURCHASE_CHARGEBACK', 'Chargeback', 'Chargeback', 'chargeback'],
      ['PURCHASE_PROTEST', 'Reembolso solicitado', 'Refund requested', 'refund-requested'],
      ['PURCHASE_DELAYED', 'Pagamento atrasado', 'Payment late', 'late'],
      ['PURCHASE_EXPIRED', 'Compra expirada', 'Purchase expired', 'expired'],
      ['PURCHASE_OUT_OF_SHOPPING_CART', 'Carrinho abandonado', 'Cart abandoned', 'cart-abandoned'],
      ['SUBSCRIPTION_CANCELLATION', 'Assinatura cancelada', 'Subscription cancelled', 'subscription-cancelled'],
      ['SWITCH_PLAN', 'Troca de plano', 'Plan switched', 'updated'],
      ['UPDATE_SUBSCRIPTION_CHARGE_DATE', 'Dia de cobrança alterado', 'Charge day changed', 'updated'],
      ['CLUB_FIRST_ACCESS', 'Primeiro acesso à área de membros', 'First access to the members area'],
      ['CLUB_MODULE_COMPLETED', 'Módulo concluído', 'Module completed'],
    ]),
    ...knownEvents('inferred', [
      ['PURCHASE_REFUND_REQUESTED', 'Pedido de reembolso', 'Refund asked for', 'refund-requested'],
      ['approved', 'Compra aprovada (1.x)', 'Purchase approved (1.x)', 'paid'],
      ['billet_printed', 'Boleto gerado (1.x)', 'Boleto issued (1.x)', 'boleto-issued'],
      ['canceled', 'Compra cancelada (1.x)', 'Purchase cancelled (1.x)', 'cancelled'],
    ]),
  ],
  identity: [['id'], ['transaction', 'status']],
  authenticity: [
    {
      id: 'hottok',
      // Older deliveries, and some newer ones, have it in the body.
      scheme: { kind: 'shown', at: [{ header: 'x-hotmart-hottok' }, { field: 'hottok' }] },
      secret: { pt: 'Hottok: Ferramentas → Webhook → Autenticação', en: 'Hottok: Tools → Webhook → Authentication' },
      confidence: 'verified',
    },
    addressAlone,
  ],
  handshake: answerProbe,
  unkept: ['hottok', '$headers.x-hotmart-hottok'],
  mayLack: [
    { identification: 'SUBSCRIPTION_CANCELLATION', fields: ['phone'], because: onlyEmail },
    { identification: 'UPDATE_SUBSCRIPTION_CHARGE_DATE', fields: ['phone'], because: onlyEmail },
    { identification: 'CLUB_*', fields: ['phone'], because: onlyEmail },
    {
      identification: 'SWITCH_PLAN',
      fields: ['name', 'phone'],
      because: {
        pt: 'A Hotmart envia na troca de plano apenas o e-mail do assinante, sem nome nem telefone.',
        en: 'Hotmart sends only the subscriber’s e-mail when a plan is switched, and neither name nor phone.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'Os campos da versão 1.x (formulário) não foram confirmados: capture uma amostra, ou use a versão 2.0.0.',
      en: 'The fields of version 1.x (form) are not confirmed: capture a sample, or use version 2.0.0.',
    },
    {
      pt: 'Nenhuma amostra trouxe telefone do assinante (data.subscriber.phone): os nomes de suas partes são supostos.',
      en: 'No sample held a phone of the subscriber (data.subscriber.phone): the names of its pieces are assumed.',
    },
    {
      pt: 'Telefones de fora do Brasil podem vir sem DDI: confira uma amostra capturada.',
      en: 'Phones from outside Brazil may come without a DDI: look at a captured sample.',
    },
    {
      pt: 'O que SWITCH_PLAN traz dentro de data.subscription não é conhecido: capture uma amostra.',
      en: 'What SWITCH_PLAN carries within data.subscription is not known: capture a sample.',
    },
  ],
  confidence: 'verified',
};

import type { Platform } from '../../../ports/platform.ts';
import { answerProbe } from '../answer-probe.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { phoneOfParts } from '../phone-parts.ts';
import { addressAlone } from '../usual-choices.ts';

/** What Ticto writes where nothing was told. */
const TOLD = [{ map: { 'Não Informado': '', 'Não informado': '', 'não informado': '' } }] as const;

/** Ticto, webhooks 2.0. Two shapes of its abandoned carts were seen: nested and flat. */
export const ticto: Platform = {
  id: 'ticto',
  name: 'Ticto',
  contentTypes: ['json'],
  mapping: {
    v: 1,
    each: '$',
    ddi: { constant: '55' },
    fields: {
      event: { from: ['status', 'event'] },
      name: { from: ['customer.name', 'name'] },
      phone: {
        from: [
          ...phoneOfParts({ ddi: 'customer.phone.ddi', ddd: 'customer.phone.ddd', number: 'customer.phone.number' }),
          onlyWhen('customer.phone', '*', 'customer.phone'),
          ...phoneOfParts({ ddi: 'phone.ddi', ddd: 'phone.ddd', number: 'phone.number' }),
          ...phoneOfParts({ ddi: 'phone_ddi', ddd: 'phone_ddd', number: 'phone_number' }),
          onlyWhen('phone', '*', 'phone'),
        ],
      },
      email: { from: ['customer.email', 'email'] },
      document: { from: ['customer.cpf', 'customer.cnpj', 'cpf', 'cnpj'] },
      companyDocument: { from: ['customer.cnpj', 'cnpj'] },
      product: { from: ['item.product_name', 'product_name'] },
      productId: { from: ['item.product_id', 'product_id'] },
      plan: { from: ['item.offer_name', 'offer_name'] },
      orderId: { from: ['order.hash', 'order.id', 'order.transaction_hash', 'transaction.hash'] },
      value: { from: ['order.paid_amount', 'item.amount'], transform: ['cents'] },
      status: { from: ['status'] },
      payment: { from: ['payment_method'] },
      link: { from: ['transaction.bank_slip_url', 'transaction.bank_slip_pdf', 'checkout_url'] },
      pixCode: { from: ['transaction.pix_qr_code'] },
      barcode: { from: ['transaction.bank_slip_code'] },
      installments: { from: ['order.installments'] },
      src: { from: ['tracking.src'], transform: TOLD },
      sck: { from: ['tracking.sck'], transform: TOLD },
      utmSource: { from: ['tracking.utm_source'], transform: TOLD },
      utmMedium: { from: ['tracking.utm_medium'], transform: TOLD },
      utmCampaign: { from: ['tracking.utm_campaign'], transform: TOLD },
      utmContent: { from: ['tracking.utm_content'], transform: TOLD },
      utmTerm: { from: ['tracking.utm_term'], transform: TOLD },
      happenedAt: { from: ['status_date', 'order.order_date', 'created_at'], zone: 'America/Sao_Paulo' },
    },
  },
  events: [
    ...knownEvents('verified', [
      ['authorized', 'Venda realizada', 'Sale made', 'paid'],
      ['refused', 'Pagamento recusado', 'Payment refused', 'refused'],
      ['waiting_payment', 'Aguardando pagamento', 'Awaiting payment', 'awaiting-payment'],
      ['pix_created', 'Pix gerado', 'Pix issued', 'pix-issued'],
      ['pix_expired', 'Pix expirado', 'Pix expired', 'expired'],
      ['bank_slip_created', 'Boleto gerado', 'Boleto issued', 'boleto-issued'],
      ['bank_slip_delayed', 'Boleto atrasado', 'Boleto late', 'late'],
      ['refunded', 'Reembolso', 'Refund', 'refunded'],
      ['chargeback', 'Chargeback', 'Chargeback', 'chargeback'],
      ['claimed', 'Reclamada', 'Claimed', 'refund-requested'],
      ['close', 'Encerrada', 'Closed', 'completed'],
      ['abandoned_cart', 'Carrinho abandonado', 'Cart abandoned', 'cart-abandoned'],
      ['trial', 'Período de teste', 'Trial', 'trial-started'],
      ['trial_started', 'Período de teste iniciado', 'Trial started', 'trial-started'],
      ['trial_ended', 'Período de teste encerrado', 'Trial ended'],
      ['subscription_canceled', 'Assinatura cancelada', 'Subscription cancelled', 'subscription-cancelled'],
      ['subscription_delayed', 'Assinatura atrasada', 'Subscription late', 'late'],
      ['all_charges_paid', 'Todas as cobranças pagas', 'All charges paid', 'completed'],
      ['card_exchanged', 'Cartão trocado', 'Card exchanged', 'updated'],
      ['extended', 'Assinatura estendida', 'Subscription extended', 'updated'],
      ['uncanceled', 'Assinatura retomada', 'Subscription resumed', 'subscription-renewed'],
    ]),
    ...knownEvents('inferred', [
      ['delayed', 'Pagamento atrasado (antigo)', 'Payment late (old)', 'late'],
      ['expired', 'Pagamento expirado (antigo)', 'Payment expired (old)', 'expired'],
    ]),
  ],
  identity: [
    ['order.transaction_hash', 'status', 'status_date'],
    ['order.hash', 'status', 'status_date'],
    ['customer.email', 'status', 'status_date'],
    ['email', 'status', 'created_at'],
  ],
  authenticity: [
    {
      id: 'token',
      scheme: { kind: 'shown', at: { field: 'token' } },
      secret: { pt: 'Token: Ferramentas → TictoWebhook', en: 'Token: Ferramentas → TictoWebhook' },
      confidence: 'verified',
    },
    addressAlone,
  ],
  handshake: answerProbe,
  unkept: ['token'],
  unknowns: [
    {
      pt: 'O carrinho abandonado foi visto em duas formas e sem telefone confirmado: capture uma amostra e confira o telefone.',
      en: 'The abandoned cart was seen in two shapes and with no confirmed phone: capture a sample and check the phone.',
    },
    {
      pt: 'Se o token é do webhook ou da conta não é conhecido; o cabeçalho x-ticto-signature não foi confirmado.',
      en: 'Whether the token belongs to the webhook or to the account is not known; the header x-ticto-signature is unconfirmed.',
    },
  ],
  confidence: 'verified',
};

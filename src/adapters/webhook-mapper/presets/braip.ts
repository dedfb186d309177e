import type { Platform } from '../../../ports/platform.ts';
import { answerProbe } from '../answer-probe.ts';
import { knownEvents } from '../known-events.ts';
import { addressAlone } from '../usual-choices.ts';

/** Braip. A business event is its type and the code of the sale's status together: `STATUS_ALTERADO.2`. */
export const braip: Platform = {
  id: 'braip',
  name: 'Braip',
  contentTypes: ['json', 'form'],
  mapping: {
    v: 1,
    each: '$',
    ddi: { constant: '55' },
    fields: {
      event: { from: [{ join: ['type', 'trans_status_code'], with: '.' }, 'trans_status', 'subs_status'] },
      name: { from: ['client_name'] },
      phone: { from: ['client_cel', 'client_phone', 'client_tel'] },
      email: { from: ['client_email'] },
      document: { from: ['client_documment', 'client_document'] },
      product: { from: ['product_name', 'trans_items[main=1].product_name', 'trans_items[0].product_name'] },
      productId: { from: ['product_key', 'trans_items[main=1].product_key', 'trans_items[0].product_key'] },
      plan: { from: ['plan_name'] },
      orderId: { from: ['trans_key', 'abandonment_key', 'subs_key'] },
      value: { from: ['trans_total_value', 'trans_value'], transform: ['cents'] },
      currency: { from: ['currency'] },
      status: { from: ['trans_status', 'subs_status'] },
      payment: {
        from: ['trans_payment'],
        transform: [{ map: { 1: 'boleto', 2: 'cartão', 3: 'boleto parcelado', 4: 'gratuito', 5: 'Pix' } }],
      },
      link: { from: ['checkout_url', 'trans_payment_url', 'trans_url_pix', 'trans_payment_link_checkout'] },
      pixCode: { from: ['trans_qrcode_pix'] },
      barcode: { from: ['trans_payment_line', 'trans_payment_bar_code'] },
      trackingCode: { from: ['tracking_code'] },
      installments: { from: ['trans_installments'] },
      src: { from: ['meta.src'] },
      utmSource: { from: ['meta.utm_source'] },
      utmMedium: { from: ['meta.utm_medium'] },
      utmCampaign: { from: ['meta.utm_campaign'] },
      utmContent: { from: ['meta.utm_content'] },
      utmTerm: { from: ['meta.utm_term'] },
      happenedAt: { from: ['trans_updatedate', 'trans_createdate', 'subs_createdate'], zone: 'America/Sao_Paulo' },
    },
  },
  events: [
    ...knownEvents('verified', [
      ['STATUS_ALTERADO.1', 'Aguardando pagamento', 'Awaiting payment', 'awaiting-payment'],
      ['STATUS_ALTERADO.2', 'Pagamento aprovado', 'Payment approved', 'paid'],
      ['VENDA_COMPLETA.2', 'Venda completa', 'Sale complete', 'paid'],
    ]),
    ...knownEvents('inferred', [
      ['STATUS_ALTERADO.3', 'Cancelada', 'Cancelled', 'cancelled'],
      ['STATUS_ALTERADO.4', 'Chargeback', 'Chargeback', 'chargeback'],
      ['STATUS_ALTERADO.5', 'Devolvida', 'Refunded', 'refunded'],
      ['STATUS_ALTERADO.6', 'Em análise', 'Under review'],
      ['STATUS_ALTERADO.7', 'Estorno pendente', 'Refund pending', 'refund-requested'],
      ['STATUS_ALTERADO.8', 'Em processamento', 'In process'],
      ['STATUS_ALTERADO.9', 'Parcialmente pago', 'Partly paid'],
      ['STATUS_ALTERADO.10', 'Pagamento atrasado', 'Payment late', 'late'],
      ['STATUS_ALTERADO.11', 'Agendado', 'Scheduled'],
      ['STATUS_ALTERADO.12', 'Frustrada', 'Delivery failed'],
      ['ABANDONO', 'Carrinho abandonado', 'Cart abandoned', 'cart-abandoned'],
    ]),
  ],
  identity: [
    // A sale arrives once for each role, and is one event; but what an affiliate is sent without the client never stands for the whole.
    ['trans_key', 'type', 'trans_status_code', { join: ['trans_updatedate', 'client_cel'], with: '|' }],
    ['trans_key', 'type', 'trans_status_code'],
    ['abandonment_key', 'type'],
    ['subs_key', 'type', 'subs_status_code'],
  ],
  authenticity: [
    {
      id: 'chave-unica',
      scheme: { kind: 'shown', at: { field: 'basic_authentication' } },
      secret: {
        pt: 'Chave única: Ferramentas → Postback → Documentação',
        en: 'Chave única: Ferramentas → Postback → Documentação',
      },
      confidence: 'verified',
    },
    addressAlone,
  ],
  handshake: answerProbe,
  unkept: ['basic_authentication'],
  unknowns: [
    {
      pt: 'O type dos eventos de assinatura (campos subs_*) não é conhecido: capture uma amostra.',
      en: 'The type of the events of subscriptions (fields subs_*) is not known: capture a sample.',
    },
    {
      pt: 'Os códigos de status a partir de 3 foram inferidos: confira em uma amostra.',
      en: 'The codes of status from 3 on are inferred: look at a sample.',
    },
  ],
  confidence: 'verified',
};

import type { Platform } from '../../../ports/platform.ts';
import { answerProbe } from '../answer-probe.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { addressAlone } from '../usual-choices.ts';

/** Monetizze's postbacks of the type "Server to Server". Its events are codes. */
export const monetizze: Platform = {
  id: 'monetizze',
  name: 'Monetizze',
  contentTypes: ['form', 'json'],
  mapping: {
    v: 1,
    each: '$',
    ddi: { constant: '55' },
    fields: {
      event: { from: ['tipoEvento.codigo', 'postback_evento', 'codigo_status'] },
      name: { from: ['comprador.nome'] },
      phone: { from: ['comprador.telefone', 'comprador.celular'] },
      email: { from: ['comprador.email'] },
      document: { from: ['comprador.cnpj_cpf'] },
      product: { from: ['produto.nome', 'plano.nome'] },
      productId: { from: ['produto.codigo'] },
      plan: { from: ['plano.nome'] },
      orderId: { from: ['venda.codigo', 'codigo_venda'] },
      value: { from: ['venda.valor'] },
      status: { from: ['venda.status', 'tipoEvento.descricao'] },
      payment: { from: ['venda.formaPagamento'] },
      link: {
        from: [
          onlyWhen('tipoEvento.codigo', '7', 'url_recuperacao'),
          'venda.linkBoleto', 'pix_url', 'venda.pix_url', 'url_recuperacao',
        ],
      },
      pixCode: { from: ['pix_codigo_qrcode', 'venda.pix_codigo_qrcode'] },
      barcode: { from: ['venda.linha_digitavel'] },
      trackingCode: { from: ['rastreio.codigo'] },
      trackingStatus: { from: ['rastreio.descricao', 'rastreio.status'] },
      installments: { from: ['venda.parcelas'] },
      src: { from: ['venda.src'] },
      utmSource: { from: ['venda.utm_source'] },
      utmMedium: { from: ['venda.utm_medium'] },
      utmCampaign: { from: ['venda.utm_campaign'] },
      utmContent: { from: ['venda.utm_content'] },
      happenedAt: { from: ['venda.dataFinalizada', 'venda.dataInicio'], zone: 'America/Sao_Paulo' },
    },
  },
  events: knownEvents('verified', [
    ['1', 'Aguardando pagamento', 'Awaiting payment', 'awaiting-payment'],
    ['2', 'Finalizada / aprovada', 'Finished / approved', 'paid'],
    ['3', 'Cancelada', 'Cancelled', 'cancelled'],
    ['4', 'Devolvida (reembolso)', 'Returned (refund)', 'refunded'],
    ['5', 'Bloqueada', 'Blocked'],
    ['6', 'Completa', 'Complete', 'completed'],
    ['7', 'Abandono de checkout', 'Checkout abandoned', 'cart-abandoned'],
    ['8', 'Ocultada', 'Hidden'],
    ['98', 'Cartão', 'Card'],
    ['99', 'Boleto', 'Boleto', 'boleto-issued'],
    ['101', 'Assinatura ativa', 'Subscription active', 'subscription-started'],
    ['102', 'Assinatura inadimplente', 'Subscription overdue', 'late'],
    ['103', 'Assinatura cancelada', 'Subscription cancelled', 'subscription-cancelled'],
    ['104', 'Assinatura aguardando pagamento', 'Subscription awaiting payment', 'awaiting-payment'],
    ['105', 'Recuperação parcelada ativa', 'Instalment recovery active'],
    ['106', 'Recuperação parcelada cancelada', 'Instalment recovery cancelled'],
    ['120', 'Rastreio do pedido', 'Tracking of the order', 'shipped'],
  ]),
  identity: [
    // A sale arrives once for each role, and is one event; but what an affiliate is sent without the buyer never stands for the whole.
    ['venda.codigo', 'tipoEvento.codigo', { join: ['rastreio.status', 'assinatura.parcela', 'comprador.telefone'], with: '|' }],
    ['venda.codigo', 'tipoEvento.codigo'],
    ['codigo_venda', 'postback_evento'],
  ],
  authenticity: [
    {
      id: 'chave-unica',
      scheme: { kind: 'shown', at: { field: 'chave_unica' } },
      secret: { pt: 'Chave única: Ferramentas → Postback', en: 'Chave única: Ferramentas → Postback' },
      confidence: 'verified',
    },
    addressAlone,
  ],
  handshake: answerProbe,
  // `json` repeats the whole payload as text, with the key in it.
  unkept: ['chave_unica', 'produto.chave', 'json'],
  unknowns: [
    {
      pt: 'A afiliados a Monetizze envia os dados do comprador só quando liberados: use o postback do produtor.',
      en: 'Affiliates are sent the buyer’s data only where that is allowed: use the producer’s postback.',
    },
    {
      pt: 'O botão de teste envia o produto “X-Wing”: use-o para capturar uma amostra.',
      en: 'The test button sends the product “X-Wing”: use it to capture a sample.',
    },
  ],
  confidence: 'verified',
};

import type { Platform } from '../../../ports/platform.ts';
import { answerProbe } from '../answer-probe.ts';
import { knownEvents } from '../known-events.ts';
import { addressAlone } from '../usual-choices.ts';

/** Logzz, and Coinzz of the same house, which nests the client and the order. */
export const logzz: Platform = {
  id: 'logzz',
  name: 'Logzz',
  contentTypes: ['json', 'form'],
  mapping: {
    v: 1,
    each: '$',
    ddi: { constant: '55' },
    fields: {
      event: { from: ['order_status', 'order.order_status', 'status_pedido'] },
      name: { from: ['client_name', 'client.client_name', 'nome_completo'] },
      // Some texts of Logzz's own write `cliente_phone`.
      phone: { from: ['client_phone', 'cliente_phone', 'client.client_phone', 'client.cliente_phone', 'telefone'] },
      email: { from: ['client_email', 'client.client_email', 'email'] },
      document: {
        from: ['client_document', 'client_documment', 'client.client_document', 'client.client_documment'],
      },
      product: { from: ['products.main.product_name', 'product_name', 'order.product_name', 'nome_produto'] },
      productId: { from: ['products.main.product_code', 'product_code', 'order.product_code'] },
      orderId: { from: ['order_number', 'order.order_number', 'order_id', 'codigo_produto'] },
      value: { from: ['order_final_price', 'order.order_final_price'] },
      status: { from: ['order_status', 'order.order_status', 'status_pedido'] },
      reason: { from: ['order_status_description', 'mensagem_status'] },
      shippingStatus: { from: ['order.shipping_status', 'shipping_status'] },
      payment: { from: ['order.method_payment', 'method_payment'] },
      link: { from: ['order.url_bank_slip', 'url_bank_slip'] },
      pixCode: { from: ['order.qrcode_pix', 'qrcode_pix'] },
      trackingCode: { from: ['order.tracking_code', 'tracking_code'] },
      deliveryAt: { from: ['date_delivery_day', 'date_delivery', 'data_entrega'] },
      utmSource: { from: ['utm.utm_source', 'utms.utm_source'] },
      utmMedium: { from: ['utm.utm_medium', 'utms.utm_medium'] },
      utmCampaign: { from: ['utm.utm_campaign', 'utms.utm_campaign'] },
      utmContent: { from: ['utm.utm_content', 'utms.utm_content'] },
      utmTerm: { from: ['utm.utm_term', 'utms.utm_term'] },
      happenedAt: { from: ['date_order_day', 'date_order', 'order.date_order'], zone: 'America/Sao_Paulo' },
    },
  },
  events: [
    ...knownEvents('verified', [
      ['Agendado', 'Agendado', 'Scheduled'],
      ['Reagendado', 'Reagendado', 'Rescheduled'],
      ['Atrasado', 'Atrasado', 'Late', 'late'],
      ['Completo', 'Completo', 'Complete', 'completed'],
      ['Frustrado', 'Frustrado', 'Delivery failed'],
      ['Cancelado', 'Cancelado', 'Cancelled', 'cancelled'],
      ['A Enviar', 'A enviar', 'To be sent'],
      ['Enviando', 'Enviando', 'Being sent'],
      ['Enviado', 'Enviado', 'Sent', 'shipped'],
      ['Reembolsado', 'Reembolsado', 'Refunded', 'refunded'],
      ['Confirmado', 'Confirmado', 'Confirmed'],
      ['Expirado', 'Expirado', 'Expired', 'expired'],
    ]),
    ...knownEvents('inferred', [
      ['Em separação', 'Em separação', 'Being picked'],
      ['Separado', 'Separado', 'Picked'],
      ['Em rota', 'Em rota', 'On its way', 'shipped'],
      ['Roteirizado', 'Roteirizado', 'Routed'],
      ['Entregue', 'Entregue', 'Delivered', 'delivered'],
      ['Devolvido', 'Devolvido', 'Returned'],
    ]),
  ],
  identity: [['order_number', 'order_status'], ['order.order_number', 'order.order_status'], ['order_id', 'status_pedido']],
  authenticity: [addressAlone],
  handshake: answerProbe,
  unknowns: [
    {
      pt: 'O nome do campo do telefone varia entre textos da Logzz: use o botão “Testar” e confira a amostra.',
      en: 'The name of the phone’s field varies between Logzz’s own texts: use the button “Testar” and look at the sample.',
    },
    {
      pt: 'A grafia dos status pode mudar (acentos, maiúsculas): copie a identificação de uma amostra.',
      en: 'The spelling of a status may vary (accents, capitals): copy the identification from a sample.',
    },
    {
      pt: 'Não se conhece assinatura da Logzz: quem tem o endereço pode enviar. Não o divulgue.',
      en: 'No signature of Logzz is known: whoever has the address can send. Do not publish it.',
    },
  ],
  confidence: 'inferred',
};

import type { Incoming, Source } from '../../../domain/mapping/mapping.ts';
import type { HandshakeAnswer, Platform, RawRequest } from '../../../ports/platform.ts';
import { answerProbe } from '../answer-probe.ts';
import { textAt } from '../json-at.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { phoneOfParts } from '../phone-parts.ts';
import { addressAlone } from '../usual-choices.ts';

/** "Verificar URL" looks whether anybody is there, and switching a webhook on sends a `ping`: both want 2xx, and are no deliveries. */
function answerEduzz(request: RawRequest, { body }: Incoming): HandshakeAnswer | undefined {
  return textAt(body, 'event') === 'ping' ? { status: 200, body: 'ok', contentType: 'text/plain' } : answerProbe(request);
}

/** Órbita tells day and hour apart. A day without separators, `20240109`, is a day alone. */
const momentOf = (day: string, hour: string): readonly Source[] => [
  onlyWhen(day, ['*-*', '*/*'], { join: [day, hour] }),
  onlyWhen(day, '*', day),
];

/** Eduzz: webhooks v3 of its Developer Hub, and the old ones (Órbita), which Eduzz calls obsolete and which come as JSON or form. */
export const eduzz: Platform = {
  id: 'eduzz',
  name: 'Eduzz',
  contentTypes: ['json', 'form'],
  mapping: {
    v: 1,
    each: '$',
    ddi: { constant: '55' },
    fields: {
      event: { from: ['event', 'event_name', 'type'] },
      name: {
        from: [
          'data.buyer.name', 'data.customer.name', 'data.learner.name', 'data.student.name', 'data.financialResponsible.name',
          'cus_name', 'customer.name', 'student_name',
        ],
      },
      phone: {
        from: [
          'data.buyer.cellphone', 'data.buyer.phone', 'data.buyer.phone2',
          ...phoneOfParts({
            ddi: 'data.customer.phone.countryCode', ddd: 'data.customer.phone.areaCode', number: 'data.customer.phone.number',
          }),
          onlyWhen('data.customer.phone', '*', 'data.customer.phone'),
          'data.customer.cellphone',
          ...phoneOfParts({
            ddi: 'data.financialResponsible.phone.countryCode',
            ddd: 'data.financialResponsible.phone.areaCode',
            number: 'data.financialResponsible.phone.number',
          }),
          'data.student.cellphone', 'data.student.phone',
          'cus_cel', 'cus_tel', 'cus_tel2', 'customer.phone', 'customer.cellphone',
        ],
      },
      email: {
        from: [
          'data.buyer.email', 'data.customer.email', 'data.learner.email', 'data.student.email', 'data.financialResponsible.email',
          'cus_email', 'customer.email', 'student_email',
        ],
      },
      document: { from: ['data.buyer.document', 'data.customer.document', 'cus_taxnumber'] },
      product: {
        from: ['data.items[0].name', 'data.products[0].name', 'data.course.title', 'product_name', 'product.title', 'trans_items[0].item_name'],
      },
      productId: {
        from: ['data.items[0].productId', 'data.products[0].id', 'data.productId[0]', 'data.course.hash', 'product_cod', 'product.id'],
      },
      orderId: { from: ['data.id', 'data.contract.id', 'data.transactionId', 'data.invoiceId', 'trans_cod', 'recurrence_cod', 'identifier'] },
      value: {
        from: ['data.price.value', 'data.paid.value', 'data.contract.recurrence.price.value', 'data.products[0].price.value', 'trans_value', 'trans_paid'],
      },
      currency: { from: ['data.price.currency', 'data.contract.recurrence.price.currency', 'trans_currency'] },
      status: { from: ['data.status', 'data.contract.status', 'data.lastStep', 'trans_status'] },
      payment: {
        from: ['data.paymentMethod', 'data.contract.payment.method', 'trans_paymentmethod'],
        transform: [{
          map: {
            1: 'boleto', 9: 'PayPal', 25: 'PayPal', 13: 'Visa', 14: 'Amex', 15: 'Mastercard', 16: 'Diners', 21: 'Hipercard', 23: 'Hiper', 24: 'Elo',
            27: 'vários cartões', 32: 'Pix', 17: 'débito', 18: 'débito', 19: 'débito', 22: 'débito',
          },
        }],
      },
      link: { from: ['data.saleRecoveryUrl', 'data.href'] },
      installments: { from: ['data.installments', 'data.contract.payment.totalOfInstallments'] },
      utmSource: { from: ['data.utm.source', 'tracker_utm_source'] },
      utmMedium: { from: ['data.utm.medium', 'tracker_utm_medium'] },
      utmCampaign: { from: ['data.utm.campaign', 'tracker_utm_campaign'] },
      utmContent: { from: ['data.utm.content', 'tracker_utm_content'] },
      tracker: { from: ['data.tracker.code1'] },
      happenedAt: {
        from: [
          'sentDate', 'data.updatedAt', 'data.createdAt',
          ...momentOf('trans_paiddate', 'trans_paidtime'), ...momentOf('trans_createdate', 'trans_createtime'), 'cartAccessedAt',
        ],
        zone: 'America/Sao_Paulo',
      },
    },
  },
  events: [
    ...knownEvents('verified', [
      ['myeduzz.invoice_opened', 'Fatura aberta', 'Invoice opened', 'awaiting-payment'],
      ['myeduzz.invoice_waiting_payment', 'Aguardando pagamento', 'Awaiting payment', 'awaiting-payment'],
      ['myeduzz.invoice_paid', 'Fatura paga', 'Invoice paid', 'paid'],
      ['myeduzz.invoice_canceled', 'Fatura cancelada', 'Invoice cancelled', 'cancelled'],
      ['myeduzz.invoice_expired', 'Fatura expirada', 'Invoice expired', 'expired'],
      ['myeduzz.invoice_refused', 'Pagamento recusado', 'Payment refused', 'refused'],
      ['myeduzz.invoice_overdue', 'Fatura vencida', 'Invoice overdue', 'late'],
      ['myeduzz.invoice_scheduled', 'Pagamento agendado', 'Payment scheduled'],
      ['myeduzz.invoice_negotiated', 'Fatura negociada', 'Invoice negotiated'],
      ['myeduzz.invoice_recovering', 'Fatura em recuperação', 'Invoice in recovery'],
      ['myeduzz.invoice_waiting_refund', 'Aguardando reembolso', 'Awaiting refund', 'refund-requested'],
      ['myeduzz.invoice_refunded', 'Fatura reembolsada', 'Invoice refunded', 'refunded'],
      ['myeduzz.contract_created', 'Contrato criado', 'Contract created', 'subscription-started'],
      ['myeduzz.contract_updated', 'Contrato alterado (ver status)', 'Contract changed (see its status)', 'updated'],
      ['myeduzz.commission_processed', 'Comissão processada', 'Commission processed'],
      ['sun.cart_abandonment', 'Carrinho abandonado', 'Cart abandoned', 'cart-abandoned'],
      ['nutror.enrollment_created', 'Matrícula criada', 'Enrolment created'],
      ['nutror.inactive_student', 'Aluno inativo', 'Inactive student'],
      ['nutror.community_viewed', 'Comunidade visualizada', 'Community viewed'],
      ['nutror.module_completed', 'Módulo concluído', 'Module completed'],
      ['nutror.lesson_watched', 'Aula assistida', 'Lesson watched'],
      ['nutror.certificate_viewed', 'Certificado visualizado', 'Certificate viewed'],
      ['ping', 'Ativação do webhook', 'Switching the webhook on'],
      ['invoice_open', 'Fatura aberta (Órbita)', 'Invoice opened (Órbita)', 'awaiting-payment'],
      ['invoice_waiting_payment', 'Aguardando pagamento (Órbita)', 'Awaiting payment (Órbita)', 'awaiting-payment'],
      ['invoice_paid', 'Fatura paga (Órbita)', 'Invoice paid (Órbita)', 'paid'],
      ['invoice_canceled', 'Fatura cancelada (Órbita)', 'Invoice cancelled (Órbita)', 'cancelled'],
      ['invoice_expired', 'Fatura expirada (Órbita)', 'Invoice expired (Órbita)', 'expired'],
      ['invoice_refused', 'Pagamento recusado (Órbita)', 'Payment refused (Órbita)', 'refused'],
      ['invoice_overdue', 'Fatura vencida (Órbita)', 'Invoice overdue (Órbita)', 'late'],
      ['invoice_refunded', 'Fatura reembolsada (Órbita)', 'Invoice refunded (Órbita)', 'refunded'],
      ['contract_up_to_date', 'Contrato em dia (Órbita)', 'Contract up to date (Órbita)', 'subscription-renewed'],
      ['contract_delayed', 'Contrato atrasado (Órbita)', 'Contract late (Órbita)', 'late'],
      ['contract_canceled', 'Contrato cancelado (Órbita)', 'Contract cancelled (Órbita)', 'subscription-cancelled'],
      ['cart_abandonment', 'Carrinho abandonado (Órbita)', 'Cart abandoned (Órbita)', 'cart-abandoned'],
    ]),
    ...knownEvents('inferred', [
      ['myeduzz.invoice_chargeback', 'Chargeback', 'Chargeback', 'chargeback'],
      ['myeduzz.contract_card_attempted', 'Cobrança no cartão tentada', 'Charge on the card attempted'],
      ['myeduzz.contract_pix_attempted', 'Cobrança por Pix tentada', 'Charge by Pix attempted'],
      ['myeduzz.contract_bankslip_attempted', 'Cobrança por boleto tentada', 'Charge by boleto attempted'],
      ['myeduzz.contract_eduzz_balance_attempted', 'Cobrança no saldo tentada', 'Charge on the balance attempted'],
      ['myeduzz.cart_abandonment', 'Carrinho abandonado (rascunho)', 'Cart abandoned (draft)', 'cart-abandoned'],
    ]),
  ],
  identity: [['id'], ['trans_cod', 'event_name'], ['identifier', 'event_name']],
  authenticity: [
    {
      id: 'signature',
      scheme: { kind: 'hmac', algorithm: 'sha256', encoding: 'hex', at: { header: 'x-signature' } },
      secret: { pt: 'Chave secreta escolhida na configuração do webhook', en: 'Secret key chosen in the settings of the webhook' },
      confidence: 'verified',
    },
    {
      id: 'origin',
      scheme: { kind: 'shown', at: [{ field: 'origin_secret' }, { field: 'origin' }] },
      secret: { pt: 'Origin da conta (Órbita)', en: 'The account’s origin (Órbita)' },
      confidence: 'verified',
    },
    addressAlone,
  ],
  handshake: answerEduzz,
  unkept: ['origin', 'origin_secret', 'api_key', 'data.producer.originSecret'],
  withoutPerson: [
    {
      identification: 'ping',
      because: { pt: 'É o teste que a Eduzz envia ao ativar o webhook.', en: 'It is the test that Eduzz sends when the webhook is switched on.' },
    },
    {
      identification: 'myeduzz.commission_processed',
      because: { pt: 'A Eduzz não envia o comprador com as comissões.', en: 'Eduzz does not send the buyer with commissions.' },
    },
  ],
  mayLack: [
    {
      identification: 'nutror.*',
      fields: ['phone'],
      because: {
        pt: 'O Nutror envia apenas nome e e-mail do aluno, sem telefone.',
        en: 'Nutror sends only the learner’s name and e-mail, and no phone.',
      },
    },
    {
      identification: 'blinket.*',
      fields: ['name', 'phone'],
      because: {
        pt: 'O corpo dos eventos do Blinket não é documentado: capture uma amostra.',
        en: 'The bodies of Blinket’s events are not documented: capture a sample.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'O corpo do ping e dos eventos do Blinket não é documentado: capture uma amostra.',
      en: 'The bodies of the ping and of Blinket’s events are not documented: capture a sample.',
    },
    {
      pt: 'O formato das datas da Órbita não é documentado: confira em uma amostra.',
      en: 'How Órbita writes dates is not documented: look at a sample.',
    },
  ],
  confidence: 'verified',
};

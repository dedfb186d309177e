import type { Incoming, Json } from '../../../domain/mapping/mapping.ts';
import type { CallbackDesk, CallbackRequest, Platform } from '../../../ports/platform.ts';
import { addressPart } from '../address-part.ts';
import { answerProbe } from '../answer-probe.ts';
import { textAt } from '../json-at.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { addressAlone } from '../usual-choices.ts';

/** What an event is about, by the key below which it comes. */
const SUBJECTS = ['payment', 'subscription', 'checkout', 'invoice'] as const;

const of = (key: string): readonly string[] => SUBJECTS.map((subject) => `${subject}.${key}`);

/** Who pays is only named: `cus_000007140442`. */
function askForCustomer({ body }: Incoming, answers: readonly Json[], credentials: Readonly<Record<string, string>>): CallbackRequest | undefined {
  const key = credentials['accessToken'];
  const customer = SUBJECTS.map((subject) => textAt(body, subject, 'customer') ?? textAt(body, subject, 'customer', 'id')).find((id) => id !== undefined);
  if (answers.length > 0 || key === undefined || customer === undefined) return undefined;
  return {
    url: `https://api.asaas.com/v3/customers/${addressPart(customer)}`,
    headers: { access_token: key, accept: 'application/json' },
    route: 'GET /v3/customers/{id}',
  };
}

const callback: CallbackDesk = {
  credentials: [
    {
      name: 'accessToken',
      label: { pt: 'Chave de API: Integrações → Chaves de API', en: 'API key: Integrações → Chaves de API' },
      kind: 'secret',
    },
  ],
  // What Asaas allows is not known; a customer for each delivery is little.
  limits: { capacity: 10, perSecond: 2, holdsBack: 'bulk' },
  next: askForCustomer,
  confidence: 'verified',
};

const noPerson = {
  pt: 'O Asaas não informa um cliente neste evento: é um movimento da própria conta.',
  en: 'Asaas names no customer with this event: it is about the account itself.',
};

/** Asaas. Its deliveries only name the customer; name and phone are asked for by API. */
export const asaas: Platform = {
  id: 'asaas',
  name: 'Asaas',
  contentTypes: ['json'],
  mapping: {
    v: 1,
    each: '$',
    ddi: { constant: '55' },
    fields: {
      event: { from: ['event'] },
      name: { from: ['$callback.name', 'checkout.customerData.name', ...of('customer.name')] },
      phone: {
        from: [
          '$callback.mobilePhone', '$callback.phone', 'checkout.customerData.phone', 'checkout.customerData.phoneNumber',
          ...of('customer.mobilePhone'), ...of('customer.phone'),
        ],
      },
      email: { from: ['$callback.email', 'checkout.customerData.email', ...of('customer.email')] },
      document: { from: ['$callback.cpfCnpj', 'checkout.customerData.cpfCnpj', ...of('customer.cpfCnpj')] },
      company: { from: ['$callback.company', onlyWhen('$callback.personType', 'JURIDICA', '$callback.name')] },
      companyDocument: { from: [onlyWhen('$callback.personType', 'JURIDICA', '$callback.cpfCnpj')] },
      product: { from: ['payment.description', 'subscription.description', 'checkout.items[0].name', 'invoice.serviceDescription', 'bill.description'] },
      productId: { from: of('externalReference') },
      orderId: { from: [...of('id'), 'bill.id', 'transfer.id'] },
      invoice: { from: ['payment.invoiceNumber', 'invoice.number'] },
      value: { from: [...of('value'), 'checkout.items[0].value', 'bill.value', 'transfer.value'] },
      status: { from: [...of('status'), 'bill.status', 'transfer.status'] },
      payment: { from: ['payment.billingType', 'subscription.billingType', 'checkout.billingTypes[0]'] },
      link: { from: ['payment.bankSlipUrl', 'payment.invoiceUrl', 'checkout.link', 'bill.transactionReceiptUrl'] },
      dueDate: { from: ['payment.dueDate', 'subscription.nextDueDate', 'bill.dueDate'], as: 'date' },
      happenedAt: { from: ['dateCreated'], zone: 'America/Sao_Paulo' },
    },
  },
  events: [
    ...knownEvents('verified', [
      ['PAYMENT_CREATED', 'Cobrança criada', 'Charge created', 'awaiting-payment'],
      ['PAYMENT_AWAITING_RISK_ANALYSIS', 'Pagamento em análise de risco', 'Payment awaiting risk analysis'],
      ['PAYMENT_APPROVED_BY_RISK_ANALYSIS', 'Pagamento aprovado na análise', 'Payment approved by risk analysis'],
      ['PAYMENT_REPROVED_BY_RISK_ANALYSIS', 'Pagamento reprovado na análise', 'Payment refused by risk analysis', 'refused'],
      ['PAYMENT_AUTHORIZED', 'Pagamento autorizado', 'Payment authorised'],
      ['PAYMENT_UPDATED', 'Cobrança alterada', 'Charge changed', 'updated'],
      ['PAYMENT_CONFIRMED', 'Pagamento confirmado (saldo a liberar)', 'Payment confirmed (money not yet available)', 'paid'],
      ['PAYMENT_RECEIVED', 'Pagamento recebido', 'Payment received', 'paid'],
      ['PAYMENT_CREDIT_CARD_CAPTURE_REFUSED', 'Cartão recusado', 'Card refused', 'refused'],
      ['PAYMENT_ANTICIPATED', 'Cobrança antecipada', 'Charge anticipated'],
      ['PAYMENT_OVERDUE', 'Cobrança vencida', 'Charge overdue', 'late'],
      ['PAYMENT_DELETED', 'Cobrança removida', 'Charge deleted', 'cancelled'],
      ['PAYMENT_RESTORED', 'Cobrança restaurada', 'Charge restored', 'awaiting-payment'],
      ['PAYMENT_REFUNDED', 'Pagamento estornado', 'Payment refunded', 'refunded'],
      ['PAYMENT_PARTIALLY_REFUNDED', 'Pagamento estornado em parte', 'Payment refunded in part', 'refunded'],
      ['PAYMENT_REFUND_IN_PROGRESS', 'Estorno em andamento', 'Refund in progress', 'refund-requested'],
      ['PAYMENT_RECEIVED_IN_CASH_UNDONE', 'Recebimento em dinheiro desfeito', 'Receipt in cash undone'],
      ['PAYMENT_CHARGEBACK_REQUESTED', 'Chargeback recebido', 'Chargeback received', 'chargeback'],
      ['PAYMENT_CHARGEBACK_DISPUTE', 'Chargeback em disputa', 'Chargeback in dispute', 'chargeback'],
      ['PAYMENT_AWAITING_CHARGEBACK_REVERSAL', 'Aguardando reversão do chargeback', 'Awaiting reversal of the chargeback'],
      ['PAYMENT_DUNNING_RECEIVED', 'Negativação recebida', 'Dunning received'],
      ['PAYMENT_DUNNING_REQUESTED', 'Negativação solicitada', 'Dunning requested'],
      ['PAYMENT_BANK_SLIP_VIEWED', 'Boleto visualizado', 'Boleto viewed'],
      ['PAYMENT_CHECKOUT_VIEWED', 'Fatura visualizada', 'Invoice viewed'],
      ['CHECKOUT_CREATED', 'Checkout criado', 'Checkout created'],
      ['CHECKOUT_CANCELED', 'Checkout cancelado', 'Checkout cancelled', 'cancelled'],
      ['CHECKOUT_EXPIRED', 'Checkout expirado', 'Checkout expired', 'expired'],
      ['CHECKOUT_PAID', 'Checkout pago', 'Checkout paid', 'paid'],
      ['INVOICE_CREATED', 'Nota fiscal criada', 'Invoice created'],
      ['INVOICE_AUTHORIZED', 'Nota fiscal emitida', 'Invoice issued'],
      ['INVOICE_CANCELED', 'Nota fiscal cancelada', 'Invoice cancelled'],
      ['INVOICE_ERROR', 'Erro na nota fiscal', 'Error of the invoice'],
      ['BILL_PAID', 'Conta paga', 'Bill paid'],
    ]),
    ...knownEvents('inferred', [
      ['SUBSCRIPTION_CREATED', 'Assinatura criada', 'Subscription created', 'subscription-started'],
      ['SUBSCRIPTION_UPDATED', 'Assinatura alterada', 'Subscription changed', 'updated'],
      ['SUBSCRIPTION_INACTIVATED', 'Assinatura inativada', 'Subscription made inactive', 'subscription-cancelled'],
      ['SUBSCRIPTION_DELETED', 'Assinatura removida', 'Subscription deleted', 'subscription-cancelled'],
      ['PAYMENT_REFUND_DENIED', 'Estorno negado', 'Refund denied'],
      ['PAYMENT_BANK_SLIP_CANCELLED', 'Boleto cancelado', 'Boleto cancelled', 'cancelled'],
    ]),
  ],
  identity: [['id'], ['event', 'payment.id', 'payment.status'], ['event', 'bill.id', 'bill.status']],
  authenticity: [
    {
      id: 'access-token',
      scheme: { kind: 'shown', at: { header: 'asaas-access-token' } },
      secret: { pt: 'Token de autenticação definido ao criar o webhook', en: 'Authentication token set when the webhook was made' },
      confidence: 'verified',
    },
    addressAlone,
  ],
  handshake: answerProbe,
  callback,
  unkept: ['$headers.asaas-access-token', 'payment.creditCard.creditCardToken'],
  withoutPerson: [
    { identification: 'BILL_*', because: noPerson },
    { identification: 'TRANSFER_*', because: noPerson },
    { identification: 'RECEIVABLE_ANTICIPATION_*', because: noPerson },
    { identification: 'PHONE_RECHARGE_*', because: noPerson },
    { identification: 'MOBILE_PHONE_RECHARGE_*', because: noPerson },
    { identification: 'ACCOUNT_STATUS_*', because: noPerson },
    {
      identification: 'CHECKOUT_*',
      because: {
        pt: 'O checkout ainda não tem cliente: quem paga é conhecido quando preenche os dados.',
        en: 'The checkout has no customer yet: who pays is known once the form is filled in.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'Sem a chave de API o Asaas informa só o código do cliente, sem nome nem telefone.',
      en: 'Without the API key Asaas tells only the customer’s code, and neither name nor phone.',
    },
    {
      pt: 'Se os eventos CHECKOUT_* trazem os dados do cliente não é conhecido; os caminhos em checkout.customerData são supostos: capture uma amostra.',
      en: 'Whether the events CHECKOUT_* carry the customer’s data is not known; the paths in checkout.customerData are assumed: capture a sample.',
    },
    {
      pt: 'Que personType e company, na resposta da API, dizem se o cliente é empresa é suposto: confira em uma resposta.',
      en: 'That personType and company, in the API’s answer, tell whether the customer is a company is assumed: look at an answer.',
    },
    {
      pt: 'Quantas chamadas por segundo o Asaas aceita, e quanto espera por uma resposta, não é conhecido.',
      en: 'How many calls a second Asaas takes, and how long it waits for an answer, is not known.',
    },
  ],
  confidence: 'verified',
};

import type { Delivery } from '../delivery.ts';
import { areaCodeOf, documentOf, localOf, localTime, type Occasion, type ReadyMade } from './occasion.ts';

const asaasPayment = (event: string, status: string) => ({ number, atMs }: Occasion): Delivery => ({
  event,
  json: {
    id: `evt_05b708f961d739ea7eba7e4db318f621&${number}`, event, dateCreated: localTime(atMs),
    payment: {
      object: 'payment', id: `pay_${`${number}`.padStart(16, '0')}`, customer: `cus_${`${number}`.padStart(12, '0')}`, value: 297.5, netValue: 294, billingType: 'PIX',
      status, dueDate: localTime(atMs).slice(0, 10), invoiceNumber: `${number}`, description: 'Curso de Vendas', externalReference: null,
    },
  },
});

/** Asaas names its own customer alone; name and phone have to be asked. */
export const asaas: ReadyMade = {
  PAYMENT_CREATED: asaasPayment('PAYMENT_CREATED', 'PENDING'),
  PAYMENT_CONFIRMED: asaasPayment('PAYMENT_CONFIRMED', 'CONFIRMED'),
  PAYMENT_RECEIVED: asaasPayment('PAYMENT_RECEIVED', 'RECEIVED'),
  PAYMENT_OVERDUE: asaasPayment('PAYMENT_OVERDUE', 'OVERDUE'),
};

const braipSale = (type: string, code: number, status: string) => ({ person, number, atMs }: Occasion): Delivery => ({
  event: `${type} ${code}`,
  json: {
    type, trans_key: `ven${number}`, trans_status: status, trans_status_code: code, trans_value: 29_750, trans_payment: 5,
    trans_createdate: localTime(atMs), trans_updatedate: localTime(atMs), product_name: 'Curso de Vendas', product_key: 'pro1', plan_name: 'Único', postback_type: 'Produtor',
    client_name: person.name, client_email: person.email, client_cel: `55 ${areaCodeOf(person)}${localOf(person)}`, client_documment: documentOf(person), is_upsell: 0, meta: [],
  },
});

/** Braip: the event is a type and a code. */
export const braip: ReadyMade = {
  'STATUS_ALTERADO 1': braipSale('STATUS_ALTERADO', 1, 'Aguardando Pagamento'),
  'STATUS_ALTERADO 2': braipSale('STATUS_ALTERADO', 2, 'Pagamento Aprovado'),
};

const tictoOrder = (status: string) => ({ person, number, atMs }: Occasion): Delivery => ({
  event: status,
  json: {
    version: '2.0', status, status_date: localTime(atMs), payment_method: 'pix',
    customer: { type: 'person', name: person.name, email: person.email, cpf: documentOf(person), phone: { ddi: '+55', ddd: areaCodeOf(person), number: localOf(person) } },
    item: { product_name: 'Curso de Vendas', product_id: 7, offer_name: 'Oferta', offer_code: 'OFER1', amount: 29_750 },
    order: { id: number, hash: `TOC${number}`, transaction_hash: `TPC${number}`, paid_amount: 29_750, order_date: localTime(atMs) },
    tracking: { utm_source: 'Não Informado', src: 'Não Informado' },
  },
});

/** Ticto, version 2. */
export const ticto: ReadyMade = {
  authorized: tictoOrder('authorized'), refused: tictoOrder('refused'), pix_created: tictoOrder('pix_created'), refunded: tictoOrder('refunded'),
};

const monetizzeSale = (code: string, words: string) => ({ person, number, atMs }: Occasion): Delivery => ({
  event: code,
  form: {
    tipoEvento: { codigo: code, descricao: words }, tipoPostback: { codigo: '2', descricao: 'Produtor' },
    produto: { codigo: '77', nome: 'Curso de Vendas', chave: 'aa00bb11' }, plano: { nome: 'Único' },
    venda: { codigo: `${number}`, valor: '297.50', status: words, formaPagamento: 'Pix', dataInicio: localTime(atMs), dataFinalizada: localTime(atMs) },
    comprador: { nome: person.name, email: person.email, telefone: areaCodeOf(person) + localOf(person), cnpj_cpf: documentOf(person) },
  },
});

/** Monetizze, a form of PHP's. */
export const monetizze: ReadyMade = {
  1: monetizzeSale('1', 'Aguardando pagamento'), 2: monetizzeSale('2', 'Finalizada'), 4: monetizzeSale('4', 'Devolvida'), 7: monetizzeSale('7', 'Abandono de checkout'),
};

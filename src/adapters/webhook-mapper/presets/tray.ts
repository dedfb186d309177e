import type { Incoming, Json } from '../../../domain/mapping/mapping.ts';
import type { CallbackDesk, CallbackRequest, Platform } from '../../../ports/platform.ts';
import { addressPart } from '../address-part.ts';
import { answerProbe } from '../answer-probe.ts';
import { textAt } from '../json-at.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { addressAlone } from '../usual-choices.ts';

/** The shop's own address, without a slash at its end; only where it is one that secrets may be sent to. */
function apiOf(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { protocol, origin, pathname } = new URL(address);
  return protocol === 'https:' ? `${origin}${pathname.replace(/\/+$/, '')}` : undefined;
}

/** Orders and customers; of other scopes, and of what was deleted, there is nobody to ask for. */
function placeOf(body: Json): { readonly place: string; readonly route: string } | undefined {
  const [scope, id, act] = [textAt(body, 'scope_name') ?? '', textAt(body, 'scope_id'), textAt(body, 'act')];
  if (id === undefined || act === 'delete') return undefined;
  if (scope === 'customer') return { place: `/customers/${addressPart(id)}`, route: '/customers/{id}' };
  const ofOrder = scope === 'order' || scope.startsWith('order_');
  return ofOrder ? { place: `/orders/${addressPart(id)}/complete`, route: '/orders/{id}/complete' } : undefined;
}

/** Asks the shop; first for an access token where only the token that renews it was given, since one holds for three hours alone. */
function askForPerson({ body }: Incoming, answers: readonly Json[], credentials: Readonly<Record<string, string>>): CallbackRequest | undefined {
  const { refreshToken } = credentials;
  const accessToken = credentials['accessToken'] || undefined;
  const [api, about] = [apiOf(credentials['apiAddress']), placeOf(body)];
  if (api === undefined || about === undefined) return undefined;
  const ask = (place: string, route: string, query: Readonly<Record<string, string>>): CallbackRequest =>
    ({ url: `${api}${place}?${new URLSearchParams(query).toString()}`, headers: { accept: 'application/json' }, route: `GET ${route}` });
  if (accessToken === undefined && refreshToken !== undefined && answers.length === 0) return ask('/auth', '/auth', { refresh_token: refreshToken });
  const token = accessToken ?? textAt(answers[0], 'access_token');
  const asked = accessToken === undefined ? answers.length > 1 : answers.length > 0;
  return token === undefined || asked ? undefined : ask(about.place, about.route, { access_token: token });
}

const callback: CallbackDesk = {
  credentials: [
    { name: 'apiAddress', label: { pt: 'Endereço da API da loja (api_address)', en: 'Address of the shop’s API (api_address)' }, kind: 'text' },
    {
      name: 'refreshToken',
      label: { pt: 'Token de renovação (refresh_token), de 30 dias', en: 'Token that renews (refresh_token), of 30 days' },
      kind: 'secret',
    },
    {
      name: 'accessToken',
      label: { pt: 'Ou token de acesso (access_token), de 3 horas, que outro sistema renova', en: 'Or an access token (access_token), of 3 hours, renewed elsewhere' },
      kind: 'secret',
      need: 'optional',
    },
  ],
  // What Tray allows is not known.
  limits: { capacity: 3, perSecond: 1, holdsBack: 'bulk' },
  next: askForPerson,
  confidence: 'inferred',
};

const notAboutPeople = {
  pt: 'A Tray não informa pessoa neste evento: é sobre produtos ou a loja.',
  en: 'Tray names no person with this event: it is about goods or the shop.',
};
const deleted = {
  pt: 'De um registro excluído a Tray envia apenas o código.',
  en: 'Of what was deleted Tray sends only the id.',
};

const CUSTOMER = ['$callback.Order.Customer', '$callback.Customer'] as const;
const ofCustomer = (...keys: readonly string[]): readonly string[] => CUSTOMER.flatMap((customer) => keys.map((key) => `${customer}.${key}`));

/** Tray. Its notifications are small forms, of which what they are about and what was done make the event: `order_update`. */
export const tray: Platform = {
  id: 'tray',
  name: 'Tray',
  contentTypes: ['form', 'json'],
  mapping: {
    v: 1,
    each: '$',
    ddi: { constant: '55' },
    fields: {
      event: { from: [{ join: ['scope_name', 'act'], with: '_' }] },
      name: { from: ofCustomer('name') },
      phone: { from: ofCustomer('cellphone', 'phone') },
      email: { from: ofCustomer('email') },
      document: { from: ofCustomer('cpf', 'cnpj') },
      company: { from: ofCustomer('company_name') },
      companyDocument: { from: ofCustomer('cnpj') },
      product: { from: ['$callback.Order.ProductsSold[0].ProductsSold.name'] },
      productId: { from: ['$callback.Order.ProductsSold[0].ProductsSold.product_id'] },
      orderId: { from: ['$callback.Order.id', onlyWhen('scope_name', ['order', 'order_*'], 'scope_id')] },
      value: { from: ['$callback.Order.total'] },
      status: { from: ['$callback.Order.status'] },
      payment: { from: ['$callback.Order.payment_method', '$callback.Order.payment_form'] },
      trackingCode: { from: ['$callback.Order.sending_code'] },
      account: { from: ['seller_id'] },
    },
  },
  events: [
    ...knownEvents('verified', [
      ['order_insert', 'Pedido criado', 'Order created', 'awaiting-payment'],
      ['order_update', 'Pedido alterado (ver status)', 'Order changed (see status)', 'updated'],
      ['customer_insert', 'Cliente criado', 'Customer created', 'lead'],
      ['customer_update', 'Cliente alterado', 'Customer changed', 'updated'],
      ['customer_delete', 'Cliente excluído', 'Customer deleted'],
      ['product_insert', 'Produto criado', 'Product created'],
      ['product_update', 'Produto alterado', 'Product changed'],
      ['product_delete', 'Produto excluído', 'Product deleted'],
      ['product_price_update', 'Preço alterado', 'Price changed'],
      ['product_stock_update', 'Estoque alterado', 'Stock changed'],
      ['variant_insert', 'Variação criada', 'Variant created'],
      ['variant_update', 'Variação alterada', 'Variant changed'],
      ['variant_delete', 'Variação excluída', 'Variant deleted'],
      ['variant_price_update', 'Preço da variação alterado', 'Variant’s price changed'],
      ['variant_stock_update', 'Estoque da variação alterado', 'Variant’s stock changed'],
      ['store_config_update', 'Configuração da loja alterada', 'Shop’s settings changed'],
    ]),
    ...knownEvents('unknown', [
      ['order_status_update', 'Status do pedido alterado', 'Order’s status changed', 'updated'],
      ['order_payment_update', 'Pagamento do pedido alterado', 'Order’s payment changed', 'updated'],
      ['order_invoice_update', 'Nota do pedido alterada', 'Order’s invoice changed', 'updated'],
    ]),
  ],
  // What is made or deleted is so once; an order is changed many times, and each change looks the same.
  identity: [['seller_id', 'scope_name', 'scope_id', onlyWhen('act', ['insert', 'delete'], 'act')]],
  authenticity: [addressAlone],
  handshake: answerProbe,
  callback,
  withoutPerson: [
    { identification: 'product*', because: notAboutPeople },
    { identification: 'variant*', because: notAboutPeople },
    { identification: 'store_config*', because: notAboutPeople },
    { identification: 'customer_delete', because: deleted },
    { identification: 'order_delete', because: deleted },
  ],
  unknowns: [
    {
      pt: 'Os campos do cliente e do pedido na resposta da API foram inferidos; os de pagamento, envio, produtos e empresa são supostos, como o endereço /auth da renovação: confira em uma resposta.',
      en: 'The fields of customer and order in the API’s answer are inferred; those of payment, shipping, goods and company are assumed, as is the address /auth of the renewal: look at an answer.',
    },
    {
      pt: 'O token de acesso da Tray vale 3 horas e o de renovação 30 dias: troque-o antes, ou o contato deixa de ser encontrado.',
      en: 'Tray’s access token holds for 3 hours, the one that renews it for 30 days: exchange it in time, or contacts are no longer found.',
    },
    {
      pt: 'A Tray envia alterações de pedido iguais a cada vez, sem hora: no mesmo dia contam como uma.',
      en: 'Tray sends changes of an order alike each time, without a time: within a day they count as one.',
    },
    {
      pt: 'Quanto a Tray espera por uma resposta, e quantas chamadas aceita, não é conhecido.',
      en: 'How long Tray waits for an answer, and how many calls it takes, is not known.',
    },
  ],
  confidence: 'verified',
};

import type { Source } from '../../../domain/mapping/mapping.ts';
import type { Platform, SchemeChoice } from '../../../ports/platform.ts';
import { ddiByAddress } from '../ddi-by-address.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { addressAlone } from '../usual-choices.ts';

const secret = {
  pt: 'Segredo do app; para webhooks criados à mão, o que a tela Configurações → Notificações mostra',
  en: 'Secret of the app; for webhooks made by hand the one that Settings → Notifications shows',
};

const signedIn = (id: string, header: string, confidence: SchemeChoice['confidence']): SchemeChoice => ({
  id, scheme: { kind: 'hmac', algorithm: 'sha256', encoding: 'base64', at: { header } }, secret, confidence,
});

const ofTopics = (like: readonly string[], from: Source): readonly Source[] =>
  ['$headers.x-shopify-topic', '$headers.shopify-topic'].map((path) => onlyWhen(path, like, from));

/** The name of an address, or of a person by its pieces. */
const nameOf = (at: string): readonly Source[] => [{ join: [`${at}.first_name`, `${at}.last_name`] }, `${at}.name`];

const because = (pt: string, en: string): { readonly pt: string; readonly en: string } => ({ pt, en });
const thing = because('O evento fala da loja, de produtos ou de estoque, e não de um cliente.', 'The event is about the shop, products or stock, and not about a customer.');
const erased = because('A Shopify envia apenas o id do que foi excluído.', 'Shopify sends no more than the id of what was deleted.');
const privacy = because(
  'É um pedido de privacidade sobre um cliente que já existe, e não um lead: atenda-o na Shopify e aqui.',
  'It is a request for privacy about a customer that exists, and no lead: answer it at Shopify and here.',
);
const noContact = because('A Shopify não envia o contato neste evento.', 'Shopify sends no contact with this event.');

/** Shopify. What happened stands in a header alone; ids are beyond 2^53. */
export const shopify: Platform = {
  id: 'shopify',
  name: 'Shopify',
  contentTypes: ['json'],
  mapping: {
    v: 1,
    ddi: ddiByAddress(['shipping_address.country_code', 'billing_address.country_code', 'customer.default_address.country_code', 'default_address.country_code']),
    fields: {
      event: { from: ['$headers.x-shopify-topic', '$headers.shopify-topic'] },
      // `name` of an order is its number, so that names at the root are read in pieces only.
      name: {
        from: [
          { join: ['customer.first_name', 'customer.last_name'] }, { join: ['first_name', 'last_name'] },
          ...nameOf('shipping_address'), ...nameOf('billing_address'), ...nameOf('customer.default_address'), ...nameOf('default_address'), ...nameOf('destination'),
        ],
      },
      phone: {
        from: [
          ...ofTopics(['checkouts/*'], 'phone'), ...ofTopics(['checkouts/*'], 'sms_marketing_phone'),
          'customer.phone', 'phone', 'shipping_address.phone', 'billing_address.phone', 'customer.default_address.phone', 'default_address.phone',
          'destination.phone', 'sms_marketing_phone', 'addresses[].phone',
        ],
      },
      email: { from: ['email', 'contact_email', 'customer.email'] },
      document: {
        from: ['cpf', 'cnpj', 'documento'].map((name) => `note_attributes[name~${name}].value`),
      },
      product: { from: ['line_items[0].title', 'line_items[0].name'] },
      productId: { from: ['line_items[0].product_id', 'line_items[0].sku'] },
      orderId: {
        from: [
          ...ofTopics(['orders/*', 'checkouts/*', 'draft_orders/*'], 'name'), 'order_number', 'order_id',
          ...ofTopics(['orders/*', 'draft_orders/*'], 'admin_graphql_api_id'),
        ],
      },
      value: { from: ['total_price', 'current_total_price'] },
      currency: { from: ['currency', 'presentment_currency'] },
      status: { from: ['financial_status', 'status', 'state'] },
      shippingStatus: { from: ['fulfillment_status', 'shipment_status'] },
      payment: { from: ['payment_gateway_names[0]', 'gateway'] },
      link: { from: ['abandoned_checkout_url', 'invoice_url', 'tracking_url', 'order_status_url'] },
      trackingCode: { from: ['tracking_number', 'fulfillments[0].tracking_number'] },
      tags: { from: ['tags'] },
      shop: { from: ['$headers.x-shopify-shop-domain', '$headers.shopify-shop-domain'] },
      happenedAt: { from: ['$headers.x-shopify-triggered-at', '$headers.shopify-triggered-at', 'updated_at', 'created_at'], format: 'iso' },
    },
  },
  events: knownEvents('verified', [
    ['orders/create', 'Pedido criado', 'Order created', 'awaiting-payment'],
    ['orders/paid', 'Pedido pago', 'Order paid', 'paid'],
    ['orders/fulfilled', 'Pedido enviado', 'Order fulfilled', 'shipped'],
    ['orders/partially_fulfilled', 'Pedido parcialmente enviado', 'Order partially fulfilled'],
    ['orders/cancelled', 'Pedido cancelado', 'Order cancelled', 'cancelled'],
    ['orders/updated', 'Pedido atualizado', 'Order updated', 'updated'],
    ['orders/edited', 'Pedido editado', 'Order edited', 'updated'],
    ['orders/delete', 'Pedido excluído', 'Order deleted'],
    ['refunds/create', 'Reembolso', 'Refund', 'refunded'],
    ['checkouts/create', 'Checkout iniciado', 'Checkout begun', 'cart-abandoned'],
    ['checkouts/update', 'Checkout atualizado', 'Checkout updated', 'updated'],
    ['carts/create', 'Carrinho criado (sem contato)', 'Cart created (no contact)'],
    ['customers/create', 'Cliente criado', 'Customer created', 'lead'],
    ['customers/update', 'Cliente atualizado', 'Customer updated', 'updated'],
    ['customers/delete', 'Cliente excluído', 'Customer deleted'],
    ['fulfillments/create', 'Remessa criada', 'Fulfillment created', 'shipped'],
    ['fulfillments/update', 'Remessa atualizada', 'Fulfillment updated', 'updated'],
    ['draft_orders/create', 'Pedido rascunho criado', 'Draft order created'],
    ['draft_orders/update', 'Pedido rascunho atualizado', 'Draft order updated', 'updated'],
    ['app/uninstalled', 'App desinstalado', 'App uninstalled'],
    ['customers/data_request', 'Pedido de dados (privacidade)', 'Data request (privacy)'],
    ['customers/redact', 'Pedido de exclusão (privacidade)', 'Erasure request (privacy)'],
    ['shop/redact', 'Exclusão da loja (privacidade)', 'Erasure of the shop (privacy)'],
  ]),
  identity: [['$headers.x-shopify-webhook-id'], ['$headers.shopify-webhook-id']],
  authenticity: [
    signedIn('signature', 'x-shopify-hmac-sha256', 'verified'),
    signedIn('signature-events', 'shopify-hmac-sha256', 'inferred'),
    addressAlone,
  ],
  answerWithinMs: 5000,
  // Whoever has these can act in the shopper's cart; the link back to it stays, since it is made to be sent to them.
  unkept: ['token', 'cart_token', 'checkout_token', 'reservation_token'],
  withoutPerson: [
    { identification: 'orders/delete', because: erased },
    { identification: 'draft_orders/delete', because: erased },
    { identification: 'checkouts/delete', because: erased },
    { identification: 'customers/delete', because: erased },
    { identification: 'customers/redact', because: privacy },
    { identification: 'customers/data_request', because: privacy },
    { identification: 'shop/*', because: thing },
    { identification: 'app/*', because: thing },
    { identification: 'products/*', because: thing },
    { identification: 'variants/*', because: thing },
    { identification: 'collections/*', because: thing },
    { identification: 'inventory_*', because: thing },
    { identification: 'locations/*', because: thing },
    { identification: 'themes/*', because: thing },
    { identification: 'bulk_operations/*', because: thing },
    { identification: 'carts/*', because: noContact },
    { identification: 'refunds/*', because: noContact },
    { identification: 'order_transactions/*', because: noContact },
    { identification: 'orders/edited', because: noContact },
  ],
  mayLack: [
    {
      identification: '*',
      fields: ['name', 'phone'],
      because: {
        pt: 'O cliente não informou, ou o app não tem acesso a dados protegidos de clientes: então nome e telefone vêm vazios.',
        en: 'The customer did not give it, or the app may not read protected customer data: then name and phone come empty.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'A Shopify não tem CPF: lojas o guardam em note_attributes, em billing_address.company ou em metafields. Mapeie o da sua.',
      en: 'Shopify has no CPF: shops keep it in note_attributes, in billing_address.company or in metafields. Map that of yours.',
    },
    {
      pt: 'Telefones de endereços podem ter letras ou vir sem DDI; em lojas de fora do Brasil, mude o DDI.',
      en: 'Phones of addresses may hold letters or come without a DDI; for shops outside Brazil change the DDI.',
    },
    {
      pt: 'Se o novo formato “Events” assina do mesmo modo não foi confirmado.',
      en: 'Whether the new “Events” sign in the same way is not confirmed.',
    },
  ],
  confidence: 'verified',
};

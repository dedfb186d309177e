/** What Hotmart tells a sale of a course with. */
export const hotmartSale = {
  id: '6a5d2b1c-9f7e-4f42-8f9d-0f2b9d0f1c11', creation_date: 1777899780000, event: 'PURCHASE_APPROVED', version: '2.0.0',
  data: {
    product: { id: 788921, ucode: 'fb056612-bcc6-4217-9e6d-2a5d1110ac2f', name: 'Curso de confeitaria para iniciantes', has_co_production: false, support_email: 'suporte@example.com' },
    affiliates: [{ affiliate_code: 'Q58388177J', name: 'Parceiro da Silva' }],
    buyer: {
      name: 'Maria Aparecida Souza', first_name: 'Maria', last_name: 'Souza', email: 'maria.souza@example.com', checkout_phone: '11987654321', checkout_phone_code: '55', document: '52998224725', document_type: 'CPF',
      address: { country: 'Brasil', country_iso: 'BR', zipcode: '01310100', state: 'São Paulo', city: 'São Paulo', neighborhood: 'Bela Vista', address: 'Avenida Paulista', number: '1000', complement: 'apto 12' },
    },
    producer: { name: 'Escola de Confeitaria Ltda', document: '11222333000181', legal_nature: 'Pessoa Jurídica' },
    commissions: [{ value: 14.9, source: 'MARKETPLACE', currency_value: 'BRL' }, { value: 134.6, source: 'PRODUCER', currency_value: 'BRL', currency_conversion: { converted_value: 26.1, converted_to_currency: 'USD', rate: 5.157 } }],
    purchase: {
      approved_date: 1777899775000, full_price: { value: 149.5, currency_value: 'BRL' }, price: { value: 149.5, currency_value: 'BRL' }, original_offer_price: { value: 149.5, currency_value: 'BRL' },
      checkout_country: { name: 'Brasil', iso: 'BR' }, order_bump: { is_order_bump: true, parent_purchase_transaction: 'HP02316330308193' }, event_tickets: { amount: 1 }, order_date: 1777899700000, status: 'APPROVED', transaction: 'HP16015479281022',
      payment: { installments_number: 12, type: 'CREDIT_CARD', pix_qrcode: '', billet_barcode: '34191790010104351004791020150008291070026000' },
      offer: { code: 'n82b9jqz', coupon_code: 'SHHUHA', name: 'Oferta principal' },
      origin: { src: 'instagram', sck: 'campanha-de-maio', xcod: 'aBcDeFgHiJkL' }, invoice_by: 'HOTMART', is_funnel: false, business_model: 'I', sale_type: 'DIRECT',
    },
    subscription: { status: 'ACTIVE', plan: { id: 123, name: 'Plano anual' }, subscriber: { code: 'I9OT62C3' } },
  },
};

/** What Yampi tells an order of a shop with. */
export const yampiOrder = {
  event: 'order.paid', time: '2026-05-04T13:03:00-03:00', merchant: { id: 2025, alias: 'loja-da-maria' },
  resource: {
    id: 1234567, customer_id: 99001, marketplace_partner_sale_number: null, is_upsell: false, number: 1081234567, value_total: 214.8, value_products: 199.9, value_shipment: 14.9, value_discount: 0, shipment_service: 'PAC', days_delivery: 7,
    utm_source: 'instagram', utm_medium: 'social', utm_campaign: 'campanha-de-maio', utm_content: null, utm_term: null, track_code: null, track_url: null,
    created_at: { date: '2026-05-04 12:58:41.000000', timezone_type: 3, timezone: 'America/Sao_Paulo' }, updated_at: { date: '2026-05-04 13:02:59.000000', timezone_type: 3, timezone: 'America/Sao_Paulo' },
    status: { data: { id: 4, alias: 'paid', name: 'Pagamento aprovado', description: 'O pagamento foi aprovado' } },
    customer: { data: {
      id: 99001, active: true, type: 'f', name: 'Maria Aparecida Souza', generic_name: 'Maria Aparecida Souza', first_name: 'Maria', last_name: 'Souza', razao_social: null, email: 'maria.souza@example.com', cpf: '529.982.247-25', cnpj: null,
      phone: { full_number: '11987654321', area_code: '11', number: '987654321', formated_number: '(11) 98765-4321' }, birthday: null, newsletter: true,
    } },
    items: { data: [{ id: 5550001, product_id: 7788, sku_id: 8899, item_sku: 'FORMA-24', quantity: 1, price: 199.9, sku: { data: { id: 8899, sku: 'FORMA-24', title: 'Forma desmontável de 24 cm', price_sale: 199.9, purchase_url: 'https://loja.example.com/r/FORMA24' } } }] },
    shipping_address: { data: { receiver: 'Maria Souza', zipcode: '01310-100', street: 'Avenida Paulista', number: '1000', neighborhood: 'Bela Vista', complement: 'apto 12', city: 'São Paulo', uf: 'SP' } },
    payments: [{ alias: 'pix', name: 'Pix' }],
    transactions: { data: [{ id: 31001, status: 'paid', amount: 214.8, installments: 1, billet_url: null, billet_barcode: null, error_message: null, payment: { data: { id: 61, alias: 'pix', name: 'Pix' } } }] },
  },
};

/** A purchase as Hotmart tells of it (webhooks 2.0.0), with what a test changes. */
export interface Purchase {
  readonly id?: string;
  readonly event?: string;
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly document?: string;
  readonly product?: string;
  readonly at?: number;
}

export const HOTTOK = 'hottok-of-acme';

let told = 0;

export const aPurchase = ({ id = `delivery-${(told += 1)}`, event = 'PURCHASE_APPROVED', name = 'Ana Souza', phone = '11987654321', email = 'ana@example.com', document = '', product = 'Curso de Piano', at = 1_777_900_000_000 }: Purchase = {}): object => ({
  id, creation_date: at, event, version: '2.0.0',
  data: {
    product: { id: 213_344, name: product },
    buyer: { name, email, checkout_phone: phone, document },
    purchase: { transaction: 'HP0000000000', status: 'APPROVED', price: { value: 197, currency_value: 'BRL' }, payment: { type: 'PIX' } },
  },
});

/** Sends as Hotmart does. */
export async function deliver(url: string, body: object | string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', 'x-hotmart-hottok': HOTTOK, ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) });
}

import type { Incoming, Json } from '../../../domain/mapping/mapping.ts';
import type { CallbackDesk, CallbackRequest } from '../../../ports/platform.ts';
import { addressPart } from '../address-part.ts';
import { jsonAt, textAt } from '../json-at.ts';

const STRIPE = 'https://api.stripe.com/v1';

/** What is still to be asked: the customer; and of payments without one the charge, which has the payer's billing details. */
export const stripeCallback: CallbackDesk = {
  credentials: [
    {
      name: 'secretKey',
      label: { pt: 'Chave secreta ou restrita, com leitura de clientes e cobranças', en: 'Secret or restricted key that reads customers and charges' },
      kind: 'secret',
    },
  ],
  limits: { capacity: 20, perSecond: 20, holdsBack: 'bulk' },
  next: (incoming, answers, { secretKey }) => {
    if (secretKey === undefined || answers.length > 1 || hasContact(incoming)) return undefined;
    const object = jsonAt(incoming.body, 'data', 'object');
    const [first] = answers;
    if (first === undefined) return customer(textAt(object, 'customer'), incoming, secretKey) ?? charge(chargeOf(object), incoming, secretKey);
    return textAt(first, 'object') === 'charge' ? customer(textAt(first, 'customer'), incoming, secretKey) : undefined;
  },
  gather: (answers) => Object.fromEntries(answers.flatMap((answer) => {
    const kind = textAt(answer, 'object');
    return kind === 'customer' || kind === 'charge' ? [[kind, answer]] : [];
  })),
  confidence: 'verified',
};

/** Whatever has both needs no question; a session without a phone had its chance to ask. */
function hasContact({ body }: Incoming): boolean {
  const object = jsonAt(body, 'data', 'object');
  if (textAt(object, 'object') === 'customer') return true;
  const details = [jsonAt(object, 'customer_details'), jsonAt(object, 'billing_details')];
  if (details.some((each) => textAt(each, 'name') !== undefined && textAt(each, 'phone') !== undefined)) return true;
  return textAt(object, 'customer_name') !== undefined && textAt(object, 'customer_phone') !== undefined;
}

const chargeOf = (object: Json | undefined): string | undefined => textAt(object, 'charge') ?? textAt(object, 'latest_charge');

const customer = (id: string | undefined, incoming: Incoming, key: string): CallbackRequest | undefined =>
  id === undefined ? undefined : ask(`/customers/${addressPart(id)}?expand[]=tax_ids`, 'GET /v1/customers/{id}', incoming, key);

const charge = (id: string | undefined, incoming: Incoming, key: string): CallbackRequest | undefined =>
  id === undefined ? undefined : ask(`/charges/${addressPart(id)}`, 'GET /v1/charges/{id}', incoming, key);

/** Events of a connected account are read on its behalf. */
function ask(path: string, route: string, { body }: Incoming, key: string): CallbackRequest {
  const account = textAt(body, 'account');
  return {
    url: `${STRIPE}${path}`,
    headers: { authorization: `Bearer ${key}`, ...(account === undefined ? {} : { 'stripe-account': account }) },
    route,
  };
}

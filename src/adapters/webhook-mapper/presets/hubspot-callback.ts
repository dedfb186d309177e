import type { Incoming, Json } from '../../../domain/mapping/mapping.ts';
import type { CallbackDesk } from '../../../ports/platform.ts';
import { addressPart } from '../address-part.ts';
import { jsonAt, listAt, textAt } from '../json-at.ts';

const OBJECTS = 'https://api.hubapi.com/crm/v3/objects';

/** What is read of each kind; the numbers are HubSpot's own, of the newer events. */
const PROPERTIES = {
  contacts: 'firstname,lastname,email,phone,mobilephone,company,lifecyclestage,hs_whatsapp_phone_number',
  deals: 'dealname,amount,deal_currency_code,dealstage,pipeline',
  tickets: 'subject,hs_pipeline_stage',
} as const;
type Kind = keyof typeof PROPERTIES;
const KIND_OF_WORD: ReadonlyMap<string, Kind> = new Map([
  ['contact', 'contacts'], ['deal', 'deals'], ['ticket', 'tickets'], ['0-1', 'contacts'], ['0-3', 'deals'], ['0-5', 'tickets'],
]);

interface Asked {
  readonly kind: Kind;
  readonly id: string;
}
type Known = ReadonlyMap<string, Json>;

const keyOf = ({ kind, id }: Asked): string => `${kind}/${id}`;

const itemsIn = ({ body }: Incoming): readonly Json[] => {
  const items = listAt(body);
  return items.length === 0 && body !== null ? [body] : items;
};

/** The object of an event, unless it was deleted. */
function objectOf(item: Json): Asked | undefined {
  const type = textAt(item, 'subscriptionType') ?? '';
  const [word = ''] = type.split('.');
  const kind = KIND_OF_WORD.get(word === 'object' ? (textAt(item, 'objectTypeId') ?? '') : word);
  const id = textAt(item, 'objectId');
  return kind === undefined || id === undefined || /deletion$/i.test(type) ? undefined : { kind, id };
}

/** The contact of an event: its object, or the first one linked to it, once that is known. */
function contactOf(object: Asked, known: Known): Asked | undefined {
  if (object.kind === 'contacts') return object;
  const id = textAt(jsonAt(known.get(keyOf(object)), 'associations', 'contacts', 'results', 0), 'id');
  return id === undefined ? undefined : { kind: 'contacts', id };
}

function nextOf(items: readonly Json[], known: Known): Asked | undefined {
  for (const item of items) {
    const object = objectOf(item);
    if (object === undefined) continue;
    if (!known.has(keyOf(object))) return object;
    const contact = contactOf(object, known);
    if (contact !== undefined && !known.has(keyOf(contact))) return contact;
  }
  return undefined;
}

/** What the answers are answers to: the questions are always asked in the same order. */
function knownBy(items: readonly Json[], answers: readonly Json[]): Known {
  const known = new Map<string, Json>();
  for (const answer of answers) {
    const asked = nextOf(items, known);
    if (asked !== undefined) known.set(keyOf(asked), answer);
  }
  return known;
}

/** HubSpot's events hold no data: the object of each is read, and the contact linked to a deal or a ticket. */
export const hubspotCallback: CallbackDesk = {
  credentials: [
    {
      name: 'accessToken',
      label: { pt: 'Token de um app privado, com leitura de contatos e negócios', en: 'Token of a private app that reads contacts and deals' },
      kind: 'secret',
    },
  ],
  limits: { capacity: 20, perSecond: 8, holdsBack: 'bulk' },
  next: (incoming, answers, { accessToken }) => {
    const items = itemsIn(incoming);
    const asked = nextOf(items, knownBy(items, answers));
    if (asked === undefined || accessToken === undefined) return undefined;
    const linked = asked.kind === 'contacts' ? '' : '&associations=contacts';
    return {
      url: `${OBJECTS}/${asked.kind}/${addressPart(asked.id)}?properties=${PROPERTIES[asked.kind]}${linked}`,
      headers: { authorization: `Bearer ${accessToken}` },
      route: `GET /crm/v3/objects/${asked.kind}/{id}`,
    };
  },
  gather: (answers, incoming) => {
    const items = itemsIn(incoming);
    const known = knownBy(items, answers);
    return items.map((item) => {
      const object = objectOf(item);
      const contact = object === undefined ? undefined : contactOf(object, known);
      return {
        object: object === undefined ? null : (known.get(keyOf(object)) ?? null),
        contact: contact === undefined ? null : (known.get(keyOf(contact)) ?? null),
      };
    });
  },
  confidence: 'inferred',
};

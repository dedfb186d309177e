import type { Json } from '../../../domain/mapping/mapping.ts';
import type { CallbackDesk } from '../../../ports/platform.ts';
import { addressPart } from '../address-part.ts';
import { jsonAt, textAt } from '../json-at.ts';

const COMPANY = /^[a-z0-9][a-z0-9-]{0,60}$/i;
const HOST = /^([a-z0-9][a-z0-9-]{0,60})\.pipedrive\.com$/i;
const WITH_PERSON: ReadonlySet<string | undefined> = new Set(['deal', 'lead', 'activity', 'note']);

/** Number, text, or an object about it, as older versions have it. */
const personOf = (record: Json | undefined): string | undefined =>
  textAt(record, 'person_id') ?? textAt(record, 'person_id', 'value') ?? textAt(record, 'person_id', 'id');

/** The person of a deal, lead, activity or note. The company is part of the host, so that only a plain name is taken from a delivery. */
export const pipedriveCallback: CallbackDesk = {
  credentials: [
    { name: 'apiToken', label: { pt: 'Token da API do Pipedrive', en: 'Pipedrive API token' }, kind: 'secret' },
    {
      name: 'company',
      label: { pt: 'Empresa, como em empresa.pipedrive.com (a da entrega, se vazia)', en: 'Company, as in company.pipedrive.com (the delivery’s, if empty)' },
      kind: 'text',
      need: 'optional',
    },
  ],
  limits: { capacity: 10, perSecond: 4, holdsBack: 'bulk' },
  next: ({ body }, answers, { apiToken, company: own }) => {
    const meta = jsonAt(body, 'meta');
    const company = own || HOST.exec(textAt(meta, 'host') ?? '')?.[1];
    const person = personOf(jsonAt(body, 'data')) ?? personOf(jsonAt(body, 'current'));
    if (answers.length > 0 || apiToken === undefined || person === undefined || company === undefined || !COMPANY.test(company)) return undefined;
    if (!WITH_PERSON.has(textAt(meta, 'entity') ?? textAt(meta, 'object'))) return undefined;
    return {
      url: `https://${company}.pipedrive.com/api/v2/persons/${addressPart(person)}`,
      headers: { 'x-api-token': apiToken },
      route: 'GET /api/v2/persons/{id}',
    };
  },
  confidence: 'inferred',
};

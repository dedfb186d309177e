import type { Path, Source } from '../../../domain/mapping/mapping.ts';
import type { CallbackDesk, Platform } from '../../../ports/platform.ts';
import { addressPart } from '../address-part.ts';
import { answerProbe } from '../answer-probe.ts';
import { jsonAt, listAt, textAt } from '../json-at.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { addressAlone, ownHeader } from '../usual-choices.ts';

/** Contacts of a deal: within it, where it has them, or as the callback lists them. */
const CONTACTS = ['document.contacts[0]', '$callback.contacts[0]', '$callback[0]'] as const;

const ofContact = (from: Path): Source => onlyWhen('event_name', 'crm_contact_*', from);

const dealContacts: CallbackDesk = {
  credentials: [
    { name: 'crmToken', label: { pt: 'Token da API do RD Station CRM', en: 'API token of RD Station CRM' }, kind: 'secret' },
  ],
  limits: { capacity: 10, perSecond: 1.5, holdsBack: 'bulk' },
  next: ({ body }, answers, { crmToken }) => {
    const [event = '', id] = [textAt(body, 'event_name'), textAt(body, 'document', 'id')];
    const isLive = event.startsWith('crm_deal_') && event !== 'crm_deal_deleted' && listAt(jsonAt(body, 'document', 'contacts')).length === 0;
    if (!isLive || id === undefined || crmToken === undefined || answers.length > 0) return undefined;
    return {
      url: `https://crm.rdstation.com/api/v1/deals/${addressPart(id)}/contacts?token=${addressPart(crmToken)}`,
      headers: {},
      route: 'GET /api/v1/deals/{id}/contacts',
    };
  },
  confidence: 'inferred',
};

const deleted = { pt: 'O RD Station envia apenas o que restou do registro excluído.', en: 'RD Station sends no more than what is left of the deleted record.' };
const noPerson = { pt: 'O evento não é de uma pessoa.', en: 'The event is of no person.' };

/** RD Station: Marketing, its older form with `leads`, and CRM, whose deals name no contact. */
export const rdstation: Platform = {
  id: 'rdstation',
  name: 'RD Station',
  contentTypes: ['json'],
  mapping: {
    v: 1,
    ddi: { constant: '55' },
    fields: {
      event: {
        from: [
          'event_type', 'event_name', 'leads[0].last_conversion.content.identificador', 'leads[0].last_conversion.content.conversion_identifier',
          onlyWhen('leads[0].id', '*', { constant: 'lead' }),
        ],
      },
      name: { from: ['contact.name', 'leads[0].name', ofContact('document.name'), ...CONTACTS.map((at) => `${at}.name`)] },
      phone: {
        from: [
          'contact.mobile_phone', 'contact.personal_phone', 'leads[0].mobile_phone', 'leads[0].personal_phone',
          ofContact('document.phones[].phone'), ...CONTACTS.map((at) => `${at}.phones[].phone`),
        ],
      },
      email: {
        from: ['contact.email', 'leads[0].email', ofContact('document.emails[].email'), ...CONTACTS.map((at) => `${at}.emails[].email`)],
      },
      company: { from: ['contact.company.name', 'leads[0].company', 'document.organization.name'] },
      conversion: { from: ['event_identifier'] },
      orderId: { from: [onlyWhen('event_name', 'crm_deal_*', 'document.id')] },
      deal: { from: [onlyWhen('event_name', 'crm_deal_*', 'document.name')] },
      value: { from: ['document.amount_total', 'document.amount_unique'] },
      product: { from: ['document.deal_products[0].name'] },
      status: { from: ['document.status', 'contact.funnel.lifecycle_stage', 'leads[0].lead_stage'] },
      stage: { from: ['document.deal_stage.name'] },
      funnel: { from: ['document.deal_pipeline.name', 'contact.funnel.name'] },
      origin: { from: ['contact.funnel.origin', 'document.deal_source.name'] },
      tags: { from: ['contact.tags', 'leads[0].tags'] },
      jobTitle: { from: ['contact.job_title', 'leads[0].job_title'] },
      city: { from: ['contact.city', 'leads[0].city'] },
      happenedAt: { from: ['event_timestamp', 'timestamp'], format: 'iso' },
    },
  },
  events: [
    ...knownEvents('verified', [
      ['WEBHOOK.CONVERTED', 'Conversão', 'Conversion', 'lead'],
      ['WEBHOOK.MARKED_OPPORTUNITY', 'Marcado como oportunidade', 'Marked as opportunity', 'lead'],
      ['crm_deal_created', 'Negociação criada', 'Deal created'],
      ['crm_deal_updated', 'Negociação atualizada', 'Deal updated', 'updated'],
      ['crm_deal_deleted', 'Negociação excluída', 'Deal deleted'],
    ]),
    ...knownEvents('inferred', [
      ['crm_contact_created', 'Contato criado', 'Contact created', 'lead'],
      ['crm_contact_updated', 'Contato atualizado', 'Contact updated', 'updated'],
      ['crm_contact_deleted', 'Contato excluído', 'Contact deleted'],
    ]),
  ],
  identity: [
    ['transaction_uuid'],
    ['event_type', 'contact.uuid', 'event_identifier', 'event_timestamp'],
    ['event_type', 'contact.uuid', 'event_timestamp'],
  ],
  authenticity: [addressAlone, { ...ownHeader('x-auth-key'), id: 'auth-key' }],
  // On being made, a webhook is tried out with a request that wants 2xx; deliveries may come by GET, too, and then hold something.
  handshake: (request, { body }) => (body === null ? answerProbe(request) : undefined),
  callback: dealContacts,
  unkept: ['$headers.x-auth-key'],
  withoutPerson: [
    { identification: 'crm_deal_deleted', because: deleted },
    { identification: 'crm_contact_deleted', because: deleted },
    { identification: 'crm_organization_*', because: noPerson },
    { identification: 'crm_task_*', because: noPerson },
  ],
  mayLack: [
    {
      identification: 'crm_deal_*',
      fields: ['name', 'phone'],
      because: {
        pt: 'A negociação vem sem contatos: informe o token do CRM, com o qual eles são lidos; ou ela não tem contato.',
        en: 'The deal comes without contacts: give the CRM’s token, with which they are read; or it has none.',
      },
    },
    {
      identification: '*',
      fields: ['name', 'phone'],
      because: {
        pt: 'O RD Station omite campos vazios: a conversão não pediu este dado.',
        en: 'RD Station leaves empty fields out: the conversion did not ask for it.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'O RD Station Marketing não assina: quem tem o endereço pode enviar. No CRM, use o cabeçalho que você escolheu (auth_header).',
      en: 'RD Station Marketing signs nothing: whoever has the address can send. With the CRM use the header that you chose (auth_header).',
    },
    {
      pt: 'Prazo da resposta e repetições não são publicados.',
      en: 'How soon to answer and how often is repeated are not published.',
    },
    {
      pt: 'A lista de contatos da negociação foi inferida: confira uma amostra capturada.',
      en: 'The list of a deal’s contacts is inferred: look at a captured sample.',
    },
  ],
  confidence: 'verified',
};

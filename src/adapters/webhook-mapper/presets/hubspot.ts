import type { Path } from '../../../domain/mapping/mapping.ts';
import type { Platform } from '../../../ports/platform.ts';
import { answerProbe } from '../answer-probe.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { addressAlone } from '../usual-choices.ts';
import { hubspotCallback } from './hubspot-callback.ts';

const CONTACT = '$callback[$index].contact.properties';
const OBJECT = '$callback[$index].object.properties';

/** A property as the callback answers it, and as workflows send it: by the old form with a `value`, the new form, or flat. */
const property = (name: string): readonly Path[] =>
  [`${CONTACT}.${name}`, `properties.${name}.value`, `properties.${name}`, name];

const secret = { pt: 'Client secret do app', en: 'Client secret of the app' };
const deleted = { pt: 'O HubSpot envia apenas o id do que foi excluído.', en: 'HubSpot sends no more than the id of what was deleted.' };
const noPerson = { pt: 'O evento fala de um objeto que não é pessoa nem tem uma só.', en: 'The event is about an object that is no person and has not one alone.' };

/** HubSpot: an app's webhooks, lists of events without data; and the "send a webhook" of workflows, which sends the object. */
export const hubspot: Platform = {
  id: 'hubspot',
  name: 'HubSpot',
  contentTypes: ['json'],
  mapping: {
    v: 1,
    each: '$',
    ddi: { constant: '55' },
    fields: {
      event: {
        from: [
          'subscriptionType',
          onlyWhen('properties.hs_object_id', '*', { constant: 'workflow' }), onlyWhen('properties.hs_object_id.value', '*', { constant: 'workflow' }),
          onlyWhen('hs_object_id', '*', { constant: 'workflow' }), onlyWhen('vid', '*', { constant: 'workflow' }),
        ],
      },
      name: {
        from: [
          { join: [`${CONTACT}.firstname`, `${CONTACT}.lastname`] }, { join: ['properties.firstname.value', 'properties.lastname.value'] },
          { join: ['properties.firstname', 'properties.lastname'] }, { join: ['firstname', 'lastname'] },
        ],
      },
      phone: { from: [...property('mobilephone'), ...property('phone'), ...property('hs_whatsapp_phone_number')] },
      email: { from: property('email') },
      company: { from: property('company') },
      orderId: { from: ['objectId', 'properties.hs_object_id.value', 'properties.hs_object_id', 'vid'] },
      deal: { from: [`${OBJECT}.dealname`] },
      value: { from: [`${OBJECT}.amount`] },
      currency: { from: [`${OBJECT}.deal_currency_code`] },
      status: { from: [onlyWhen('propertyName', 'dealstage', 'propertyValue'), `${OBJECT}.dealstage`, ...property('lifecyclestage')] },
      property: { from: ['propertyName'] },
      propertyValue: { from: ['propertyValue'] },
      portal: { from: ['portalId', '["portal-id"]'] },
      happenedAt: { from: ['occurredAt'], format: 'epoch-ms' },
    },
  },
  events: [
    ...knownEvents('verified', [
      ['contact.creation', 'Contato criado', 'Contact created', 'lead'],
      ['contact.propertyChange', 'Propriedade do contato mudou', 'Property of the contact changed', 'updated'],
      ['contact.deletion', 'Contato excluído', 'Contact deleted'],
      ['deal.creation', 'Negócio criado', 'Deal created'],
      ['deal.propertyChange', 'Negócio mudou (ex.: dealstage)', 'Deal changed (such as dealstage)', 'updated'],
      ['object.creation', 'Objeto criado (formato novo)', 'Object created (new format)', 'lead'],
      ['object.propertyChange', 'Objeto mudou (formato novo)', 'Object changed (new format)', 'updated'],
    ]),
    ...knownEvents('inferred', [['workflow', 'Ação de workflow', 'Action of a workflow', 'lead']]),
  ],
  identity: [['[].portalId', '[].eventId', '[].subscriptionId', '[].objectId'], ['[].eventId', '[].objectId']],
  authenticity: [
    {
      id: 'signature-v3',
      scheme: {
        kind: 'hmac',
        algorithm: 'sha256',
        encoding: 'base64',
        at: { header: 'x-hubspot-signature-v3' },
        signed: '{method}{url}{body}{timestamp}',
        timestamp: { header: 'x-hubspot-request-timestamp', unit: 'ms', toleranceS: 300, refuses: 'old' },
      },
      secret,
      confidence: 'verified',
    },
    {
      id: 'signature-v1',
      scheme: { kind: 'hash', at: { header: 'x-hubspot-signature' }, signed: '{secret}{body}' },
      secret,
      confidence: 'verified',
    },
    addressAlone,
  ],
  handshake: answerProbe,
  callback: hubspotCallback,
  withoutPerson: [
    { identification: 'contact.deletion', because: deleted },
    { identification: 'contact.privacyDeletion', because: deleted },
    { identification: 'deal.deletion', because: deleted },
    { identification: 'ticket.deletion', because: deleted },
    { identification: 'object.deletion', because: deleted },
    { identification: 'object.privacyDeletion', because: deleted },
    { identification: 'company.*', because: noPerson },
    { identification: 'product.*', because: noPerson },
    { identification: 'line_item.*', because: noPerson },
    { identification: 'conversation.*', because: noPerson },
  ],
  mayLack: [
    {
      identification: '*',
      fields: ['name', 'phone'],
      because: {
        pt: 'O evento só traz ids: informe o token de um app privado; e o contato pode não ter nome ou telefone, ou o negócio não ter contato.',
        en: 'The event only holds ids: give the token of a private app; the contact may have no name or phone, or the deal no contact.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'O prazo da resposta (1, 2 ou 5 s) e o número de repetições variam conforme a página da documentação.',
      en: 'How soon to answer (1, 2 or 5 s) and how often is repeated differ from page to page of the documents.',
    },
    {
      pt: 'O corpo enviado por workflows depende do objeto: capture uma amostra.',
      en: 'What workflows send depends on the object: capture a sample.',
    },
  ],
  confidence: 'verified',
};

import type { Path, Source } from '../../../domain/mapping/mapping.ts';
import type { Platform } from '../../../ports/platform.ts';
import { answerProbe } from '../answer-probe.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { addressAlone, basic } from '../usual-choices.ts';
import { pipedriveCallback } from './pipedrive-callback.ts';

/** The record as it is, and as it was where it is gone; of v2 and of v1. */
const RECORDS = ['data', 'current', 'previous'] as const;
const ENTITIES = ['meta.entity', 'meta.object'] as const;

const ofEntity = (entity: string, from: Source): readonly Source[] => ENTITIES.map((path) => onlyWhen(path, entity, from));
const ofRecord = (...fields: readonly string[]): readonly Path[] => RECORDS.flatMap((record) => fields.map((field) => `${record}.${field}`));

/** Values of a person come as lists, the chosen one marked; a number typed without a list is a text. */
const listed = (at: string): readonly Source[] => [`${at}[primary=true].value`, `${at}[].value`, onlyWhen(at, '*', at)];
const ofPerson = (lists: readonly string[]): readonly Source[] => [
  ...RECORDS.flatMap((record) => lists.flatMap((list) => listed(`${record}.${list}`))).flatMap((source) => ofEntity('person', source)),
  ...lists.flatMap((list) => listed(`$callback.data.${list}`)),
];

const noPerson = { pt: 'O evento não é de uma pessoa.', en: 'The event is of no person.' };
const ACTIONS = ['create', 'change', 'delete', 'added', 'updated', 'deleted', 'merged'] as const;
const THINGS = ['organization', 'product', 'pipeline', 'stage', 'user', 'activityType', 'deal-product', 'board', 'phase', 'project', 'task'] as const;

/** Pipedrive, webhooks v2 and v1. What happened is action and record: `create.person`; v1 says `added.person`. */
export const pipedrive: Platform = {
  id: 'pipedrive',
  name: 'Pipedrive',
  contentTypes: ['json'],
  mapping: {
    v: 1,
    ddi: { constant: '55' },
    fields: {
      event: { from: ['event', ...ENTITIES.map((path) => onlyWhen(path, '*', { join: ['meta.action', path], with: '.' }))] },
      name: {
        from: [
          ...ofRecord('name').flatMap((path) => ofEntity('person', path)),
          ...RECORDS.flatMap((record) => ofEntity('person', { join: [`${record}.first_name`, `${record}.last_name`] })),
          '$callback.data.name', ...ofRecord('person_name', 'person_id.name'),
        ],
      },
      phone: { from: [...ofPerson(['phones', 'phone']), ...ofRecord('person_id.phone').flatMap(listed)] },
      email: { from: [...ofPerson(['emails', 'email']), ...ofRecord('person_id.email').flatMap(listed)] },
      company: { from: ofRecord('org_name', 'org_id.name') },
      deal: { from: ofRecord('title').flatMap((path) => [...ofEntity('deal', path), ...ofEntity('lead', path)]) },
      orderId: { from: ofRecord('id').flatMap((path) => [...ofEntity('deal', path), ...ofEntity('lead', path)]) },
      value: { from: ofRecord('value', 'value.amount').flatMap((path) => [...ofEntity('deal', path), ...ofEntity('lead', path)]) },
      currency: { from: ofRecord('currency', 'value.currency') },
      status: { from: ofRecord('status') },
      stageId: { from: ofRecord('stage_id') },
      activity: { from: ofRecord('subject') },
      personId: { from: [...ofRecord('person_id.value', 'person_id'), ...ofEntity('person', 'meta.entity_id'), ...ofEntity('person', 'meta.id')] },
      happenedAt: { from: ['meta.timestamp'] },
    },
  },
  events: [
    ...knownEvents('verified', [
      ['create.person', 'Pessoa criada', 'Person created', 'lead'],
      ['change.person', 'Pessoa alterada', 'Person changed', 'updated'],
      ['delete.person', 'Pessoa excluída', 'Person deleted'],
      ['create.deal', 'Negócio criado', 'Deal created'],
      ['change.deal', 'Negócio alterado (ver status)', 'Deal changed (see status)', 'updated'],
      ['delete.deal', 'Negócio excluído', 'Deal deleted'],
      ['create.lead', 'Lead criado', 'Lead created', 'lead'],
      ['create.activity', 'Atividade criada', 'Activity created'],
      ['updated.person', 'Pessoa alterada (v1)', 'Person changed (v1)', 'updated'],
      ['added.person', 'Pessoa criada (v1)', 'Person created (v1)', 'lead'],
      ['added.deal', 'Negócio criado (v1)', 'Deal created (v1)'],
      ['updated.deal', 'Negócio alterado (v1)', 'Deal changed (v1)', 'updated'],
    ]),
  ],
  // In v1 `meta.id` is the record's, so that the time belongs to it.
  identity: [
    ['event', 'meta.id', 'meta.timestamp_micro'], ['event', 'meta.id', 'meta.timestamp'], ['meta.entity', 'meta.action', 'meta.id', 'meta.timestamp'],
  ],
  authenticity: [basic, addressAlone],
  handshake: answerProbe,
  callback: pipedriveCallback,
  unkept: ['$headers.authorization'],
  withoutPerson: [
    ...ACTIONS.flatMap((action) => THINGS.map((thing) => ({ identification: `${action}.${thing}`, because: noPerson }))),
    ...['delete.deal', 'deleted.deal', 'delete.activity', 'deleted.activity', 'delete.lead', 'delete.note', 'deleted.note'].map((identification) => ({
      identification,
      because: { pt: 'O Pipedrive envia apenas o que restou do registro excluído.', en: 'Pipedrive sends no more than what is left of the deleted record.' },
    })),
  ],
  mayLack: [
    {
      identification: '*',
      fields: ['name', 'phone'],
      because: {
        pt: 'A pessoa não tem este dado, ou o registro só tem o id dela: informe o token da API, com o qual ela é lida.',
        en: 'The person has none, or the record only has the person’s id: give the API token, with which it is read.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'O Pipedrive não assina: use usuário e senha (HTTP auth) ao criar o webhook.',
      en: 'Pipedrive signs nothing: use user and password (HTTP auth) when the webhook is made.',
    },
    {
      pt: 'Uma fusão de pessoas chega como exclusão e alteração com merged_to_id.',
      en: 'A merge of persons comes as a deletion and a change with merged_to_id.',
    },
  ],
  confidence: 'verified',
};

import type { Incoming, Json, Source } from '../../../domain/mapping/mapping.ts';
import type { CallbackDesk, Platform } from '../../../ports/platform.ts';
import { addressPart } from '../address-part.ts';
import { jsonAt, listAt, textAt } from '../json-at.ts';
import { knownEvents } from '../known-events.ts';
import { addressAlone } from '../usual-choices.ts';
import { answerChallenge } from './meta-challenge.ts';
import { metaSignature } from './meta-signature.ts';

const LEAD_FIELDS = 'field_data,created_time,ad_id,ad_name,campaign_name,form_id,platform';

const changesIn = ({ body }: Incoming): readonly Json[] => listAt(body, 'entry').flatMap((entry) => listAt(entry, 'changes'));

const leadOf = (change: Json): string | undefined => textAt(jsonAt(change, 'value'), 'leadgen_id');

const leadsIn = (incoming: Incoming): readonly string[] => [...new Set(changesIn(incoming).flatMap((change) => leadOf(change) ?? []))];

/** Each lead of the delivery is asked for once, in their order. */
const leads: CallbackDesk = {
  credentials: [
    {
      name: 'pageToken',
      label: { pt: 'Token de acesso da página, com leads_retrieval', en: 'Page access token with leads_retrieval' },
      kind: 'secret',
    },
  ],
  limits: { capacity: 10, perSecond: 5, holdsBack: 'bulk' },
  next: (incoming, answers, { pageToken }) => {
    const id = leadsIn(incoming)[answers.length];
    if (id === undefined || pageToken === undefined) return undefined;
    return {
      url: `https://graph.facebook.com/${addressPart(id)}?fields=${LEAD_FIELDS}`,
      headers: { authorization: `Bearer ${pageToken}` },
      route: 'GET /{leadgen_id}',
    };
  },
  gather: (answers, incoming) => {
    const ids = leadsIn(incoming);
    return changesIn(incoming).map((change) => answers[ids.indexOf(leadOf(change) ?? '')] ?? null);
  },
  confidence: 'inferred',
};

/** Standard questions have fixed names; a custom one is named after its text. */
const field = (...names: readonly string[]): readonly Source[] => names.map((name) => `$callback[$index].field_data[name=${name}].values[0]`);
const asking = (...words: readonly string[]): readonly Source[] => words.map((word) => `$callback[$index].field_data[name~${word}].values[0]`);
const join = (first: string, last: string): Source => ({ join: [...field(first), ...field(last)] });

/** Meta Lead Ads: the delivery names a lead, which is read with the page's token. */
export const metaLeadAds: Platform = {
  id: 'meta-lead-ads',
  name: 'Meta Lead Ads',
  contentTypes: ['json'],
  mapping: {
    v: 1,
    each: 'entry[].changes[]',
    ddi: { constant: '55' },
    fields: {
      event: { from: ['field'] },
      name: { from: [...field('full_name', 'nome_completo', 'name', 'nome'), join('first_name', 'last_name'), ...asking('full_name', 'nome', 'name')] },
      phone: {
        from: [
          ...field('phone_number', 'phone', 'telefone', 'whatsapp_number', 'whatsapp', 'celular', 'work_phone_number'),
          ...asking('whats', 'telefone', 'celular', 'phone'),
        ],
      },
      email: { from: [...field('email', 'work_email', 'e-mail'), ...asking('email', 'e-mail')] },
      document: { from: [...field('cpf', 'national_id_number', 'id_cpf'), ...asking('cpf', 'cnpj')] },
      company: { from: [...field('company_name', 'empresa'), ...asking('empresa', 'company')] },
      orderId: { from: ['value.leadgen_id'] },
      formId: { from: ['value.form_id'] },
      adId: { from: ['value.ad_id'] },
      adTitle: { from: ['$callback[$index].ad_name'] },
      campaign: { from: ['$callback[$index].campaign_name'] },
      origin: { from: ['$callback[$index].platform'] },
      pageId: { from: ['value.page_id'] },
      happenedAt: { from: ['value.created_time'], format: 'epoch-s' },
    },
  },
  events: knownEvents('verified', [['leadgen', 'Novo lead', 'New lead', 'lead']]),
  identity: [['entry[].changes[].value.leadgen_id']],
  authenticity: [metaSignature, addressAlone],
  handshake: answerChallenge,
  answerWithinMs: 20_000,
  callback: leads,
  withoutPerson: ['feed', 'mention', 'ratings', 'leadgen_update', 'conversations'].map((identification) => ({
    identification,
    because: { pt: 'O aviso não é de um lead: assine apenas leadgen.', en: 'The notice is of no lead: subscribe to leadgen alone.' },
  })),
  mayLack: [
    {
      identification: 'leadgen',
      fields: ['name', 'phone'],
      because: {
        pt: 'A entrega só traz o id do lead: informe o token da página; e inclua nome e telefone no formulário.',
        en: 'The delivery only names the lead: give the page’s token, and ask for name and phone in the form.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'Os nomes de perguntas próprias variam: confira uma amostra capturada.',
      en: 'Names of custom questions vary: look at a captured sample.',
    },
    {
      pt: 'O lead de teste da Meta traz textos como “<test lead: dummy data …>” no lugar dos dados.',
      en: 'Meta’s test lead has texts such as “<test lead: dummy data …>” in the place of data.',
    },
  ],
  confidence: 'verified',
};

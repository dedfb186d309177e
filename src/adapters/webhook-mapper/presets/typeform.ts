import type { Source } from '../../../domain/mapping/mapping.ts';
import type { Platform } from '../../../ports/platform.ts';
import { emailsBelow, NAME_WORDS, namesBelow, PHONE_WORDS, phonesBelow } from '../chosen-names.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { addressAlone } from '../usual-choices.ts';

const FORM = 'form_response';

/** Answers have the question's reference and, since some forms, its title. */
const answerTo = (words: readonly string[], field: string): readonly Source[] =>
  ['ref', 'title'].flatMap((by) => words.map((word) => `${FORM}.answers[field.${by}~"${word}"].${field}`));

const places = Array.from({ length: 10 }, (_, place) => place);

/**
 * Most references are random, so that at last the titles of the questions are looked at. A question that was left out shifts the answers
 * after it, so that only short texts count.
 */
const answerTitled = (word: string): readonly Source[] => places.map((place) => onlyWhen(
  `${FORM}.definition.fields[${place}].title`,
  [`*${word}*`, `*${word.slice(0, 1).toUpperCase()}${word.slice(1)}*`, `*${word.toUpperCase()}*`],
  onlyWhen(`${FORM}.answers[${place}].field.type`, 'short_text', `${FORM}.answers[${place}].text`),
));

/** Typeform. Phones and e-mails have a type of their own; a name is a short text like any other. */
export const typeform: Platform = {
  id: 'typeform',
  name: 'Typeform',
  contentTypes: ['json'],
  mapping: {
    v: 1,
    ddi: { constant: '55' },
    fields: {
      event: { from: ['event_type'] },
      name: {
        from: [
          { join: [`${FORM}.answers[field.ref~first_name].text`, `${FORM}.answers[field.ref~last_name].text`] },
          { join: [`${FORM}.answers[field.subfield_key=first_name].text`, `${FORM}.answers[field.subfield_key=last_name].text`] },
          ...answerTo(NAME_WORDS, 'text'), ...namesBelow(`${FORM}.hidden`), ...answerTitled('nome'), ...answerTitled('name'),
        ],
      },
      phone: {
        from: [`${FORM}.answers[type=phone_number].phone_number`, ...answerTo(PHONE_WORDS, 'text'), ...phonesBelow(`${FORM}.hidden`)],
      },
      email: { from: [`${FORM}.answers[type=email].email`, ...emailsBelow(`${FORM}.hidden`)] },
      company: { from: answerTo(['empresa', 'company'], 'text') },
      form: { from: [`${FORM}.definition.title`] },
      formId: { from: [`${FORM}.form_id`] },
      orderId: { from: [`${FORM}.token`] },
      value: { from: [`${FORM}.answers[type=payment].payment.amount`] },
      utmSource: { from: [`${FORM}.hidden.utm_source`] },
      utmCampaign: { from: [`${FORM}.hidden.utm_campaign`] },
      happenedAt: { from: [`${FORM}.submitted_at`], format: 'iso' },
    },
  },
  events: knownEvents('verified', [
    ['form_response', 'Resposta enviada', 'Response submitted', 'lead'],
    ['form_response_partial', 'Resposta parcial', 'Partial response', 'cart-abandoned'],
  ]),
  identity: [['event_id'], ['event_type', `${FORM}.token`]],
  authenticity: [
    {
      id: 'signature',
      scheme: { kind: 'hmac', algorithm: 'sha256', encoding: 'base64', at: { header: 'typeform-signature' }, prefix: 'sha256=' },
      secret: { pt: 'Secret do webhook: Connect → Webhooks', en: 'Secret of the webhook: Connect → Webhooks' },
      confidence: 'verified',
    },
    addressAlone,
  ],
  answerWithinMs: 30_000,
  mayLack: [
    {
      identification: '*',
      fields: ['name', 'phone'],
      because: {
        pt: 'O formulário não faz esta pergunta, ou a pergunta tem outro nome: mapeie a resposta pelo ref da pergunta.',
        en: 'The form does not ask this, or asks it by another name: map the answer by the question’s ref.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'Um nome não tem tipo próprio no Typeform: dê à pergunta um ref como “nome”, ou mapeie pelo ref dela.',
      en: 'A name has no type of its own at Typeform: give the question a ref such as “nome”, or map by its ref.',
    },
    {
      pt: 'Respostas de bloco “Contact info” podem ter forma própria: capture uma amostra.',
      en: 'Answers of a “Contact info” block may have a shape of their own: capture a sample.',
    },
  ],
  confidence: 'verified',
};

import type { Platform } from '../../../ports/platform.ts';
import { NAME_WORDS, PHONE_WORDS } from '../chosen-names.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { addressAlone } from '../usual-choices.ts';

const answerTo = (words: readonly string[]): readonly string[] =>
  words.map((word) => `payload.questions_and_answers[question~"${word}"].answer`);

const noPerson = { pt: 'O evento fala da agenda, e não de um convidado.', en: 'The event is about the calendar, and not about an invitee.' };

/** Calendly, webhooks v2. A meeting that is moved is a cancellation with `rescheduled`, and a new one. */
export const calendly: Platform = {
  id: 'calendly',
  name: 'Calendly',
  contentTypes: ['json'],
  mapping: {
    v: 1,
    ddi: { constant: '55' },
    fields: {
      event: {
        from: [
          onlyWhen('payload.rescheduled', 'true', onlyWhen('event', 'invitee.canceled', { join: ['event', { constant: 'rescheduled' }], with: '.' })),
          'event',
        ],
      },
      name: {
        from: [
          'payload.name', { join: ['payload.first_name', 'payload.last_name'] },
          'payload.invitee.name', 'payload.contact.name', ...answerTo(NAME_WORDS),
        ],
      },
      // The place of a meeting is a phone only where the host is to call; elsewhere it is an address or the host's own number.
      phone: {
        from: [
          'payload.text_reminder_number',
          onlyWhen('payload.scheduled_event.location.type', 'outbound_call', 'payload.scheduled_event.location.location'),
          ...answerTo(PHONE_WORDS),
          'payload.phone_number', 'payload.invitee.text_reminder_number', 'payload.contact.phone_number',
        ],
      },
      email: { from: ['payload.email', 'payload.invitee.email', 'payload.contact.email', ...answerTo(['e-mail', 'email'])] },
      company: { from: answerTo(['empresa', 'company']) },
      product: { from: ['payload.scheduled_event.name'] },
      orderId: { from: ['payload.scheduled_event.uri', 'payload.event', 'payload.uri'] },
      value: { from: ['payload.payment.amount'] },
      currency: { from: ['payload.payment.currency'] },
      status: { from: ['payload.status'] },
      link: { from: ['payload.reschedule_url'] },
      cancelLink: { from: ['payload.cancel_url'] },
      startsAt: { from: ['payload.scheduled_event.start_time'], as: 'date-time' },
      reason: { from: ['payload.cancellation.reason'] },
      utmSource: { from: ['payload.tracking.utm_source'] },
      utmCampaign: { from: ['payload.tracking.utm_campaign'] },
      happenedAt: { from: ['created_at'], format: 'iso' },
    },
  },
  events: [
    ...knownEvents('verified', [
      ['invitee.created', 'Reunião agendada', 'Meeting booked', 'lead'],
      ['invitee.canceled', 'Reunião cancelada', 'Meeting cancelled', 'cancelled'],
      ['invitee.canceled.rescheduled', 'Reunião remarcada (a anterior)', 'Meeting moved (the one before)', 'updated'],
      ['invitee_no_show.created', 'Não compareceu', 'Did not come'],
      ['invitee_no_show.deleted', 'Falta desfeita', 'Absence undone', 'updated'],
      ['routing_form_submission.created', 'Formulário de roteamento enviado', 'Routing form submitted', 'lead'],
    ]),
  ],
  identity: [['event', 'payload.uri', 'payload.updated_at'], ['event', 'payload.uri', 'created_at']],
  authenticity: [
    {
      id: 'signature',
      scheme: {
        kind: 'hmac',
        algorithm: 'sha256',
        encoding: 'hex',
        at: { header: 'calendly-webhook-signature' },
        pairs: { time: 't', signature: 'v1' },
        signed: '{timestamp}.{body}',
        timestamp: { unit: 's', toleranceS: 180, refuses: 'old' },
      },
      secret: { pt: 'signing_key informada ao criar o webhook', en: 'signing_key given when the webhook was made' },
      confidence: 'verified',
    },
    addressAlone,
  ],
  answerWithinMs: 15_000,
  withoutPerson: [
    { identification: 'event_type.*', because: noPerson },
    { identification: 'meeting_recap.*', because: noPerson },
  ],
  mayLack: [
    {
      identification: 'routing_form_submission.*',
      fields: ['name', 'phone'],
      because: {
        pt: 'Um formulário de roteamento tem apenas as perguntas que você criou: mapeie a do nome e a do telefone.',
        en: 'A routing form has no more than the questions that you made: map those for name and phone.',
      },
    },
    {
      identification: '*',
      fields: ['phone'],
      because: {
        pt: 'O Calendly só traz telefone com lembrete por SMS, reunião por telefone ou uma pergunta que o peça.',
        en: 'Calendly has a phone only with SMS reminders, a meeting by phone, or a question that asks for it.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'O Calendly não envia identidade de entrega: usamos evento, convidado e hora da alteração.',
      en: 'Calendly sends no delivery id: event, invitee and time of change are used.',
    },
    {
      pt: 'Os campos de contact.* e meeting_recap.* não são conhecidos: capture uma amostra.',
      en: 'The fields of contact.* and meeting_recap.* are not known: capture a sample.',
    },
  ],
  confidence: 'verified',
};

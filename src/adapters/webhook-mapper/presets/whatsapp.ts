import type { Path, Source } from '../../../domain/mapping/mapping.ts';
import type { Platform } from '../../../ports/platform.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { addressAlone } from '../usual-choices.ts';
import { answerChallenge } from './meta-challenge.ts';
import { metaSignature } from './meta-signature.ts';

/** Numbers come with their DDI and without the plus; a US number would be read as one of here. */
const withPlus = (path: Path): Source => ({ join: [{ constant: '+' }, path], with: '' });

const notice = {
  pt: 'O aviso fala da sua conta, do seu número ou dos seus modelos, e não de uma pessoa.',
  en: 'The notice is about your account, number or templates, and not about a person.',
};
const NOTICES = [
  'account_*', 'business_*', 'message_template_*', 'phone_number_*', 'template_*', 'security', 'flows', 'payment_configuration_update', 'tracking_events',
] as const;

/** WhatsApp's Cloud API. One request holds several changes, each of messages or of what became of one's own. */
export const whatsapp: Platform = {
  id: 'whatsapp',
  name: 'WhatsApp Cloud API (Meta)',
  contentTypes: ['json'],
  mapping: {
    v: 1,
    each: 'entry[].changes[]',
    ddi: { constant: '55' },
    fields: {
      event: {
        from: [onlyWhen('value.statuses[0].status', '*', { join: [{ constant: 'statuses' }, 'value.statuses[0].status'], with: '.' }), 'field'],
      },
      name: { from: ['value.contacts[0].profile.name', 'value.contacts[0].profile.username'] },
      phone: {
        from: ['value.messages[0].from', 'value.contacts[0].wa_id', 'value.statuses[0].recipient_id', 'value.message_echoes[0].to'].map(withPlus),
      },
      externalId: { from: ['value.contacts[0].user_id', 'value.messages[0].from_user_id', 'value.statuses[0].recipient_user_id'] },
      message: {
        from: [
          'value.messages[0].text.body', 'value.messages[0].button.text', 'value.messages[0].interactive.button_reply.title',
          'value.messages[0].interactive.list_reply.title', 'value.messages[0].image.caption', 'value.messages[0].document.caption',
        ],
      },
      messageId: { from: ['value.messages[0].id', 'value.statuses[0].id'] },
      messageType: { from: ['value.messages[0].type'] },
      adId: { from: ['value.messages[0].referral.source_id'] },
      adTitle: { from: ['value.messages[0].referral.headline'] },
      link: { from: ['value.messages[0].referral.source_url'] },
      status: { from: ['value.statuses[0].status'] },
      errorCode: { from: ['value.statuses[0].errors[0].code'] },
      ownNumber: { from: ['value.metadata.display_phone_number'] },
      happenedAt: { from: ['value.messages[0].timestamp', 'value.statuses[0].timestamp'], format: 'epoch-s' },
    },
  },
  events: knownEvents('verified', [
    ['messages', 'Mensagem recebida', 'Message received', 'lead'],
    ['statuses.sent', 'Mensagem enviada', 'Message sent'],
    ['statuses.delivered', 'Mensagem entregue', 'Message delivered'],
    ['statuses.read', 'Mensagem lida', 'Message read'],
    ['statuses.failed', 'Envio falhou', 'Sending failed'],
  ]),
  identity: [
    ['entry[].changes[].value.messages[].id', 'entry[].changes[].value.statuses[].id', 'entry[].changes[].value.statuses[].status'],
    ['entry[].changes[].value.messages[].id'],
    ['entry[].changes[].value.statuses[].id', 'entry[].changes[].value.statuses[].status'],
  ],
  authenticity: [metaSignature, addressAlone],
  handshake: answerChallenge,
  answerWithinMs: 20_000,
  withoutPerson: NOTICES.map((identification) => ({ identification, because: notice })),
  mayLack: [
    {
      identification: 'statuses.*',
      fields: ['name', 'phone'],
      because: {
        pt: 'Um status só traz o número do destinatário, e nem este quando a pessoa o oculta.',
        en: 'A status has only the recipient’s number, and not even that where the person hides it.',
      },
    },
    {
      identification: 'messages',
      fields: ['name', 'phone'],
      because: {
        pt: 'A pessoa ocultou o número: só o identificador do WhatsApp (BSUID) é enviado.',
        en: 'The person hides the number: only WhatsApp’s own id (BSUID) is sent.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'Quando um mesmo pacote traz várias mensagens numa só mudança, vale a primeira.',
      en: 'Where one change holds several messages, the first counts.',
    },
    {
      pt: 'Números brasileiros antigos podem vir sem o nono dígito; as duas formas são a mesma pessoa.',
      en: 'Older Brazilian numbers may lack the ninth digit; both forms are the same person.',
    },
  ],
  confidence: 'verified',
};

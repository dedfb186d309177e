import type { Source } from '../../../domain/mapping/mapping.ts';
import type { Platform } from '../../../ports/platform.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { addressAlone } from '../usual-choices.ts';

const SENT = [
  'queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'accepted', 'scheduled', 'read', 'partially_delivered', 'canceled',
] as const;
const NUMBERS = ['+*', 'whatsapp:+*', 'rcs:+*', 'sms:+*'] as const;

/** Of other channels an address is no phone: `messenger:1234`, or the id that WhatsApp gives to those who hide theirs. */
const from: Source = onlyWhen('From', NUMBERS, 'From');
/** WhatsApp writes numbers with their DDI and without the plus. */
const waId: Source = { join: [{ constant: '+' }, 'WaId'], with: '' };

const incoming = (source: Source): readonly Source[] =>
  ['MessageStatus', 'SmsStatus'].map((path) => onlyWhen(path, ['received', 'receiving'], source));
const outgoing = (source: Source): readonly Source[] => ['MessageStatus', 'SmsStatus'].map((path) => onlyWhen(path, SENT, source));

/** Twilio, messages and what becomes of them. Whoever writes is `From`; of a message that was sent the person is `To`. */
export const twilio: Platform = {
  id: 'twilio',
  name: 'Twilio',
  contentTypes: ['form'],
  mapping: {
    v: 1,
    ddi: { constant: '55' },
    fields: {
      event: { from: ['MessageStatus', 'SmsStatus', 'CallStatus', 'EventType', onlyWhen('Body', '*', { constant: 'received' })] },
      name: { from: ['ProfileName', 'CallerName'] },
      phone: {
        from: [
          ...incoming(from), ...incoming(waId), ...outgoing('To'), ...outgoing('ChannelToAddress'),
          onlyWhen('CallStatus', '*', onlyWhen('Direction', 'inbound', from)), onlyWhen('CallStatus', '*', onlyWhen('Direction', 'outbound*', 'To')),
          onlyWhen('MessageStatus', '', onlyWhen('SmsStatus', '', from)), '["MessagingBinding.Address"]', 'Author',
        ],
        transform: [{ cut: 'whatsapp:' }, { cut: 'rcs:' }, { cut: 'sms:' }],
      },
      message: { from: ['Body', 'ButtonText'] },
      button: { from: ['ButtonPayload'] },
      messageId: { from: ['MessageSid', 'SmsMessageSid', 'SmsSid', 'CallSid'] },
      status: { from: ['MessageStatus', 'SmsStatus', 'CallStatus'] },
      errorCode: { from: ['ErrorCode'] },
      media: { from: ['MediaUrl0'] },
      ownNumber: { from: [...incoming('To'), ...outgoing('From')], transform: [{ cut: 'whatsapp:' }] },
    },
  },
  events: knownEvents('verified', [
    ['received', 'Mensagem recebida', 'Message received', 'lead'],
    ['queued', 'Na fila', 'Queued'],
    ['sending', 'Enviando', 'Sending'],
    ['sent', 'Enviada', 'Sent'],
    ['delivered', 'Entregue', 'Delivered'],
    ['read', 'Lida', 'Read'],
    ['undelivered', 'Não entregue', 'Not delivered'],
    ['failed', 'Falhou', 'Failed'],
    ['canceled', 'Cancelada', 'Cancelled'],
  ]),
  // A token tells repeats of one request; the fallback address may be called without it.
  identity: [
    ['$headers.i-twilio-idempotency-token', 'MessageSid', 'MessageStatus'], ['$headers.i-twilio-idempotency-token', 'MessageSid', 'SmsStatus'],
    ['MessageSid', 'MessageStatus'], ['MessageSid', 'SmsStatus'], ['SmsSid', 'SmsStatus'], ['CallSid', 'CallStatus'], ['MessageSid', 'EventType'],
  ],
  authenticity: [
    {
      id: 'signature',
      scheme: { kind: 'twilio' },
      secret: { pt: 'Auth Token da conta', en: 'Auth Token of the account' },
      confidence: 'verified',
    },
    addressAlone,
  ],
  // Twilio would send any other text to the person, or log it as error 12300.
  answer: { status: 200, body: '<?xml version="1.0" encoding="UTF-8"?><Response></Response>', contentType: 'text/xml' },
  answerWithinMs: 15_000,
  mayLack: [
    {
      identification: 'received',
      fields: ['phone'],
      because: {
        pt: 'No WhatsApp quem escreve pode ocultar o número, e outros canais não o têm.',
        en: 'On WhatsApp people may hide their number, and other channels have none.',
      },
    },
    {
      identification: '*',
      fields: ['name'],
      because: {
        pt: 'A Twilio só traz o nome do perfil em mensagens recebidas pelo WhatsApp.',
        en: 'Twilio has a profile name only with messages received on WhatsApp.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'O WaId de números brasileiros pode vir sem o nono dígito; as duas formas são a mesma pessoa.',
      en: 'The WaId of Brazilian numbers may lack the ninth digit; both forms are the same person.',
    },
    {
      pt: 'A assinatura é feita sobre o endereço público exato: não troque a ordem dos parâmetros nem o esquema.',
      en: 'The signature covers the exact public address: change neither the order of its parameters nor its scheme.',
    },
  ],
  confidence: 'verified',
};

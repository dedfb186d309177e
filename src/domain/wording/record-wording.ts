import type { Channel } from '../attendance/channel.ts';
import type { PhoneNoticeFacts } from '../phone/decide-phone-notice.ts';

/** The languages that end users read; Portuguese is the default. */
export type Language = 'pt-BR' | 'en';

/** Every text that the hub writes into the CRM. One table for each language, so that a missing text is a compile error. */
export interface RecordWording {
  readonly language: Language;
  readonly session: (protocol: string) => string;
  readonly state: { readonly running: string; readonly ended: string };
  readonly channel: Readonly<Record<Exclude<Channel['kind'], 'other'>, string>>;
  readonly labels: {
    readonly channel: string; readonly client: string; readonly company: string; readonly group: string; readonly groups: string;
    readonly agents: string; readonly withoutUser: string; readonly startedAt: string; readonly endedAt: string; readonly parts: string;
    readonly classification: string; readonly comments: string; readonly history: string;
  };
  /** CRD-11. */
  readonly funnelUnavailable: (funnel: string) => string;
  /** PHN-03. `problem` ends the sentence that `cannotBeUsed` begins. */
  readonly phoneNotice: {
    readonly title: string;
    readonly cannotBeUsed: (value: string, why: string) => string;
    readonly problem: Readonly<Record<PhoneNoticeFacts['problem'], string>>;
    readonly mend: string;
  };
}

const portuguese: RecordWording = {
  language: 'pt-BR',
  session: (protocol) => `Sessão de atendimento ${protocol}`,
  state: { running: 'em andamento', ended: 'encerrada' },
  channel: { voice: 'Voz', whatsapp: 'WhatsApp', email: 'E-mail', webchat: 'Webchat', instagram: 'Instagram', messenger: 'Messenger' },
  labels: {
    channel: 'Canal', client: 'Cliente', company: 'Empresa', group: 'Grupo de atendimento', groups: 'Grupos de atendimento',
    agents: 'Agentes', withoutUser: 'sem usuário no CRM', startedAt: 'Início', endedAt: 'Encerramento', parts: 'ID da sessão',
    classification: 'Classificação', comments: 'Comentários', history: 'Ver histórico completo',
  },
  funnelUnavailable: (funnel) =>
    `O funil ${funnel} não está disponível para vínculo automático (excluído ou arquivado). Nenhum card foi criado ou vinculado.`,
  phoneNotice: {
    title: 'Telefone inválido',
    cannotBeUsed: (value, why) => `O telefone ${value} não pode ser usado no atendimento: ${why}.`,
    problem: {
      empty: 'está vazio',
      'not-a-number': 'não é um número de telefone',
      'several-numbers': 'há mais de um número no mesmo campo',
      'service-number': 'é um número de serviço (190, 0800, 4004), que não pode ser cliente',
      'no-ddi': 'falta o DDI do país',
      'unknown-ddd': 'o DDD não existe',
      'too-short': 'faltam dígitos',
      'too-long': 'há dígitos demais',
      invalid: 'não existe no plano de numeração',
      'refused-by-chat': 'a Neppo não aceitou o número',
    },
    mend: 'Corrija o telefone deste contato com DDI, DDD e número, por exemplo +55 11 98765-4321.',
  },
};

const english: RecordWording = {
  language: 'en',
  session: (protocol) => `Chat session ${protocol}`,
  state: { running: 'in progress', ended: 'ended' },
  channel: { voice: 'Voice', whatsapp: 'WhatsApp', email: 'E-mail', webchat: 'Web chat', instagram: 'Instagram', messenger: 'Messenger' },
  labels: {
    channel: 'Channel', client: 'Client', company: 'Company', group: 'Attendance group', groups: 'Attendance groups',
    agents: 'Agents', withoutUser: 'no CRM user', startedAt: 'Started', endedAt: 'Ended', parts: 'Session id',
    classification: 'Classification', comments: 'Comments', history: 'See the full history',
  },
  funnelUnavailable: (funnel) =>
    `The funnel ${funnel} is not available for automatic linking (deleted or archived). No card was created or linked.`,
  phoneNotice: {
    title: 'Invalid phone number',
    cannotBeUsed: (value, why) => `The phone number ${value} cannot be used in the chat: ${why}.`,
    problem: {
      empty: 'it is empty',
      'not-a-number': 'it is no phone number',
      'several-numbers': 'the field holds more than one number',
      'service-number': "it is a service's number (190, 0800, 4004), which is nobody's own",
      'no-ddi': 'the country code is missing',
      'unknown-ddd': 'there is no such area code',
      'too-short': 'digits are missing',
      'too-long': 'it has too many digits',
      invalid: 'no numbering plan has it',
      'refused-by-chat': 'Neppo did not take the number',
    },
    mend: 'Correct the phone number of this contact, with country code, area code and number, such as +55 11 98765-4321.',
  },
};

/** The texts by language. */
export const recordWording: Readonly<Record<Language, RecordWording>> = { 'pt-BR': portuguese, en: english };

import type { Channel } from '../attendance/channel.ts';

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
};

/** The texts by language. */
export const recordWording: Readonly<Record<Language, RecordWording>> = { 'pt-BR': portuguese, en: english };

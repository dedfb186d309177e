import type { TemplateApproval, TemplateParameter } from '../../../../../domain/active-send/active-send.ts';

const notApproved: Readonly<Record<Exclude<TemplateApproval, 'approved'>, string>> = {
  pending: 'em análise na Meta', rejected: 'recusado pela Meta', paused: 'pausado pela Meta', disabled: 'desativado pela Meta',
};
const parameter: Readonly<Record<TemplateParameter['type'], string>> = {
  text: 'Texto', url: 'Final do endereço', 'quick-reply': 'Resposta rápida', media: 'Endereço do arquivo', date: 'Data', currency: 'Valor', coupon: 'Cupom',
};
const part: Readonly<Record<TemplateParameter['part'], string>> = { header: 'Cabeçalho', body: 'Corpo', footer: 'Rodapé', button: 'Botão' };

/** Active sends. */
export const sends = {
  title: 'Envio ativo',
  step: (nth: number): string => `${nth} de 4`,
  stepLabel: (nth: number): string => `Passo ${nth} de 4`,
  next: 'Continuar',
  lacking: { 1: 'Escolha um contato, ou digite o número com DDI e DDD.', 2: 'Escolha um grupo.', 3: 'Escolha um modelo aprovado.' },
  change: 'Alterar',
  client: 'Para quem?',
  searchClient: 'Buscar contato por nome, telefone, e-mail ou CPF',
  found: 'Contatos encontrados',
  noneFound: 'Nenhum contato encontrado. Digite o número abaixo.',
  noPhone: 'sem telefone no CRM',
  number: 'Número com DDI e DDD',
  numberHint: 'Por exemplo: 55 19 99741-2063',
  clientName: 'Nome do cliente',
  optional: 'Opcional',
  group: 'De qual grupo?',
  noGroups: 'Você não está em nenhum grupo que envie mensagens.',
  template: 'Modelo aprovado',
  searchTemplate: 'Buscar modelo',
  noTemplates: 'Este grupo não tem modelos.',
  notApproved,
  values: 'Variáveis',
  noValues: 'Este modelo não tem variáveis.',
  parameter,
  place: (name: TemplateParameter['part'], place: number): string => `${part[name]} {{${place}}}`,
  example: (text: string): string => `Ex.: ${text}`,
  missing: (names: string): string => `Falta ${names}.`,
  preview: 'Como o cliente vai ver',
  send: 'Enviar mensagem',
  sent: 'Mensagem enviada.',
  kept: 'A mensagem está guardada e sai em instantes.',
} as const;

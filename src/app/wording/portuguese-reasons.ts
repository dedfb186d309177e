import type { DeliveryReason } from '../../ports/index.ts';

/** What is read where a reason is shown: each of the hub's own has its text, else a catalogue does not compile. Thrown errors go by their family. */
export type ReasonTexts = Readonly<Record<DeliveryReason | 'config' | 'input', string>>;

/** Why a delivery waits or was set aside. */
export const portugueseReasons: ReasonTexts = {
  'account-blocked': 'conta em espera: o sistema externo recusou ou não respondeu',
  'connection-inactive': 'conexão desativada; segue quando for ativada de novo',
  'card-may-still-land': 'o card pode ainda chegar ao CRM',
  'card-not-believable': 'resposta do CRM sobre o card não é confiável',
  'contact-may-still-land': 'o contato pode ainda chegar ao CRM',
  'contact-not-believable': 'resposta do CRM sobre o contato não é confiável',
  'record-may-still-land': 'o registro de interação pode ainda chegar ao CRM',
  'record-not-believable': 'resposta do CRM sobre o registro não é confiável',
  'contact-missing': 'o contato não existe mais no CRM',
  conflict: 'alterada por outro trabalho ao mesmo tempo',
  config: 'uma configuração não serve',
  defect: 'defeito do Vínculo',
  input: 'dados recusados',
  'entity-unknown': 'entidade desconhecida',
  'message-version-unknown': 'gravada por outra versão do Vínculo',
  'payload-malformed': 'conteúdo ilegível',
  'plan-version-unknown': 'plano gravado por outra versão do Vínculo',
  'session-version-unknown': 'sessão gravada por outra versão do Vínculo',
  'subject-missing': 'o conteúdo não diz de quem trata',
  'port.ambiguous': 'não se sabe se aconteceu; confira no CRM',
  'port.conflict': 'alterado por outra pessoa ao mesmo tempo',
  'port.drifted': 'resposta em formato inesperado',
  'port.missing': 'não existe mais no sistema externo',
  'port.refused': 'recusada pelo sistema externo',
  'port.throttled': 'limite de requisições atingido',
  'port.timed-out': 'sem resposta a tempo',
  'port.unauthorized': 'credencial recusada',
  'port.unreachable': 'sistema externo fora do ar',
};

/** The errors of the library that a command may end with; others are told by their family, as reasons are. */
export const portugueseErrors = {
  'config.credential-missing': 'falta uma credencial',
  'config.database-in-use': 'o banco de dados está em uso por outro processo',
  'config.database-newer': 'o banco de dados foi gravado por uma versão mais nova do Vínculo',
  'config.database-unusable': 'o arquivo não pode ser aberto como banco de dados',
  'input.connection-exists': 'já existe uma conexão com este id',
  'input.connection-id-invalid': 'o id da conexão não serve',
  'input.group-mapped-twice': 'um grupo de atendimento foi mapeado para mais de um funil',
  'input.hook-token-invalid': 'o token de um endereço de webhook não serve',
  'input.options-invalid': 'uma opção da conexão não serve',
};

/** What was decided of a delivery, by the outcome that its decision names. */
export const portugueseOutcomes = {
  opened: 'um card foi aberto',
  chosen: 'um card existente foi escolhido',
  'funnel-unavailable': 'o funil não está disponível: sem card',
  forwarded: 'passada adiante para outra fila',
  parked: 'guardada até que possa ser lida',
  'nothing-to-do': 'nada a fazer',
  'set-aside': 'reservada para análise',
  unread: 'não pôde ser lida',
  'session-begun': 'a sessão começou',
  'session-followed': 'a sessão foi acompanhada',
  'client-looked-for': 'o cadastro do cliente foi procurado',
  'client-linked': 'a sessão ganhou seu cliente',
  'client-lost': 'o contato da sessão não existe mais',
  'contact-changed': 'o contato da sessão mudou',
  'contact-read': 'o contato foi lido do CRM',
  'contact-registered': 'o contato foi cadastrado',
  'contact-missing': 'o contato não existe mais no CRM',
  'contact-forgotten': 'o contato foi esquecido',
  'card-deleted': 'um card foi excluído no CRM',
  'card-unlinked': 'a sessão perdeu seu card, excluído no CRM',
  'card-linked-by-hand': 'a sessão foi vinculada a um card por uma pessoa',
  'card-unlinked-by-hand': 'a sessão foi desvinculada do card por uma pessoa',
  'stay-settled': 'a sessão soube de seu card',
  'stay-given-up': 'o card desta sessão espera por uma pessoa',
  'saved-by-hand': 'o registro foi pedido por uma pessoa',
  'records-refreshed': 'os registros foram atualizados',
  'waiting-ended': 'a espera pelo cadastro terminou',
};

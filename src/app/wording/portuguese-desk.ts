import type { DialKind, DialProblem, PassRefusal } from '../../domain/index.ts';
import type { DeskRefusal } from '../../ports/index.ts';

/** Why something asked for at the agents' desk is not done: what it is, and what to do. */
export type DeskRefusalTexts = Readonly<Record<DeskRefusal, { readonly text: string; readonly mend: string }>>;

const refusal: DeskRefusalTexts = {
  'session-of-others': { text: 'esta sessão não está entre as suas', mend: 'Peça que ela seja transferida para você.' },
  'agent-not-integrated': { text: 'seu usuário não está integrado', mend: 'Peça ao administrador que veja o que falta.' },
  'attended-by-another': { text: 'outro agente atende esta sessão', mend: 'Escreva um comentário, ou peça que ela seja transferida para você.' },
  'attended-by-nobody': { text: 'nenhum agente atende esta sessão', mend: 'Aguarde que ela chegue a um agente.' },
  'session-ended': { text: 'esta sessão está encerrada', mend: 'Ainda é possível classificar, vincular cliente e negócio, e salvar.' },
  'session-unknown': { text: 'a Neppo não tem esta sessão', mend: 'Atualize a lista.' },
  'client-unknown': { text: 'o cliente desta sessão não é conhecido', mend: 'Crie um contato, ou vincule um que já existe.' },
  'window-shut': { text: 'passaram 24 horas desde a última mensagem do cliente', mend: 'Envie um modelo aprovado.' },
  'channel-without-messages': { text: 'uma ligação não leva mensagens', mend: 'Escreva um comentário.' },
  'target-unknown': { text: 'não é possível transferir para lá', mend: 'Escolha um agente ou um grupo da lista.' },
  'target-paused': { text: 'este agente está em pausa', mend: 'Escolha outro agente, ou um grupo.' },
  'target-offline': { text: 'este agente está desconectado', mend: 'Escolha outro agente, ou um grupo.' },
  'target-attends-already': { text: 'este agente já atende a sessão', mend: 'Escolha outro agente, ou um grupo.' },
  'group-empty': { text: 'ninguém deste grupo está disponível', mend: 'Escolha outro grupo, ou um agente.' },
  'agent-unavailable': { text: 'este agente não está disponível', mend: 'Escolha outro agente, ou um grupo.' },
  'other-session-open': { text: 'o cliente já está em outra sessão', mend: 'Siga por essa sessão.' },
  'group-without-channel': { text: 'o grupo não usa este canal', mend: 'Escolha outro grupo.' },
  'not-allowed': { text: 'a Neppo não permite isto ao seu usuário', mend: 'Peça a permissão ao administrador da Neppo.' },
  refused: { text: 'a Neppo recusou', mend: 'Tente de novo; se persistir, fale com o administrador.' },
  'no-client': { text: 'o cliente desta sessão não é conhecido', mend: 'Crie um contato, ou vincule um que já existe.' },
  'no-permission': { text: 'seu usuário não tem esta permissão no Ploomes', mend: 'Peça a permissão ao administrador do Ploomes.' },
  'module-off': { text: 'este módulo não está ativo no Ploomes', mend: 'Peça ao administrador do Ploomes que o ative.' },
  'card-needed': { text: 'uma proposta pertence a um negócio', mend: 'Escolha o funil em que o negócio será criado.' },
  'contact-unknown': { text: 'o Ploomes não tem este contato', mend: 'Busque de novo.' },
  'card-not-offered': { text: 'este negócio não é do cliente da sessão', mend: 'Escolha um da lista.' },
  'too-late': { text: 'a Neppo não respondeu a tempo, e nada foi enviado', mend: 'Envie de novo, se ainda fizer sentido.' },
  'set-aside': { text: 'não foi possível concluir', mend: 'Fale com o administrador: o histórico mostra a causa.' },
  'classification-missing': { text: 'este grupo pede uma classificação', mend: 'Escolha uma classificação.' },
  'classification-unknown': { text: 'esta classificação não é do grupo', mend: 'Escolha uma da lista.' },
  'classification-has-branches': { text: 'esta classificação se divide em outras', mend: 'Escolha uma das que estão abaixo dela.' },
  'group-without-classification': { text: 'este grupo não tem classificações', mend: 'Encerre sem classificar.' },
  'classification-field-missing': { text: 'falta um campo da classificação', mend: 'Preencha o campo.' },
  'classification-field-unknown': { text: 'esta classificação não tem esse campo', mend: 'Escolha a classificação de novo.' },
  'classification-field-invalid': { text: 'um campo da classificação não serve', mend: 'Corrija o campo.' },
};

const dialKind: Readonly<Record<DialKind, string>> = {
  local: 'local', national: 'nacional', extension: 'ramal', emergency: 'emergência', 'toll-free': 'gratuito ou tarifa única', foreign: 'internacional',
};

const dialProblem: Readonly<Record<DialProblem, string>> = {
  empty: 'digite um número', 'not-a-number': 'isto não é um número', 'several-numbers': 'há mais de um número', 'unknown-ddd': 'este DDD não existe',
  'too-short': 'faltam dígitos', 'too-long': 'há dígitos demais', invalid: 'este número não existe',
};

/** Why the panel cannot be opened for an agent (AGT-01, PAN-13). */
const passRefusal: Readonly<Record<PassRefusal, { readonly text: string; readonly mend: string }>> = {
  'agent-unknown': { text: 'a Neppo não tem este agente', mend: 'Confira o id ou o e-mail.' },
  'agent-not-integrated': { text: 'o agente não está integrado', mend: 'Veja no diagnóstico o que falta.' },
  'origin-not-allowed': { text: 'a página não está entre as permitidas', mend: 'Inclua a origem dela em panelOrigins.' },
  'connection-inactive': { text: 'a conexão não está ativa', mend: 'Ative a conexão.' },
};

/** What agents read at their desk. */
export const portugueseDesk = { refusal, dialKind, dialProblem, passRefusal };

/** The catalogue's shape. */
export type DeskWords = typeof portugueseDesk;

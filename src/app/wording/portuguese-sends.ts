import { sendWording, type ConditionsProblem, type NothingSent, type SendState, type SendWording, type TemplateApproval, type WriteRefusal } from '../../domain/index.ts';
import type { MetaFailureKind } from './meta-failure.ts';

/** Something that was not done: what it is, and what to do. */
interface ToldWithMend {
  readonly text: string;
  readonly mend: string;
}

/** What people read of active sends, in one language. */
export interface SendTexts {
  readonly state: Readonly<Record<SendState, string>>;
  readonly approval: Readonly<Record<TemplateApproval, string>>;
  readonly problem: SendWording['problem'];
  /** Why somebody may not be written to (SND-01). */
  readonly refusal: Readonly<Record<WriteRefusal, ToldWithMend>>;
  /** Why an automation sent nothing (SND-02). */
  readonly nothing: Readonly<Record<NothingSent['reason'], string>>;
  readonly conditions: Readonly<Record<ConditionsProblem, string>>;
  /** Why a send failed, as Meta's code means it (SND-03). */
  readonly failure: Readonly<Record<MetaFailureKind | 'unknown', ToldWithMend>>;
  readonly code: (code: string) => string;
  /** A send that never leaves the chat's queue. */
  readonly stuck: ToldWithMend;
}

const failure: SendTexts['failure'] = {
  'not-on-whatsapp': { text: 'a mensagem não pôde ser entregue: o número não usa WhatsApp, ou o aplicativo dele está desatualizado', mend: 'Confira o número, ou fale com o cliente por outro canal.' },
  'window-shut': { text: 'passaram mais de 24 horas desde a última mensagem do cliente', mend: 'Envie um modelo aprovado.' },
  'held-back-by-meta': { text: 'a Meta não entregou, para que o cliente não receba mensagens de marketing demais', mend: 'Não reenvie agora; tente depois de alguns dias, ou aguarde que o cliente escreva.' },
  experiment: { text: 'a Meta não entrega marketing a este cliente, que está em um experimento dela', mend: 'Aguarde que o cliente escreva, ou fale com ele por outro canal.' },
  'refused-marketing': { text: 'o cliente pediu ao WhatsApp para não receber marketing da empresa', mend: 'Não envie mais marketing a este cliente.' },
  'account-locked': { text: 'a Meta bloqueou a conta da empresa no WhatsApp', mend: 'O administrador deve ver a situação da conta no gerenciador do WhatsApp.' },
  'account-blocked': { text: 'a Meta suspendeu a conta por algum tempo, por violação de políticas', mend: 'O administrador deve ver o aviso da Meta e aguardar o fim da suspensão.' },
  'country-barred': { text: 'a conta da empresa não pode enviar a clientes deste país', mend: 'O administrador deve ver os limites da conta na Meta.' },
  'type-unsupported': { text: 'o WhatsApp não aceita este tipo de mensagem', mend: 'Escolha outro modelo.' },
  'values-missing': { text: 'faltam valores do modelo, ou há valores demais', mend: 'Atualize a lista de modelos e preencha todos os campos.' },
  'values-unfit': { text: 'um valor não serve para o campo do modelo', mend: 'Confira os valores e o formato de datas, quantias e endereços.' },
  'template-unknown': { text: 'o modelo não existe neste idioma, ou ainda não foi aprovado', mend: 'Atualize a lista de modelos e escolha outro.' },
  'template-too-long': { text: 'o texto do modelo ficou longo demais com os valores', mend: 'Encurte os valores.' },
  'template-content': { text: 'o texto do modelo ou de um valor viola as regras da Meta', mend: 'Tire quebras de linha, espaços repetidos e caracteres incomuns dos valores.' },
  'template-paused': { text: 'a Meta pausou o modelo por baixa qualidade', mend: 'Use outro modelo, até que a Meta libere este.' },
  'template-disabled': { text: 'a Meta desativou o modelo de vez', mend: 'Use outro modelo; este precisa ser criado de novo.' },
  'flow-unusable': { text: 'o formulário (Flow) do modelo está bloqueado ou limitado', mend: 'O administrador deve corrigir o Flow na Meta.' },
  'too-soon': { text: 'mensagens demais a este cliente em pouco tempo', mend: 'Aguarde um pouco e envie de novo.' },
  'too-much-spam': { text: 'a Meta limitou os envios, porque muitos clientes bloquearam ou denunciaram mensagens da empresa', mend: 'Reduza os envios e reveja os modelos; o administrador deve ver a qualidade do número.' },
  'too-fast': { text: 'a conta atingiu o limite de envios da Meta', mend: 'Aguarde e envie de novo mais tarde.' },
  payment: { text: 'há um problema de pagamento na conta da Meta', mend: 'O administrador deve conferir a forma de pagamento na Meta.' },
  'file-unreadable': { text: 'o arquivo da mensagem não pôde ser lido', mend: 'Confira se o endereço abre sem senha, e o tamanho e o tipo do arquivo.' },
  'number-unregistered': { text: 'o número da empresa não está registrado no WhatsApp', mend: 'O administrador deve registrar o número de novo.' },
  'name-unapproved': { text: 'o nome de exibição da empresa ainda não foi aprovado pela Meta', mend: 'O administrador deve aguardar ou refazer o pedido do nome.' },
  'own-number': { text: 'o cliente tem o mesmo número da empresa', mend: 'Corrija o número do cliente.' },
  'test-number': { text: 'o número da empresa é de testes e só envia a números autorizados', mend: 'O administrador deve usar um número de produção.' },
  credential: { text: 'a Meta não aceitou o acesso da Neppo à conta', mend: 'Peça à Neppo que confira o acesso à conta do WhatsApp.' },
  'request-malformed': { text: 'a Meta não aceitou o pedido da Neppo', mend: 'Atualize a lista de modelos e tente de novo; se persistir, fale com a Neppo.' },
  'meta-trouble': { text: 'a Meta teve uma falha própria', mend: 'Envie de novo mais tarde.' },
  unknown: { text: 'o envio foi recusado', mend: 'Tente de novo mais tarde; se persistir, informe o código à Neppo.' },
};

/** What people read of active sends. */
export const portugueseSends: SendTexts = {
  state: { queued: 'na fila', sent: 'enviada', delivered: 'entregue', read: 'lida', failed: 'falhou', answered: 'respondida', unknown: 'a confirmar' },
  approval: { approved: 'aprovado', pending: 'em análise', rejected: 'rejeitado', paused: 'pausado', disabled: 'desativado' },
  problem: sendWording['pt-BR'].problem,
  refusal: {
    'phone-missing': { text: 'o cliente não tem telefone', mend: 'Cadastre o telefone do contato.' },
    'phone-invalid': { text: 'o telefone do cliente não é válido', mend: 'Corrija o telefone com DDI, DDD e número.' },
    'opted-out': { text: 'o cliente pediu para não receber mensagens', mend: 'Aguarde que ele escreva, ou que volte a aceitar.' },
    'not-the-agents-client': { text: 'este cliente não é da sua carteira', mend: 'Envie a clientes que você ou seus grupos atenderam, ou dos quais você é responsável.' },
    'not-the-agents-group': { text: 'você não faz parte deste grupo', mend: 'Escolha um dos seus grupos.' },
    'too-soon': { text: 'uma mensagem acabou de ser enviada a este cliente', mend: 'Aguarde alguns segundos.' },
  },
  nothing: {
    'contact-missing': 'o contato não existe mais no CRM',
    'conditions-unmet': 'as condições da automação não foram atendidas',
    'template-missing': 'o modelo não existe mais, ou o grupo não pode usá-lo',
    'template-not-approved': 'o modelo não está aprovado pela Meta',
    'phone-missing': 'o contato não tem telefone',
    'phone-invalid': 'o telefone do contato não é válido',
    'opted-out': 'o cliente pediu para não receber mensagens',
    'values-unfit': 'falta um valor do modelo, ou ele não serve',
  },
  conditions: {
    'too-deep': 'há condições dentro de condições demais',
    'too-many': 'há condições demais',
    'list-too-long': 'uma lista de valores é longa demais',
    'text-too-long': 'um texto é longo demais',
  },
  failure,
  code: (code) => `código ${code}`,
  stuck: { text: 'o envio não saiu da fila da Neppo', mend: 'Confira se o grupo usa este canal e este modelo; não reenvie antes disso, pois o envio pode ainda sair.' },
};

import type { PlatformText } from '../../ports/index.ts';

/** What somebody who sets an integration up does about what is wrong with it, or is still missing. */
export const integrationMends = {
  'name-invalid': { pt: 'Escreva um nome de 1 a 200 caracteres.', en: 'Write a name of 1 to 200 characters.' },
  'unknown-platform': { pt: 'Escolha uma plataforma da lista, ou "other".', en: 'Choose a platform of the list, or "other".' },
  'unknown-scheme': { pt: 'Escolha uma das formas de autenticação da plataforma.', en: "Choose one of the platform's ways to authenticate." },
  'not-mapped': { pt: 'Mapeie a integração: evento, nome, telefone e DDI são obrigatórios.', en: 'Map the integration: event, name, phone and DDI are compulsory.' },
  'field-invalid': { pt: 'Dê a cada campo um nome de 1 a 100 caracteres e uma descrição de até 500.', en: 'Give each field a name of 1 to 100 characters and a description of up to 500.' },
  'field-taken': { pt: 'Dê outro nome a este campo: já existe um assim.', en: 'Give this field another name: there is one called so.' },
  'too-many': { pt: 'Reduza a lista: há itens demais.', en: 'Shorten the list: there are too many.' },
  'unknown-field': { pt: 'O campo não existe: crie-o ou escolha outro da lista.', en: 'There is no such field: create it, or choose one of the list.' },
  'unknown-place': { pt: 'O texto usa {{…}} que não existe: use um campo do lead.', en: 'The text has a {{…}} that is nothing: name a field of the lead.' },
  'capture-unset': { pt: 'Escolha o que é criado no CRM e o funil.', en: 'Choose what is made in the CRM, and the funnel.' },
  'behaviour-unknown': { pt: 'Use company+person+card, person+card ou company+person.', en: 'Use company+person+card, person+card or company+person.' },
  'funnel-unset': { pt: 'Escolha o funil em que o negócio é criado.', en: 'Choose the funnel in which the card is created.' },
  'funnel-gone': { pt: 'O funil não existe mais: escolha outro.', en: 'The funnel is not there any more: choose another one.' },
  'funnel-archived': { pt: 'O funil está arquivado: escolha outro, ou reative-o no CRM.', en: 'The funnel is archived: choose another one, or restore it in the CRM.' },
  'stage-gone': { pt: 'O estágio não é deste funil: escolha outro.', en: 'The stage is none of this funnel: choose another one.' },
  'crm-unfit': { pt: 'Configure o CRM da conexão antes de criar leads nele.', en: 'Set up the CRM of the connection before leads are created in it.' },
  'name-empty': { pt: 'Dê um nome ao evento.', en: 'Give the event a name.' },
  'identification-empty': { pt: 'Informe a identificação do evento, como PURCHASE_APPROVED.', en: 'Give the identification of the event, such as PURCHASE_APPROVED.' },
  'identification-taken': { pt: 'Outro evento desta integração já tem esta identificação: mude uma das duas.', en: 'Another event of this integration has this identification: change one of the two.' },
  'second-send': { pt: 'Um evento envia no máximo uma vez: mantenha um só entre chatbot, mensagem e resposta rápida.', en: 'An event sends at most once: keep one of chatbot, message and quick reply.' },
  'action-empty': { pt: 'Preencha a ação, ou retire-a.', en: 'Fill the action in, or leave it out.' },
  'event-invalid': { pt: 'Use ações conhecidas e textos de até 4000 caracteres.', en: 'Use known actions, and texts of up to 4000 characters.' },
  'secret-missing': { pt: 'Informe o segredo com que a plataforma se autentica, ou escolha outra forma.', en: 'Give the secret by which the platform is authenticated, or choose another way.' },
  'secret-invalid': { pt: 'Informe o segredo, com 1 a 2000 caracteres.', en: 'Give the secret, of 1 to 2000 characters.' },
  'credential-missing': { pt: 'Informe esta credencial: a plataforma não envia o contato, e ele é consultado com ela.', en: 'Give this credential: the platform does not send the contact, which is asked for with it.' },
  'credential-unknown': { pt: 'A plataforma não usa esta credencial: retire-a.', en: 'The platform does not use this credential: leave it out.' },
  'credential-refused': { pt: 'A plataforma recusou a credencial: copie-a de novo.', en: 'The platform refused the credential: copy it again.' },
  'account-unusable': { pt: 'Copie a URL e a chave de Configurações → Desenvolvedor da conta.', en: 'Copy the URL and the key from Settings → Developer of the account.' },
  'account-of-another-platform': { pt: 'Só integrações do ActiveCampaign têm conta: mude a plataforma.', en: 'Only integrations of ActiveCampaign have an account: change the platform.' },
} as const satisfies Readonly<Record<string, PlatformText>>;

/** Why something about an integration is to be mended, beside what is wrong with a mapping. */
export type IntegrationReason = keyof typeof integrationMends;

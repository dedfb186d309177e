import { listed, type CheckTexts, type WhyNotIntegrated } from './check-texts.ts';

const more = (count: number): string => `e mais ${count}`;

const whyNotIntegrated: Readonly<Record<WhyNotIntegrated, string>> = {
  'profile-not-agent': 'o perfil no Neppo não é agente nem supervisor-agente',
  'no-chat-token': 'o token de chat não foi gerado no Neppo',
  'no-email': 'não tem e-mail',
  'email-shared-by-agents': 'mais de uma conta do Neppo tem este e-mail',
  'no-crm-user': 'nenhum usuário ativo do Ploomes tem este e-mail',
  'crm-user-shared': 'mais de um usuário do Ploomes tem este e-mail',
  'user-suspended': 'o usuário está suspenso no Ploomes',
  'integration-user': 'é um usuário de integração do Ploomes',
  'no-agent': 'nenhuma conta do Neppo tem este e-mail',
};

const credential = (system: string, where: string, again: string) => ({
  accepted: `O ${system} aceitou a credencial.`,
  missing: ['A credencial não foi informada.', where],
  refused: [`O ${system} recusou a credencial.`, again],
  'not-allowed': [`O ${system} conhece a credencial, mas não a deixa usar a API.`, `Peça ao ${system} que libere a API para esta credencial: o módulo pode não estar contratado.`],
  unreachable: [`O ${system} não respondeu.`, 'Confira o endereço; se estiver certo, tente de novo em alguns minutos.'],
  'not-public': ['O endereço não é público, e o hub não o chama.', 'Informe o endereço público do sistema; simuladores precisam de allowPrivateAddresses.'],
  unexpected: [({ code }: { readonly code?: string }) => `O ${system} respondeu algo inesperado (${code ?? '?'}).`, 'Confira o endereço: a resposta não parece vir da API.'],
  busy: `O ${system} pediu uma pausa (limite de requisições); a credencial não pôde ser testada agora.`,
} as const);

const untold = 'Não foi possível saber: o sistema não respondeu a esta pergunta.';

const webhook = (entity: string, brings: string, happened: string) => ({
  title: `Webhook ${entity}`,
  why: brings,
  cases: {
    received: ({ at }: { readonly at?: string }) => `Recebido pela última vez em ${at ?? '?'} (UTC).`,
    silent: [({ at }: { readonly at?: string }) => `${happened}, e nada chegou desde ${at ?? '?'} (UTC).`,
      `No Neppo, em Webhooks, veja se o webhook da entidade ${entity} está ativo e com o endereço certo.`],
    never: ['Nunca recebido.', `No Neppo, em Webhooks › Criar novo, crie um webhook do tipo Entidade, entidade ${entity}, com o endereço desta conexão.`],
  },
} as const);

/** What the doctor says, in Portuguese. */
export const portugueseChecks: CheckTexts = {
  whyNotIntegrated,
  webhookSteps: (entity) => [
    'No Neppo, pesquise por "Webhooks" e abra a página.',
    'Clique em "Criar novo".',
    'Tipo do webhook: Entidade.',
    `Entidade: ${entity}.`,
    'URL: cole o endereço desta conexão.',
    'Clique em "Salvar".',
  ],
  checks: {
    'ploomes-credential': {
      title: 'Credencial do Ploomes',
      why: 'Sem ela nada é lido nem escrito no Ploomes.',
      cases: credential('Ploomes', 'No Ploomes, em Administração › Integrações › Usuários de integração, crie um usuário e copie a User-Key.',
        'Copie de novo a User-Key do usuário de integração, no Ploomes, em Administração › Integrações › Usuários de integração.'),
    },
    'ploomes-api-module': {
      title: 'Módulo de API do Ploomes',
      why: 'A integração fala com o Ploomes pela API; sem o módulo contratado, toda chamada é recusada.',
      cases: {
        answers: 'A API respondeu.',
        'not-allowed': ['O Ploomes recusou o uso da API.', 'Contrate o módulo de API com o Ploomes (suporte@ploomes.com) e teste de novo.'],
        untold: 'Não foi possível saber enquanto a credencial não for aceita.',
      },
    },
    'neppo-credential': {
      title: 'Credencial do Neppo',
      why: 'Sem ela nada é lido nem escrito no Neppo.',
      cases: credential('Neppo', 'No Neppo, como administrador, em Integrações › Neppo Token API › Criar Token, copie os valores.',
        'Copie de novo os quatro valores em Integrações › Neppo Token API, de um token que só o hub use.'),
    },
    'neppo-webhooks-module': {
      title: 'Módulo de Webhooks do Neppo',
      why: 'É por ele que o Neppo avisa de sessões, clientes e agentes; sem o módulo, o hub não fica sabendo de nada.',
      cases: {
        seen: 'Já chegaram webhooks do Neppo.',
        ticked: 'Uma pessoa confirmou que a página de Webhooks existe no Neppo.',
        untold: ['Nada chegou ainda, e ninguém confirmou que o módulo está ativo.', 'No Neppo, pesquise por "Webhooks": se a página abrir, confirme aqui; se não, peça o módulo ao seu representante Neppo.'],
      },
    },
    'ploomes-users': {
      title: 'Usuários do Ploomes',
      why: 'A integração exige ao menos 5 usuários no Ploomes, sem contar suspensos e de integração.',
      cases: {
        enough: ({ count }) => `${count} usuários.`,
        'too-few': [({ count }) => `Só ${count} usuários contam.`, 'Contrate ou reative usuários no Ploomes até que sejam 5.'],
        untold,
      },
    },
    'account-taken': {
      title: 'Contas em uma só conexão',
      why: 'O mesmo Neppo e o mesmo Ploomes em duas conexões fariam tudo duas vezes.',
      cases: {
        free: 'Nenhuma outra conexão une estas contas.',
        taken: [({ names }) => `A conexão ${names?.join(', ')} já une estas duas contas.`, 'Use aquela conexão, ou informe outra conta.'],
        untold: 'Não foi possível saber enquanto as credenciais não forem aceitas.',
      },
    },
    'neppo-newest-version': {
      title: 'Versão do Neppo',
      why: 'Versões antigas do Neppo não avisam de tudo; ninguém além de uma pessoa pode ver a versão.',
      cases: { ticked: 'Uma pessoa confirmou que o Neppo está na versão mais recente.', unticked: ['Ninguém confirmou.', 'Pergunte ao seu representante Neppo se o ambiente está na versão mais recente, e confirme aqui.'] },
    },
    'released-by-support': {
      title: 'Liberação pelo suporte',
      why: 'O Ploomes libera a integração a pedido; sem isso partes dela podem não aparecer para os usuários.',
      cases: { ticked: 'Uma pessoa confirmou que o suporte liberou a integração.', unticked: ['Ninguém confirmou.', 'Peça a liberação ao suporte do Ploomes (suporte@ploomes.com), e confirme aqui.'] },
    },
    'webhook-user': webhook('User', 'Avisa de clientes novos e mudados no Neppo.', 'Houve clientes mudados no Neppo'),
    'webhook-agent': webhook('Agent', 'Avisa de agentes novos e mudados; sem ele o par agente–usuário fica desatualizado.', 'Houve agentes mudados no Neppo'),
    'webhook-classification': webhook('ClassificationServices', 'Traz a classificação que o agente dá à sessão.', 'Há sessões classificadas no Neppo'),
    'webhook-session': webhook('ChatSession', 'Sem ele nenhuma sessão vira registro de interação nem card.', 'Há sessões mais novas no Neppo'),
    'webhook-association': webhook('AssociationClientsToAgents', 'Traz ao campo "Agentes (Neppo)" o que muda na carteira, no Neppo.', 'A carteira mudou no Neppo'),
    'webhook-addresses': {
      title: 'Endereços dos webhooks',
      why: 'O que vai para um endereço em que ninguém escuta se perde.',
      cases: {
        right: 'Nas últimas 24 horas nada foi para um endereço em que ninguém escuta.',
        old: [({ count, names, at }) => `Um webhook do ${names?.join(', ')} ainda aponta para um endereço antigo desta conexão: ${count} chegaram em 24 horas, os últimos na hora a partir de ${at ?? '?'} (UTC).`,
          ({ names }) => `No ${names?.join(', ')}, em Webhooks, ponha em cada webhook o endereço atual desta conexão; se não souber mais qual é, peça outro endereço e copie o novo inteiro.`],
        wrong: [({ count, names, at }) => `Um webhook do ${names?.join(', ')} aponta para um endereço que não é de nenhuma conexão, talvez um desta: ${count} chegaram em 24 horas, os últimos na hora a partir de ${at ?? '?'} (UTC).`,
          ({ names }) => `No ${names?.join(', ')}, em Webhooks, compare cada endereço com o desta conexão; se não souber mais qual é, peça outro endereço e copie o novo inteiro.`],
      },
    },
    'integration-deliveries': {
      title: 'Entregas às integrações',
      why: 'Uma entrega que nada mostra ser da sua plataforma é recusada e não fica guardada; o lead dela não entra.',
      cases: {
        taken: 'Nas últimas 24 horas nenhuma entrega às integrações desta conexão foi recusada.',
        refused: [({ count, at }) => `Entregas às integrações desta conexão foram recusadas: ${count} em 24 horas, as últimas na hora a partir de ${at ?? '?'} (UTC). O mais provável é que o segredo de assinatura de uma integração esteja errado ou tenha sido trocado na plataforma.`,
          'Abra a integração cujo último recebimento é mais antigo do que deveria, e informe de novo o segredo de assinatura e o endereço como a plataforma os tem agora; depois peça que ela reenvie o que foi recusado.'],
      },
    },
    'ploomes-subscriptions': {
      title: 'Avisos do Ploomes',
      why: 'O Ploomes desliga avisos que falharam, sem dizer; sem eles mudanças de contatos e negócios não chegam.',
      cases: {
        standing: 'O Ploomes avisa esta conexão de contatos e negócios.',
        'put-back': ({ count }) => `${count} avisos estavam desligados ou faltavam, e foram religados agora.`,
        refused: [({ code }) => `O Ploomes não deixou ligar os avisos (${code}).`, 'Dê ao usuário de integração o direito de criar webhooks no Ploomes; o hub tenta de novo sozinho.'],
        'not-yet': 'São ligados na ativação.',
        untold,
      },
    },
    'ploomes-fields': {
      title: 'Campos do hub no Ploomes',
      why: 'O campo "Chave Vínculo" impede que um card ou um registro seja criado duas vezes.',
      cases: {
        ready: 'Os campos existem.',
        refused: [({ code }) => `Os campos não puderam ser criados (${code}).`, 'Dê ao usuário de integração o direito de criar campos no Ploomes; o hub tenta de novo sozinho.'],
        'not-yet': 'São criados na ativação.',
        untold,
      },
    },
    'agents-field': {
      title: 'Campo "Agentes (Neppo)"',
      why: 'É por ele que um cliente tem mais agentes além do responsável.',
      cases: {
        there: 'O campo existe e pode ser lido.',
        missing: ['O campo não existe ou não pode ser lido.', 'No Ploomes, edite o formulário de Pessoas e adicione o campo "Agentes (Neppo)".'],
        untold: 'Não foi possível saber ainda.',
      },
    },
    agents: {
      title: 'Agentes integrados',
      why: 'Quem não se encaixa não vê o chat no Ploomes, e suas sessões ficam sem usuário.',
      cases: {
        'all-fit': ({ count }) => `${count} agentes integrados.`,
        'some-do-not': [({ agents = [] }) => `${listed(agents.map(({ name, because }) => `${name} (${because.map(inWords).join('; ')})`), more)}.`,
          'Corrija em cada conta o que está entre parênteses, no Neppo ou no Ploomes.'],
        none: ['O Neppo não tem agentes ativos.', 'Crie os agentes no Neppo, com o mesmo e-mail que têm no Ploomes.'],
        untold,
      },
    },
    funnels: {
      title: 'Funis mapeados',
      why: 'Um funil arquivado ou excluído não recebe cards: a sessão ganha um registro que diz isso, e nada mais.',
      cases: {
        alive: 'Todos os funis mapeados estão ativos.',
        unavailable: [({ names }) => `Arquivado ou excluído: ${listed(names, more)}.`, 'Restaure o funil no Ploomes, ou mapeie o grupo para outro.'],
        untold,
      },
    },
    groups: {
      title: 'Grupos mapeados',
      why: 'O mapeamento vale para o grupo pelo seu id: um grupo recriado com o mesmo nome não está mapeado.',
      cases: {
        there: 'Todos os grupos mapeados existem.',
        gone: [({ names }) => `Não existe mais no Neppo: ${listed(names, more)}.`, 'Retire o mapeamento, ou mapeie o grupo que ficou no lugar.'],
        'made-anew': [({ names }) => `Recriado no Neppo e não mapeado: ${listed(names, more)}.`, 'Mapeie o grupo novo.'],
        untold,
      },
    },
    'doubled-deliveries': {
      title: 'Entregas em dobro',
      why: 'Um "Executor de Rotinas" antigo entrega o que os Webhooks já entregam. Nada é feito duas vezes, mas o trabalho dobra.',
      cases: {
        single: 'As entregas do Neppo chegam uma vez.',
        doubled: [({ count }) => `${count} das últimas entregas do Neppo chegaram mais de uma vez em segundos.`, 'No Neppo, pesquise por "Executor de Rotinas" e desabilite os executores que estejam ativos.'],
      },
    },
    'phone-numbers': {
      title: 'Telefones dos contatos',
      why: 'O telefone é a chave no Neppo: um número incompleto não vira cliente.',
      cases: {
        good: 'Poucos números inválidos, ou nenhum.',
        'many-invalid': [({ count, names = [] }) => `${count} números inválidos${names.length > 0 ? `, criados por ${listed(names, more)}` : ''}.`,
          'Use as máscaras do Ploomes e torne o DDI obrigatório nos formulários de tudo o que cria contatos.'],
        untold: 'Ainda não foram contados.',
      },
    },
  },
};

const reasons: Readonly<Record<string, string>> = whyNotIntegrated;
const inWords = (reason: string): string => reasons[reason] ?? reason;

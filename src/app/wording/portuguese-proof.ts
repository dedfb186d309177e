import type { AuditKind, ChainBreak, LineageOrigin } from '../../ports/index.ts';

const kind: Readonly<Record<AuditKind, string>> = {
  'settings-changed': 'configuração mudada', 'effect-made': 'efeito feito', 'effect-withdrawn': 'intenção retirada',
  'secret-changed': 'credencial mudada', 'hook-added': 'endereço criado', 'hook-ended': 'endereço encerrado', replayed: 'entrega repetida',
  'key-added': 'chave criada', 'key-withdrawn': 'chave retirada', erased: 'pessoa apagada',
};

const because: Readonly<Record<ChainBreak, string>> = {
  'entry-missing': 'o elo não está lá',
  'entry-changed': 'o elo foi alterado',
  'order-changed': 'o elo não segue o anterior',
  'value-changed': 'o que está ao lado do elo foi alterado',
  'tail-cut': 'a corrente acaba antes da sua cabeça',
  'head-changed': 'a cabeça da corrente foi alterada ou retirada',
  'not-as-noted': 'o elo anotado fora daqui é outro, ou não existe',
  'never-chained': 'há configurações de que nenhum elo fala',
};

const how: Readonly<Record<LineageOrigin['how'], string>> = {
  opened: 'criado pelo hub', chosen: 'escolhido por uma regra', 'linked-by-hand': 'vinculado por uma pessoa', written: 'escrito pelo hub',
};

/** What people read of where things come from, and of the chains that prove it. */
export const portugueseProof = {
  help: {
    audit: {
      about: 'O que foi feito e mudado, em correntes que ninguém altera sem que se veja.',
      list: 'Lista uma corrente, dos elos mais novos aos mais antigos.',
      verify: 'Confere correntes inteiras: cada elo, o que está ao lado dele e a cabeça.',
      connection: 'conexão, pelo seu id (sem a opção: a corrente do próprio hub)',
      verified: 'conexão, pelo seu id (sem a opção: todas as correntes)',
      subject: 'só os elos sobre isto, como settings:3 ou a chave de um efeito',
      head: 'cabeça anotada antes, como 12:3f…, pela qual a corrente tem de passar: a de --connection, ou sem ela a do próprio hub',
    },
    lineage: {
      about: 'De onde veio um card ou um registro: efeito, entrega, regra e versão das configurações.',
      connection: 'conexão, pelo seu id',
      card: 'card do Ploomes, pelo seu número',
      record: 'registro de interação do Ploomes, pelo seu número',
    },
  },
  audit: {
    none: 'Nada foi anotado.',
    hub: 'hub',
    erased: '(apagado)',
    columns: { seq: 'elo', at: 'quando', kind: 'o que', subject: 'sobre', value: 'conteúdo' },
    kind,
    because,
    whole: (chain: string, entries: number) => `${chain}: inteira, com ${entries} ${entries === 1 ? 'elo' : 'elos'}`,
    erasedCount: (count: number) => `, ${count} com o conteúdo apagado`,
    head: (head: string) => `  cabeça, para anotar fora daqui: ${head}`,
    broken: (chain: string, seq: number, why: string) => `${chain}: rompida no elo ${seq}: ${why}`,
    verify: 'dar a corrente por inteira',
    brokenChains: (chains: string) => `o que foi feito em ${chains} não é mais como foi anotado`,
    brokenMend: 'Guarde uma cópia do banco, compare com uma cabeça anotada antes e com um backup, e procure quem tem acesso a ele.',
    look: 'olhar a corrente',
    noSuchChain: (chain: string) => `não há corrente de ${chain}, ou esta chave não a alcança`,
    noSuchChainMend: 'Confira o id da conexão.',
    headUnreadable: 'use número, dois-pontos e os 64 caracteres, como 12:3f…',
  },
  lineage: {
    how,
    noSuchConnection: (id: string) => `não há conexão ${id}, ou esta chave não a alcança`,
    ofErased: (how: string) => `${how}; a pessoa foi apagada`,
    none: 'o hub não criou nem vinculou isto',
    noneMend: 'Confira o número e a conexão; o que pessoas ou outros programas criam não tem origem aqui.',
    trace: 'seguir a origem',
    eitherOr: 'é preciso informar --card ou --record, um deles',
    eitherOrMend: 'Veja vinculo lineage --help.',
    field: {
      session: 'sessão', integration: 'integração', stay: 'estada', rules: 'regras', mapping: 'mapeamento', settings: 'configurações', effect: 'efeito', delivery: 'entrega',
      causes: 'que veio de', proof: 'prova',
    },
    version: (version: number) => `versão ${version}`,
    since: (moment: string) => `desde ${moment}`,
    entry: (seq: number) => `elo ${seq} da corrente`,
    mapped: (group: string, funnel: string, behaviour: string) => `${group} → funil ${funnel} (${behaviour})`,
  },
};

/** The same texts in every language. */
export type ProofWords = typeof portugueseProof;

import type { Row } from './wire.ts';

/** One sales pipeline to start with: its name and its stages, in order. */
export interface PipelineSeed {
  readonly name: string;
  readonly stages: readonly string[];
}

/** One person who attends clients; the e-mail is what the chat platform knows them by. */
export interface AgentSeed {
  readonly name: string;
  readonly email: string;
}

export const DEFAULT_PIPELINES: readonly PipelineSeed[] = [
  { name: 'Funil de vendas', stages: ['Entrada', 'Qualificação', 'Proposta', 'Negociação', 'Fechamento'] },
  { name: 'Pós-venda', stages: ['Boas-vindas', 'Implantação', 'Acompanhamento'] },
  { name: 'Suporte', stages: ['Aberto', 'Em análise', 'Resolvido'] },
];

/** The first three attend in the chat simulator too; the fourth is known to the CRM alone. */
export const DEFAULT_AGENTS: readonly AgentSeed[] = [
  { name: 'Bianca Prado', email: 'bianca.prado@empresa.example' },
  { name: 'Caio Nunes', email: 'caio.nunes@empresa.example' },
  { name: 'Denise Rocha', email: 'denise.rocha@empresa.example' },
  { name: 'Elisa Moraes', email: 'elisa.moraes@empresa.example' },
];

const list = (...names: readonly string[]): readonly Row[] => names.map((Name, at) => ({ Id: at + 1, Name }));

/** Tables that every account has. */
export const LOOKUPS: Readonly<Record<string, readonly Row[]>> = {
  'Contacts@Types': list('Empresa', 'Pessoa'),
  'Contacts@Status': [{ Id: 20_001, Name: 'Ativo' }, { Id: 20_002, Name: 'Inativo' }],
  'Deals@Status': list('Em aberto', 'Ganho', 'Perdido'),
  'Webhooks@Actions': list('Create', 'Update', 'Delete', 'Win', 'Lose', 'Reopen', 'Finish'),
  'Users@Profiles': ['Administrador', 'Vendedor'].map((Name, at) => ({
    Id: at + 1, Name, MayCreateTasks: true, MayCreateDocuments: true, MayCreateQuotes: true, MayCreateOrders: true,
  })),
  'Tasks@Types': list('Ligação', 'E-mail', 'Reunião', 'Visita', 'Mensagem'),
  PhoneTypes: list('Comercial', 'Celular', 'Residencial'),
  Currencies: [{ Id: 1, Name: 'Real', Symbol: 'R$' }, { Id: 2, Name: 'Dólar', Symbol: 'US$' }],
  'Cities@Countries': [
    { Id: 13, Name: 'Argentina', Short1: 'AR', Short2: 'ARG', PhoneMask: '+54 99 9999-9999' },
    { Id: 76, Name: 'Brasil', Short1: 'BR', Short2: 'BRA', PhoneMask: '(99) 99999-9999' },
    { Id: 184, Name: 'Portugal', Short1: 'PT', Short2: 'PRT', PhoneMask: '+351 999 999 999' },
    { Id: 233, Name: 'Estados Unidos', Short1: 'US', Short2: 'USA', PhoneMask: '+1 (999) 999-9999' },
  ],
  'Fields@Types': [
    [1, 'Texto', 'String'], [2, 'Texto longo', 'BigString'], [3, 'Número inteiro', 'Integer'],
    [4, 'Número decimal', 'Decimal'], [5, 'Data e hora', 'DateTime'], [6, 'Sim ou não', 'Bool'],
    [7, 'Lista de opções', 'Integer'], [8, 'Cliente', 'Integer'], [9, 'Usuário', 'Integer'],
    [10, 'Caixa de seleção', 'Bool'], [11, 'Moeda', 'Decimal'], [14, 'Área de texto', 'BigString'],
  ].map(([Id = 0, Name = '', NativeType = '']) => ({ Id, Name, NativeType })),
};

/** Fields that are columns and not custom values; real accounts list them beside the custom ones. */
export const NATIVE_FIELDS: readonly Row[] = [
  { Key: 'contact_name', Name: 'Nome', EntityId: 1, TypeId: 1, PropertyName: 'Name', Required: true },
  { Key: 'contact_email', Name: 'E-mail', EntityId: 1, TypeId: 1, PropertyName: 'Email', Required: false },
  { Key: 'deal_title', Name: 'Título', EntityId: 2, TypeId: 1, PropertyName: 'Title', Required: true },
  { Key: 'contact_note', Name: 'Observação', EntityId: 1, TypeId: 2, PropertyName: 'Note' },
  { Key: 'contact_website', Name: 'Site', EntityId: 1, TypeId: 1, PropertyName: 'Website' },
  { Key: 'contact_birthday', Name: 'Aniversário', EntityId: 1, TypeId: 5, PropertyName: 'Birthday' },
  { Key: 'contact_origin', Name: 'Origem', EntityId: 1, TypeId: 7, PropertyName: 'OriginId' },
  { Key: 'deal_amount', Name: 'Valor', EntityId: 2, TypeId: 11, PropertyName: 'Amount' },
  { Key: 'interaction_record_content', Name: 'Texto', EntityId: 36, TypeId: 2, PropertyName: 'Content' },
];

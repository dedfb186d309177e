import type { NeppoSimulatorOptions } from '../../../adapters/neppo/simulator/index.ts';
import type { PloomesSimulatorOptions } from '../../../adapters/ploomes/simulator/index.ts';
import type { MappingInput } from '../../connection-settings.ts';

// The company of the demo: groups in Neppo, funnels in Ploomes, and people who are in both under the same e-mail.

const PEOPLE = [
  { name: 'Bruno Tavares', email: 'bruno.tavares@aurora.example', groups: ['Vendas', 'Televendas'] },
  { name: 'Camila Nogueira', email: 'camila.nogueira@aurora.example', groups: ['Pós-venda'] },
  { name: 'Diego Fontes', email: 'diego.fontes@aurora.example', groups: ['Suporte'] },
  { name: 'Elisa Moraes', email: 'elisa.moraes@aurora.example', groups: ['Parcerias', 'Financeiro'] },
] as const;

/** Who acts in Ploomes' screens when the story needs a person. */
export const SALESWOMAN = PEOPLE[1].email;

/** Who may open the panel: in different groups, so that there is somebody to transfer to. */
export const PANEL_AGENTS = PEOPLE.slice(0, 2).map(({ name, email, groups: [group] }) => ({ name, email, group }));

export const UNMAPPED_GROUP = 'Financeiro';

const FUNNEL_OF_GROUP: Readonly<Record<string, readonly [funnel: string, behaviour: MappingInput['behaviour']]>> = {
  Vendas: ['Funil de vendas', 'always-create'],
  Televendas: ['Funil de vendas', 'always-create'],
  'Pós-venda': ['Pós-venda', 'link-last'],
  Suporte: ['Suporte', 'link-last'],
  Parcerias: ['Parcerias', 'always-create'],
};

export const neppoFurnishing: Pick<NeppoSimulatorOptions, 'groups' | 'agents'> = {
  groups: [...Object.keys(FUNNEL_OF_GROUP), UNMAPPED_GROUP],
  agents: PEOPLE.map(({ name, email, groups }) => ({ name, email, groups: [...groups] })),
};

export const ploomesFurnishing: Pick<PloomesSimulatorOptions, 'pipelines' | 'agents'> = {
  agents: PEOPLE.map(({ name, email }) => ({ name, email })),
  pipelines: [
    { name: 'Funil de vendas', stages: ['Entrada', 'Qualificação', 'Proposta', 'Negociação', 'Fechamento'] },
    { name: 'Pós-venda', stages: ['Boas-vindas', 'Implantação', 'Acompanhamento'] },
    { name: 'Suporte', stages: ['Aberto', 'Em análise', 'Resolvido'] },
    { name: 'Parcerias', stages: ['Contato', 'Contrato'] },
  ],
};

interface Named {
  readonly id: number;
  readonly name: string;
}

/** The mappings of the demo's connection, for the ids that the simulators gave. */
export const mappingsFor = (groups: readonly Named[], funnels: readonly Named[]): MappingInput[] =>
  groups.flatMap(({ id, name }) => {
    const [funnel, behaviour] = FUNNEL_OF_GROUP[name] ?? [];
    const found = funnels.find((each) => each.name === funnel);
    return found === undefined || behaviour === undefined ? [] : [{ groupId: id, groupName: name, funnelId: found.id, behaviour }];
  });

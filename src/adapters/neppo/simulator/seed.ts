import type { SaveAgent } from './agents.ts';
import type { PeopleDesk } from './people-desk.ts';
import { seedTemplates } from './seed-templates.ts';
import type { Store } from './store.ts';
import { createTemplateDesk, type SaveTemplate } from './template-desk.ts';

const PLANTED = 'planted:';

export const defaultGroups: readonly string[] = ['Vendas', 'Suporte', 'Financeiro', 'Pós-venda'];

const DEFAULT_AGENTS: readonly { name: string; email: string; group: number; profileId: number }[] = [
  { name: 'Bianca Prado', email: 'bianca.prado@empresa.example', group: 0, profileId: 2 },
  { name: 'Caio Nunes', email: 'caio.nunes@empresa.example', group: 1, profileId: 2 },
  { name: 'Denise Rocha', email: 'denise.rocha@empresa.example', group: 2, profileId: 16 },
];

const TREE: Readonly<Record<string, readonly string[]>> = {
  Comercial: ['Orçamento enviado', 'Venda fechada', 'Sem interesse'],
  Atendimento: ['Dúvida resolvida', 'Problema técnico', 'Reclamação'],
};

export interface Seeds {
  readonly groups: readonly string[];
  readonly agents: readonly SaveAgent[] | undefined;
  readonly templates: readonly SaveTemplate[] | undefined;
}

/** Furnishes an empty tenant, and adds what a later start asks for anew; what was planted once and renamed since stays so. */
export function seed(store: Store, people: PeopleDesk, { groups, agents, templates }: Seeds): void {
  const once = (key: string, plant: () => void): void => {
    if (store.settings.text(PLANTED + key) !== undefined) return;
    plant();
    store.settings.set(PLANTED + key, 1);
  };
  for (const name of groups) once(`group:${name}`, () => people.saveGroup({ name }));
  for (const agent of agents ?? defaultAgents(groups)) once(`agent:${agent.name}`, () => people.saveAgent(agent));
  if (store.nodes.all().length === 0) seedTree(store);
  if (store.templates.all().length === 0) seedTemplates(createTemplateDesk({ store }), templates);
}

/** Empties the tenant and furnishes it again. */
export function replant(store: Store, plant: () => void): void {
  store.clear();
  store.settings.startingWith(PLANTED).forEach((key) => store.settings.set(key, undefined));
  plant();
}

const defaultAgents = (groups: readonly string[]): SaveAgent[] =>
  DEFAULT_AGENTS.map(({ group, ...agent }) => ({ ...agent, groups: groups.slice(group, group + 1) }));

function seedTree(store: Store): void {
  const root = store.nodes.insert((id) => ({ id, name: 'Classificação padrão', parentId: null }));
  for (const [name, leaves] of Object.entries(TREE)) {
    const branch = store.nodes.insert((id) => ({ id, name, parentId: root.id }));
    for (const leaf of leaves) store.nodes.insert((id) => ({ id, name: leaf, parentId: branch.id }));
  }
}

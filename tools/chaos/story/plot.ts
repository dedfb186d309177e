import type { Chance } from '../chance.ts';

/** The groups of every account; what each is mapped to is its account's own. */
export const GROUPS = ['Vendas', 'Suporte', 'Financeiro', 'Pós-venda'] as const;
export type Group = (typeof GROUPS)[number];
export type FunnelName = 'Funil de vendas' | 'Suporte' | 'Pós-venda';

/** What a group asks for; `archived` funnels give a notice and no card (CRD-11). */
export interface PlotRule {
  readonly funnel: FunnelName;
  readonly behaviour: 'always-create' | 'link-last';
  readonly funnelIs: 'open' | 'archived';
}
export type PlotRules = Readonly<Partial<Record<Group, PlotRule>>>;

/** Something that a person or a bot does in the outside systems. */
export type Act =
  | { readonly type: 'start'; readonly group: Group | 'bot' }
  | { readonly type: 'transfer'; readonly group: Group; readonly part: 'same' | 'new' }
  | { readonly type: 'attend'; readonly agent: string }
  | { readonly type: 'comment'; readonly text: string }
  | { readonly type: 'classify'; readonly label: string }
  /** The contact is typed into the CRM. */
  | { readonly type: 'register' }
  | { readonly type: 'close' }
  /** Something that nobody can read is sent to the hook, or something changes that is none of the sessions' business. */
  | { readonly type: 'noise'; readonly kind: 'garbage' | 'agent' | 'portfolio' }
  | { readonly type: 'reopen' };

/** Whether the CRM knows the client: before the session, from the act `register` on, or never. */
export type Acquaintance = 'before' | 'meanwhile' | 'never';

/** One session from its first delivery to its last. */
export interface Plot {
  readonly acquaintance: Acquaintance;
  readonly acts: readonly Act[];
}

const AGENTS = ['Bianca Prado', 'Caio Nunes', 'Denise Rocha'] as const;
const LABELS = ['Dúvida resolvida', 'Problema técnico', 'Venda fechada', 'Reclamação'] as const;
/** How a session goes through its groups. */
const ROUTES: readonly [readonly Group[], ...(readonly Group[])[]] = [
  ['Vendas'], ['Suporte'], ['Suporte'], ['Financeiro'], ['Pós-venda'],
  ['Suporte', 'Financeiro'],
  ['Pós-venda', 'Vendas'], ['Pós-venda', 'Suporte'],
  ['Vendas', 'Suporte'], ['Suporte', 'Vendas'], ['Vendas', 'Pós-venda', 'Vendas'],
  ['Vendas', 'Suporte', 'Vendas'], ['Suporte', 'Vendas', 'Financeiro'],
];
/** While nobody knows the client only the last funnel counts, whenever that may be (CRD-10): one funnel, so that it does not matter. */
const ROUTES_OF_STRANGERS: readonly [readonly Group[], ...(readonly Group[])[]] = [['Vendas'], ['Suporte'], ['Financeiro', 'Suporte']];

/** Invents a session of so many deliveries, more or less: few of them move it, as in life. */
export function inventPlot(chance: Chance, deliveries: number): Plot {
  const acquaintance = chance.happens(0.12) ? (chance.happens(0.75) ? 'meanwhile' : 'never') : 'before';
  const [first = 'Vendas', ...others] = chance.oneOf(acquaintance === 'before' ? ROUTES : ROUTES_OF_STRANGERS);
  const byBot = chance.happens(0.15);
  const moves: readonly Act[] = [
    ...others.map((group): Act => ({ type: 'transfer', group, part: chance.happens(0.2) ? 'new' : 'same' })),
    ...(acquaintance === 'meanwhile' ? [{ type: 'register' } as const] : []),
    ...Array.from({ length: chance.between(0, 3) }, (_, nth): Act => ({ type: 'comment', text: `comentário ${nth} de ${chance.between(1, 1e6)}` })),
    ...(chance.happens(0.5) ? [{ type: 'classify', label: chance.oneOf(LABELS) } as const] : []),
  ];
  const noise: readonly Act[] = chance.happens(0.1) ? [{ type: 'noise', kind: chance.oneOf(['garbage', 'agent', 'portfolio']) }] : [];
  const fillers = Math.max(0, deliveries - moves.length - 2);
  const middle = mingled(chance, moves, [...noise, ...Array.from({ length: fillers }, (): Act => ({ type: 'attend', agent: chance.oneOf(AGENTS) }))]);
  const end: readonly Act[] = chance.happens(0.08) ? [{ type: 'close' }, { type: 'reopen' }, { type: 'close' }] : [{ type: 'close' }];
  const isLate = acquaintance === 'meanwhile' && chance.happens(0.3); // the client is registered after the session
  const register: Act = { type: 'register' };
  return {
    acquaintance,
    acts: [
      ...beginning(first, byBot ? 'bot' : first),
      ...(isLate ? [...middle.filter(({ type }) => type !== 'register'), ...end, register] : [...middle, ...end]),
    ],
  };
}

/** Who takes a session from the bot takes it to a group, so that this comes before anything else. */
const beginning = (first: Group, group: Group | 'bot'): readonly Act[] =>
  group === 'bot' ? [{ type: 'start', group }, { type: 'transfer', group: first, part: 'same' }] : [{ type: 'start', group }];

/** The moves keep their order, and the rest falls between them. */
function mingled(chance: Chance, moves: readonly Act[], rest: readonly Act[]): readonly Act[] {
  const places = moves.map(() => chance.between(0, rest.length)).toSorted((a, b) => a - b);
  return [...moves.flatMap((move, nth) => [...rest.slice(places[nth - 1] ?? 0, places[nth]), move]), ...rest.slice(places.at(-1) ?? 0)];
}

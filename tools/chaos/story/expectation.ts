import type { FunnelName, Group, Plot, PlotRules } from './plot.ts';

/** What a session has to come to, by the rules alone: nothing here asks the hub. */
export interface Expectation {
  /** Cards of its own that `always-create` opens (CRD-03), by funnel, as often as each. */
  readonly own: readonly FunnelName[];
  /** Funnels in which it shares the card of its client (CRD-04). */
  readonly shared: readonly FunnelName[];
  /** Funnels that were not available, each told once (CRD-11). */
  readonly notices: readonly FunnelName[];
  /** SES-12: one for each card, or one without a card; none for a client whom nobody knows. */
  readonly records: number;
  /** What each record has to say in the end. */
  readonly says: readonly string[];
}

const ENDED = 'encerrada';

export function expectationOf({ acquaintance, acts }: Plot, rules: PlotRules): Expectation {
  if (acquaintance === 'never') return { own: [], shared: [], notices: [], records: 0, says: [] };
  const visits = acts.flatMap((act): Group[] => {
    if (act.type === 'start') return act.group === 'bot' ? [] : [act.group];
    return act.type === 'transfer' ? [act.group] : [];
  });
  const { own, shared, notices } = staysOf(visits, rules);
  const comments = acts.flatMap((act) => (act.type === 'comment' ? [act.text] : []));
  const label = acts.findLast((act) => act.type === 'classify')?.label;
  return {
    own, shared, notices,
    records: Math.max(1, own.length + shared.length),
    says: [ENDED, ...comments, ...(label === undefined ? [] : [label])],
  };
}

type Stays = Pick<Expectation, 'own' | 'shared' | 'notices'>;

/** CRD-03 to CRD-06 and CRD-11, for a client who is known all the time or a session of one funnel. */
function staysOf(visits: readonly Group[], rules: PlotRules): Stays {
  const own: FunnelName[] = [];
  const shared = new Set<FunnelName>();
  const notices = new Set<FunnelName>();
  let current: FunnelName | undefined;
  for (const group of visits) {
    const rule = rules[group];
    if (rule === undefined || rule.funnel === current) continue;
    if (rule.funnelIs === 'archived') {
      notices.add(rule.funnel);
      continue;
    }
    current = rule.funnel;
    if (rule.behaviour === 'always-create') own.push(rule.funnel);
    else shared.add(rule.funnel);
  }
  return { own, shared: [...shared], notices: [...notices] };
}

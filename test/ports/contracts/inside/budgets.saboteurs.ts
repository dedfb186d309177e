import type { InsideSubject } from '../../../../src/ports/contracts/index.ts';
import type { Budgets, BudgetStanding, Caller, Grant } from '../../../../src/ports/index.ts';
import { addMs } from '../../../../src/domain/kernel/instant.ts';
import { createTraffic, type Saboteur } from './saboteur.ts';

/** What was asked of a budget so far, and how it stands at this moment. */
interface Story {
  readonly hasTimePassed: () => boolean;
  readonly standing: () => Promise<Pick<BudgetStanding, 'free' | 'claimed' | 'waiting' | 'blockedUntil'>>;
  readonly claims: readonly Caller[];
  readonly refused: ReadonlySet<string>;
  readonly released: ReadonlySet<string>;
  readonly wasHeld: () => boolean;
}

const NOTHING = { free: 6, claimed: 0, waiting: 0 } as const;

/** Breaks a budget by what has become of it. */
const budgetsWith = (change: (budgets: Budgets, story: Story) => Partial<Budgets>): Saboteur => ({ budgets: whole, clock }: InsideSubject) => {
  const begun = clock.now();
  const claims: Caller[] = [];
  const refused = new Set<string>();
  const released = new Set<string>();
  let held = false;
  const heard = ({ holder }: Caller, grant: Grant): Grant => {
    if (grant.outcome === 'refused') refused.add(holder);
    return grant;
  };
  const inner: Budgets = {
    claim: async (caller, calls) => {
      const grant = heard(caller, await whole.claim(caller, calls));
      if (grant.outcome === 'granted') claims.push(caller);
      return grant;
    },
    spend: async (caller) => heard(caller, await whole.spend(caller)),
    release: async (account, holder) => {
      released.add(holder);
      await whole.release(account, holder);
    },
    hold: async (account, until) => {
      held = true;
      await whole.hold(account, until);
    },
    look: async () => await whole.look(),
  };
  const standing = async () => (await whole.look())[0] ?? NOTHING;
  return { budgets: { ...inner, ...change(inner, { hasTimePassed: () => clock.now() > begun, standing, claims, refused, released, wasHeld: () => held }) } };
};

const yes = (calls: number): Grant => ({ outcome: 'granted', calls });
const no = ({ since }: Caller): Grant => ({ outcome: 'refused', askAgainAt: addMs(since, 1) });
const isRefused = (grant: Grant): boolean => grant.outcome === 'refused';

type When = (caller: Caller, before: Awaited<ReturnType<Story['standing']>>, story: Story) => boolean;

const claimGrantedWhen = (when: When): Saboteur =>
  budgetsWith((budgets, story) => ({
    claim: async (caller, calls) => {
      const before = await story.standing();
      const grant = await budgets.claim(caller, calls);
      return isRefused(grant) && when(caller, before, story) ? yes(calls) : grant;
    },
  }));

const spendGrantedWhen = (when: When): Saboteur =>
  budgetsWith((budgets, story) => ({
    spend: async (caller) => {
      const before = await story.standing();
      const grant = await budgets.spend(caller);
      return isRefused(grant) && when(caller, before, story) ? yes(1) : grant;
    },
  }));

const claimRefusedWhen = (when: When): Saboteur =>
  budgetsWith((budgets, story) => ({
    claim: async (caller, calls) => (when(caller, await story.standing(), story) ? no(caller) : await budgets.claim(caller, calls)),
  }));

const spendRefusedWhen = (when: When): Saboteur =>
  budgetsWith((budgets, story) => ({ spend: async (caller) => (when(caller, await story.standing(), story) ? no(caller) : await budgets.spend(caller)) }));

const looking = (change: (standing: BudgetStanding, story: Story) => BudgetStanding): Saboteur =>
  budgetsWith((budgets, story) => ({ look: async () => (await budgets.look()).map((standing) => change(standing, story)) }));

const releasingOnlyWhen = (when: (before: Pick<BudgetStanding, 'claimed' | 'waiting'>) => boolean): Saboteur =>
  budgetsWith((budgets, story) => ({
    release: async (account, holder) => {
      if (when(await story.standing())) await budgets.release(account, holder);
    },
  }));

/** A condition that is met only after so many refusals. */
const fromRefusal = (first: number, when: When = () => true): When => {
  const counts = new WeakMap<Story, number>();
  return (caller, before, story) => {
    const count = (counts.get(story) ?? 0) + 1;
    counts.set(story, count);
    return count >= first && when(caller, before, story);
  };
};

const afterGranted = (most: number, when: When): When => {
  const counts = new WeakMap<Story, number>();
  return (caller, before, story) => {
    if (!when(caller, before, story)) return false;
    const count = (counts.get(story) ?? 0) + 1;
    counts.set(story, count);
    return count > most;
  };
};

export const budgetsSaboteurs: Readonly<Record<string, Saboteur>> = {
  'grants what is free after a rest, and no more': claimGrantedWhen((_caller, { claimed }) => claimed === 6),
  'spends no more than the capacity at once': spendGrantedWhen(
    fromRefusal(3, (_caller, _before, { hasTimePassed, claims }) => !hasTimePassed() && claims.length === 0),
  ),
  'earns calls again as time goes by': spendRefusedWhen(afterGranted(2, (_caller, _before, { hasTimePassed, claims }) => hasTimePassed() && claims.length === 0)),
  'earns no more than the capacity in a long rest': looking((standing) => ({ ...standing, free: standing.free === standing.capacity ? standing.free + 1 : standing.free })),
  'keeps what was claimed from those who did not claim it': spendGrantedWhen((_caller, { claimed }) => claimed === 4),
  'spends what was claimed when nothing else is free': spendRefusedWhen(({ urgency }, { free, claimed }) => urgency === 'live' && free < 1 && claimed > 0),
  'gives back what was claimed and not used': releasingOnlyWhen(({ claimed }) => claimed === 0),
  'ends a claim whose work gave no sign of life for 35 seconds': looking((standing, { claims, released }) =>
    standing.claimed === 0 && claims.length > released.size ? { ...standing, claimed: 6 } : standing,
  ),
  'keeps a claim for as long as its work goes on': looking((standing, { hasTimePassed }) => (hasTimePassed() ? { ...standing, claimed: 0 } : standing)),
  'replaces what work had claimed when it claims anew': looking((standing, { claims }) =>
    new Set(claims.map(({ holder }) => holder)).size < claims.length ? { ...standing, claimed: standing.claimed + 5 } : standing,
  ),
  'grants no work more than the capacity': budgetsWith((budgets) => ({
    claim: async (caller, calls) => ((grant) => (grant.outcome === 'granted' && grant.calls < calls ? yes(calls) : grant))(await budgets.claim(caller, calls)),
  })),
  'grants one of two claims at once where there is enough for one': budgetsWith((budgets) => {
    const traffic = createTraffic();
    return {
      claim: async (caller, calls) => {
        const beside = traffic.isBusy();
        const grant = await traffic.pass(async () => await budgets.claim(caller, calls));
        return beside ? yes(calls) : grant;
      },
    };
  }),
  'says when enough will have been earned, and grants it then': budgetsWith((budgets) => ({
    claim: async (caller, calls) =>
      ((grant): Grant => (grant.outcome === 'refused' ? { ...grant, askAgainAt: addMs(grant.askAgainAt, 1) } : grant))(await budgets.claim(caller, calls)),
  })),
  'sends those who wait back at different times, the oldest first': budgetsWith((budgets, { refused }) => {
    let last: Grant = yes(0);
    return {
      claim: async (caller, calls) => {
        const grant = await budgets.claim(caller, calls);
        if (grant.outcome === 'granted' || refused.size <= 3) return grant;
        if (last.outcome === 'granted') last = grant;
        return last;
      },
    };
  }),
  'lets who has waited longest go before who asks first': claimGrantedWhen(({ urgency }, _before, { hasTimePassed }) => urgency === 'live' && hasTimePassed()),
  'waits for nobody once all is earned that can be': claimRefusedWhen(
    ({ holder, urgency }, { waiting }, { refused, wasHeld }) => urgency === 'live' && waiting > 0 && !refused.has(holder) && !wasHeld(),
  ),
  'grants more to work that was refused in its midst': budgetsWith((budgets) => ({
    claim: async (caller, calls) => ((grant) => (grant.outcome === 'granted' && grant.calls > calls ? yes(calls) : grant))(await budgets.claim(caller, calls)),
  })),
  'leaves live work its reserve when bulk work asks': claimGrantedWhen(({ urgency }, { free, claimed }) => urgency === 'bulk' && free === 3 && claimed === 0),
  'leaves no reserve of a limit that does not hold back live work': claimRefusedWhen(
    ({ limits, urgency }, { free }, { hasTimePassed }) => limits.holdsBack === 'bulk' && urgency === 'bulk' && free > 1 && free <= 3 && !hasTimePassed(),
  ),
  'lets bulk work that was begun go one call into the reserve, and no further': spendRefusedWhen(
    ({ urgency, holder, limits }, { free, claimed }, { claims }) => urgency === 'bulk' && limits.holdsBack === 'all' && claimed === 0 && free <= 3 && claims.some((claim) => claim.holder === holder),
  ),
  'lets bulk work begin one piece at a time': claimGrantedWhen(({ urgency }, { claimed }) => urgency === 'bulk' && claimed > 0),
  'lets no bulk work begin while live work waits': claimGrantedWhen(({ urgency }, { waiting, claimed }) => urgency === 'bulk' && waiting > 0 && claimed === 0),
  'lets no bulk work go on while live work waits': spendGrantedWhen(({ urgency }, _before, { hasTimePassed }) => urgency === 'bulk' && hasTimePassed()),
  'expects who was refused no longer than ten seconds after its time': looking((standing, { refused, released }) =>
    standing.waiting === 0 && refused.size > 0 && released.size === 0 ? { ...standing, waiting: 1 } : standing,
  ),
  'expects nobody who was released': releasingOnlyWhen(({ waiting }) => waiting === 0),
  'lets nobody call an account that asked for a pause': spendGrantedWhen((_caller, { blockedUntil }, { claims }) => blockedUntil !== undefined && claims.length > 0),
  'never ends a longer pause by a shorter one': budgetsWith((budgets) => {
    let latest: BudgetStanding['blockedUntil'];
    return {
      hold: async (account, until) => {
        latest = until;
        await budgets.hold(account, until);
      },
      look: async () => (await budgets.look()).map((standing) => ({ ...standing, ...(latest === undefined ? {} : { blockedUntil: latest }) })),
    };
  }),
  'earns from none after a pause': spendGrantedWhen((_caller, _before, { wasHeld, hasTimePassed }) => wasHeld() && hasTimePassed()),
  'heeds a pause of an account that was never called': budgetsWith((budgets) => ({
    hold: async (account, until) => {
      if ((await budgets.look()).some((standing) => standing.account === account)) await budgets.hold(account, until);
    },
  })),
  'keeps live work from nothing where the limit is assumed': spendRefusedWhen(afterGranted(10, ({ limits, urgency }) => limits.holdsBack === 'bulk' && urgency === 'live')),
  'keeps bulk work back where the limit is assumed': claimGrantedWhen(({ limits, urgency }, _before, { hasTimePassed }) => limits.holdsBack === 'bulk' && urgency === 'bulk' && !hasTimePassed()),
  'makes up for live calls beyond an assumed limit by keeping bulk work back for as long': claimGrantedWhen(
    ({ limits, urgency }, _before, { hasTimePassed }) => limits.holdsBack === 'bulk' && urgency === 'bulk' && hasTimePassed(),
  ),
  'lets bulk work that was begun owe five calls of an assumed limit, and no more': spendRefusedWhen(
    ({ limits, urgency, holder }, { free, claimed }, { claims }) =>
      limits.holdsBack === 'bulk' && urgency === 'bulk' && free < 1 && claimed === 0 && claims.some((claim) => claim.holder === holder),
  ),
  'lets bulk work come back to an assumed limit before it is at rest': claimRefusedWhen(
    ({ limits, urgency }, { free }, { hasTimePassed }) => limits.holdsBack === 'bulk' && urgency === 'bulk' && free === 5 && hasTimePassed(),
  ),
  'makes up for no more than a minute of them': budgetsWith((budgets) => {
    const owed = { calls: 0 };
    return {
      spend: async (caller) => ((owed.calls += caller.limits.holdsBack === 'bulk' ? 1 : 0), await budgets.spend(caller)),
      claim: async (caller, calls) => (owed.calls >= 200 && caller.urgency === 'bulk' ? no(caller) : await budgets.claim(caller, calls)),
    };
  }),
  'heeds a pause where the limit is assumed': spendGrantedWhen(({ limits, urgency }) => limits.holdsBack === 'bulk' && urgency === 'live'),
  'tells accounts apart': budgetsWith((budgets) => ({ spend: async (caller) => await budgets.spend({ ...caller, account: 'ploomes:here' }) })),
  'shows how every account stands': looking((standing) => ({ ...standing, capacity: standing.capacity + 1 })),
};

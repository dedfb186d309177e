import type { AccountLimits, Caller, Grant } from '../../ports/budgets.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { decideClaim, decideSpend, earned, type Budget, type Line, type Place } from './budget-rules.ts';

/** Leave to call that is asked for. */
export type Question =
  | { readonly type: 'claim'; readonly caller: Caller; readonly calls: number }
  | { readonly type: 'spend'; readonly caller: Caller };

/** A place and whose it is. */
export interface HeldPlace extends Place, Pick<Caller, 'holder' | 'urgency' | 'since'> {}

/** What is to be written of an account; what is absent stays as it was. */
export interface BudgetChanges {
  readonly budget?: Budget & Pick<AccountLimits, 'capacity' | 'perSecond'>;
  readonly put: readonly HeldPlace[];
  /** Holders that have nothing any more. */
  readonly gone: readonly string[];
}

/** Answers several who ask for one account at the same moment, each as if those before it had been answered long ago. */
export interface BudgetDesk {
  /** @param others - the line without all those who are at this desk. */
  answer(question: Question, others: Line): Grant;
  release(holder: string): void;
  changes(): BudgetChanges;
}

export interface DeskParts {
  readonly budget: Budget;
  /** What those who ask had before. */
  readonly places: readonly HeldPlace[];
  readonly now: Instant;
}

export function createBudgetDesk({ budget: found, places: before, now }: DeskParts): BudgetDesk {
  const places = new Map(before.map((place) => [place.holder, place]));
  const changed = new Set<string>();
  let budget: BudgetChanges['budget'];

  return {
    answer(question, others) {
      const { caller } = question;
      const { holder, urgency, since, limits } = caller;
      const current = earned(budget ?? found, limits, now);
      const line = [...places.values()].filter((place) => place.holder !== holder && place.endsAt > now).reduce(withPlace(caller), others);
      const scene = { caller, budget: current, line, own: places.get(holder), now };
      const { grant, tokens = current.tokens, own } = question.type === 'claim' ? decideClaim(scene, question.calls) : decideSpend(scene);
      budget = { ...current, tokens, capacity: limits.capacity, perSecond: limits.perSecond };
      if (own !== undefined) {
        places.set(holder, { ...own, holder, urgency, since });
        changed.add(holder);
      }
      return grant;
    },
    release(holder) {
      places.delete(holder);
      changed.add(holder);
    },
    changes: () => ({
      ...(budget !== undefined && { budget }),
      put: [...changed].flatMap((holder) => places.get(holder) ?? []),
      gone: [...changed].filter((holder) => !places.has(holder)),
    }),
  };
}

/** The line with somebody else in it, as the caller sees it. */
const withPlace = ({ urgency, since, holder }: Caller) => (line: Line, place: HeldPlace): Line => {
  if (place.state === 'granted') {
    const isAtWork = place.urgency === 'bulk' && place.calls > 0;
    return { ...line, claimed: line.claimed + place.calls, bulkAtWork: line.bulkAtWork + (isAtWork ? 1 : 0) };
  }
  const isAhead = place.urgency === urgency && (place.since < since || (place.since === since && place.holder < holder));
  return {
    ...line,
    liveWaiting: line.liveWaiting + (place.urgency === 'live' ? place.calls : 0),
    ahead: line.ahead + (isAhead ? place.calls : 0),
  };
};

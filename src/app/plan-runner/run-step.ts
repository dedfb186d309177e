import { addMs, epochMsOf, type ConnectionId, type Instant } from '../../domain/index.ts';
import { isPortFailure, PortFailure, type Clock, type EffectLedger, type MarkerAnswer } from '../../ports/index.ts';

/** One step of a plan: a call that must happen once, whatever becomes of its answer. */
export interface Step<Id extends string> {
  readonly connection: ConnectionId;
  /** Names the decision: connection, session, funnel, which separate stay, step. Never a delivery. */
  readonly key: string;
  readonly perform: () => Promise<Id>;
  /** Looks for what an earlier try may have left behind. */
  readonly ask: (since: Instant) => Promise<MarkerAnswer<Id>>;
}

export type StepOutcome<Id> =
  | { readonly outcome: 'done'; readonly id: Id; readonly how: 'performed' | 'remembered' | 'found' }
  /** Whether it happened is not known yet; to be asked again then. */
  | { readonly outcome: 'unsettled'; readonly askAgainAt: Instant; readonly because: 'not-believable' | 'may-still-land' };

export interface StepRunner {
  run<Id extends string>(step: Step<Id>): Promise<StepOutcome<Id>>;
}

/** How far our clock and the outside's may differ when something is asked for by its time. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** How long it is asked what became of a call before a person has to look. */
const LONGEST_ASKING_MS = 24 * 60 * 60_000;

/** How far apart two answers "not there" must be before they are believed: a lost call can land late. */
export interface StepPatience {
  readonly askAgainAfterMs: number;
}

/**
 * Carries out steps through the ledger: the intent is durable before the call, the result after it. After an unknown outcome
 * the step asks before it acts again, and "not there" counts only when two believable answers agree, far enough apart.
 *
 * @throws {@link PortFailure} of the call; `port.ambiguous` when nothing to be believed was heard for a day.
 */
export function createStepRunner(ledger: EffectLedger, clock: Clock, { askAgainAfterMs }: StepPatience): StepRunner {
  async function perform<Id extends string>({ connection, key, perform: call }: Step<Id>): Promise<StepOutcome<Id>> {
    const id = await call().catch(async (failure: unknown) => {
      if (isPortFailure(failure) && failure.mayHaveHappened === 'no') await ledger.withdraw(connection, key);
      throw failure;
    });
    await ledger.settle(connection, key, id);
    return { outcome: 'done', id, how: 'performed' };
  }

  async function recover<Id extends string>(step: Step<Id>, intendedAt: Instant, misses: readonly Instant[]): Promise<StepOutcome<Id>> {
    const answer = await step.ask(addMs(intendedAt, -CLOCK_SKEW_MS));
    if (answer.found !== undefined) {
      await ledger.settle(step.connection, step.key, answer.found);
      return { outcome: 'done', id: answer.found, how: 'found' };
    }
    const now = clock.now();
    const again = addMs(now, askAgainAfterMs);
    if (!answer.believable) return unbelievable(step, intendedAt, again);
    const [firstMiss] = misses;
    if (firstMiss === undefined) {
      await ledger.noteMiss(step.connection, step.key, now);
      return { outcome: 'unsettled', askAgainAt: again, because: 'may-still-land' };
    }
    const waitedMs = epochMsOf(now) - epochMsOf(firstMiss);
    if (waitedMs < askAgainAfterMs) return { outcome: 'unsettled', askAgainAt: addMs(firstMiss, askAgainAfterMs), because: 'may-still-land' };
    await ledger.withdraw(step.connection, step.key);
    return await begin(step);
  }

  function unbelievable<Id extends string>({ key }: Step<Id>, intendedAt: Instant, askAgainAt: Instant): StepOutcome<Id> {
    if (askAgainAt < addMs(intendedAt, LONGEST_ASKING_MS)) return { outcome: 'unsettled', askAgainAt, because: 'not-believable' };
    throw new PortFailure('port.ambiguous', `Whether ${key} was done cannot be told: the system it was asked of gave no answer to be believed for a day. Look there, then play this delivery again.`);
  }

  async function begin<Id extends string>(step: Step<Id>): Promise<StepOutcome<Id>> {
    const { fresh, effect } = await ledger.intend(step.connection, step.key, clock.now());
    if (effect.state === 'done') return { outcome: 'done', id: parseId(step, effect.result), how: 'remembered' };
    return fresh ? await perform(step) : await recover(step, effect.intendedAt, effect.misses);
  }

  return { run: begin };
}

/** The ledger gives back what a step of this key was settled with. */
const parseId = <Id extends string>(_step: Step<Id>, result: unknown): Id => result as Id;

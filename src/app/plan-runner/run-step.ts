import { addMs, epochMsOf, isIntegrationError, type ConnectionId, type Instant } from '../../domain/index.ts';
import { isPortFailure, PortFailure, type Clock, type EffectLedger, type MarkerAnswer, type Restoration } from '../../ports/index.ts';
import type { Twin } from '../messages.ts';
import type { Doubt, Doubts } from './doubts.ts';

/** One step of a plan: a call that must happen once, whatever becomes of its answer. */
export interface Step<Id extends string> {
  readonly connection: ConnectionId;
  /** Names the decision: connection, session, funnel, which separate stay, step. Never a delivery. */
  readonly key: string;
  /** When that began for which it was decided (a session's start). Absent: not known. */
  readonly begunAt?: Instant;
  /** What the step carries out, as it is stored under the key; kept when the step begins anew. */
  readonly plan?: unknown;
  /** How a second one is told where the step may have been carried out twice. Absent: it is not looked for. */
  readonly twin?: Twin;
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

/** How far our clock and the outside's may differ when something is asked for by its time: {@link Step.ask} is given that much before the call. */
export const CLOCK_SKEW_MS = 5 * 60_000;

/** How long it is asked what became of a call before a person has to look. */
const LONGEST_ASKING_MS = 24 * 60 * 60_000;

/** How far apart two answers "not there" must be before they are believed: a lost call can land late. */
export interface StepPatience {
  readonly askAgainAfterMs: number;
}

/** What happened to the store or may happen to other processes. */
export interface StepSurroundings {
  readonly restoration?: Restoration | undefined;
  readonly doubts?: Doubts | undefined;
}

/**
 * Carries out steps through the ledger: the intent is durable before the call, the result after it. After an unknown outcome
 * the step asks before it acts again, and "not there" counts only when two believable answers agree, far enough apart. After a
 * backup was brought back, the first try for what began before asks as well (DESIGN §3).
 *
 * @throws {@link PortFailure} of the call; `port.ambiguous` when nothing to be believed was heard for a day.
 */
export function createStepRunner(
  ledger: EffectLedger, clock: Clock, { askAgainAfterMs }: StepPatience, { restoration, doubts }: StepSurroundings = {},
): StepRunner {
  const mayBeForgotten = ({ begunAt }: Pick<Step<string>, 'begunAt'>): boolean =>
    restoration !== undefined && (begunAt === undefined || begunAt < restoration.restoredAt);

  /** From when on an earlier try may have left something behind. */
  function possiblySince(step: Pick<Step<string>, 'begunAt'>, intendedAt: Instant): Instant {
    const forgottenSince = restoration !== undefined && mayBeForgotten(step) ? restoration.takenAt : intendedAt;
    return addMs(forgottenSince < intendedAt ? forgottenSince : intendedAt, -CLOCK_SKEW_MS);
  }

  async function perform<Id extends string>(step: Step<Id>, intendedAt: Instant): Promise<StepOutcome<Id>> {
    const { connection, key } = step;
    const id = await step.perform().catch(async (failure: unknown) => {
      const surelyNot = isPortFailure(failure) && failure.mayHaveHappened === 'no';
      const taken = await isTaken(step, intendedAt);
      if (surelyNot && taken === 'no') await ledger.withdraw(connection, key);
      if (!surelyNot && taken === 'yes') await raise(step, intendedAt, 'may-be');
      throw failure;
    });
    return await kept(step, intendedAt, id);
  }

  /** Whether somebody else has begun the step anew, since this process was held up for longer than its lane is left to it. */
  async function isTaken<Id extends string>({ connection, key }: Step<Id>, intendedAt: Instant): Promise<'yes' | 'no'> {
    const effect = await ledger.find(connection, key);
    return effect?.state === 'intended' && effect.intendedAt === intendedAt ? 'no' : 'yes';
  }

  /** Writes down what was made. Where somebody else's result stands, that one counts, and there are two of it now. */
  async function kept<Id extends string>(step: Step<Id>, intendedAt: Instant, id: Id): Promise<StepOutcome<Id>> {
    const { connection, key } = step;
    try {
      await ledger.settle(connection, key, id);
    } catch (error) {
      if (!isIntegrationError(error) || !OVERTAKEN.has(error.code)) throw error;
      const { effect } = await ledger.intend(connection, key, intendedAt); // withdrawn by somebody who has not made it anew: it was made
      if (effect.state === 'intended') return await kept(step, intendedAt, id);
      await raise(step, intendedAt, 'may-be');
      return { outcome: 'done', id: parseId(step, effect.result), how: 'remembered' };
    }
    return { outcome: 'done', id, how: 'performed' };
  }

  async function raise<Id extends string>({ connection, key, twin, ...step }: Step<Id>, intendedAt: Instant, doubled: Doubt['doubled']): Promise<void> {
    if (twin !== undefined) await doubts?.raise({ connection, key, twin, since: possiblySince(step, intendedAt), doubled });
  }

  async function recover<Id extends string>(step: Step<Id>, intendedAt: Instant, misses: readonly Instant[]): Promise<StepOutcome<Id>> {
    const answer = await step.ask(possiblySince(step, intendedAt));
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
    await raise(step, intendedAt, 'may-come'); // an earlier try may land even now: from its machine that was frozen, or from the network
    await ledger.withdraw(step.connection, step.key);
    if (step.plan !== undefined) await ledger.plan(step.connection, step.key, step.plan);
    return await begin(step);
  }

  function unbelievable<Id extends string>({ key }: Step<Id>, intendedAt: Instant, askAgainAt: Instant): StepOutcome<Id> {
    if (askAgainAt < addMs(intendedAt, LONGEST_ASKING_MS)) return { outcome: 'unsettled', askAgainAt, because: 'not-believable' };
    throw new PortFailure('port.ambiguous', `Whether ${key} was done cannot be told: the system it was asked of gave no answer to be believed for a day. Look there, then play this delivery again.`);
  }

  async function begin<Id extends string>(step: Step<Id>): Promise<StepOutcome<Id>> {
    const { fresh, effect } = await ledger.intend(step.connection, step.key, clock.now());
    if (effect.state === 'done') return { outcome: 'done', id: parseId(step, effect.result), how: 'remembered' };
    if (!fresh) return await recover(step, effect.intendedAt, effect.misses);
    return mayBeForgotten(step) ? await rememberOrPerform(step, effect.intendedAt) : await perform(step, effect.intendedAt);
  }

  /** What was begun before the backup was brought back is long over, so that one believable answer is enough. */
  async function rememberOrPerform<Id extends string>(step: Step<Id>, intendedAt: Instant): Promise<StepOutcome<Id>> {
    const answer = await step.ask(possiblySince(step, intendedAt));
    if (answer.found !== undefined) {
      await ledger.settle(step.connection, step.key, answer.found);
      return { outcome: 'done', id: answer.found, how: 'found' };
    }
    return answer.believable ? await perform(step, intendedAt) : unbelievable(step, intendedAt, addMs(clock.now(), askAgainAfterMs));
  }

  return { run: begin };
}

/** Somebody else settled the step, or withdrew it to begin it anew. */
const OVERTAKEN: ReadonlySet<string> = new Set(['defect.effect-settled', 'defect.effect-not-intended']);

/** The ledger gives back what a step of this key was settled with. */
const parseId = <Id extends string>(_step: Step<Id>, result: unknown): Id => result as Id;

import { batch, effect, signal, type ReadonlySignal } from '@preact/signals';
import { isDeskProblem, type DeskClient, type DeskProblem, type FollowedEvent } from '../../../../client/index.ts';
import type { AgentSheet } from '../../../../ports/agent-desk.ts';
import type { Alarms } from './alarms.ts';
import { isPassing, PASSING } from './outbox-item.ts';
import type { Entrance } from './panel-state.ts';

/** Who the agent is, whether let in, and whether at work. */
export interface Presence {
  readonly me: ReadonlySignal<AgentSheet | undefined>;
  readonly entrance: ReadonlySignal<Entrance>;
  refresh(): Promise<void>;
  hear(event: FollowedEvent): void;
  /** Why the stream is away, where that is known. */
  heardProblem(problem: DeskProblem): void;
  mend(): void;
}

const AGAIN_MS = 5_000;
/** The chat ends a pause by itself, at about its time. */
const RESUMED_MS = [1_000, 15_000, 60_000] as const;

export function createPresence({ desk, alarms, now, signal: closing }: { readonly desk: DeskClient; readonly alarms: Alarms; readonly now: () => number; readonly signal: AbortSignal }): Presence {
  const me = signal<AgentSheet | undefined>(undefined);
  const entrance = signal<Entrance>({ state: 'entering' });
  let asked = 0;

  async function refresh(): Promise<void> {
    const nth = ++asked;
    try {
      const sheet = await desk.showMe({ signal: closing });
      if (nth !== asked) return;
      batch(() => {
        me.value = sheet;
        if (entrance.peek().state !== 'in') entrance.value = { state: 'in' };
      });
    } catch (thrown) {
      if (closing.aborted || nth !== asked) return;
      if (!isDeskProblem(thrown)) throw thrown;
      if (isRefusal(thrown) || (entrance.peek().state === 'entering' && !isPassing(thrown))) entrance.value = { state: 'refused', problem: thrown };
      else alarms.set('me', AGAIN_MS, () => void refresh());
    }
  }

  /** Another tab, or the chat itself, may end it earlier; then that is told. */
  function awaitResumption(until: string, nth: number): void {
    const [wait] = RESUMED_MS.slice(nth);
    if (wait === undefined) return;
    alarms.set('pause', Math.max(0, Date.parse(until) - now()) + wait, () => void refresh().then(() => {
      if (me.peek()?.availability.until === until) awaitResumption(until, nth + 1);
    }));
  }

  let awaited: string | undefined;
  const stop = effect(() => {
    const until = me.value?.availability.state === 'paused' ? me.value.availability.until : undefined;
    if (until === awaited) return;
    awaited = until;
    if (until === undefined) alarms.cancel('pause');
    else awaitResumption(until, 0);
  });
  closing.addEventListener('abort', stop, { once: true });

  return {
    me, entrance, refresh,
    hear(event) {
      if (event.type !== 'agent.state') return;
      // What is being asked for may be older than this.
      asked++;
      if (me.peek() === undefined || entrance.peek().state !== 'in') void refresh();
      else me.value = withAvailability(me.peek(), event.data);
    },
    heardProblem(problem) {
      if (isRefusal(problem)) entrance.value = { state: 'refused', problem };
    },
    mend() {
      if (entrance.peek().state !== 'in') void refresh();
    },
  };
}

const withAvailability = (me: AgentSheet | undefined, availability: AgentSheet['availability']): AgentSheet | undefined => (me === undefined ? undefined : { ...me, availability });

/** The host's back end, or the hub, let the agent not in; anything else in between says nothing of the agent. */
const isRefusal = ({ kind, status }: DeskProblem): boolean => REFUSALS.has(kind) || (status >= 400 && status < 500 && !PASSING.has(status) && kind.startsWith('launch'));

const REFUSALS: ReadonlySet<string> = new Set(['panel-not-allowed', 'pass-refused', 'launch-refused', 'agent-changed']);

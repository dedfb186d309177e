import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import { STORE_TROUBLE_PAUSE_MS } from '../sql/lane-rules.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Added, DeliveryTable } from './delivery-table.ts';
import type { TimerTable } from './timer-table.ts';

/** Turns timers into deliveries when their time comes. */
export interface Alarm {
  start(): void;
  /** Looks at the earliest timer again. */
  look(): void;
  stop(): void;
}

interface AlarmParts {
  readonly clock: Clock;
  readonly commits: CommitLoop;
  readonly deliveries: DeliveryTable;
  readonly timers: TimerTable;
  readonly onAdded: (added: readonly Added[]) => void;
}

export function createAlarm({ clock, commits, deliveries, timers, onAdded }: AlarmParts): Alarm {
  let set: { readonly at: Instant; readonly cancel: () => void } | undefined;
  let state: 'off' | 'on' | 'ringing' = 'off';

  const setFor = (at: Instant): void => {
    if (set !== undefined && set.at <= at) return;
    set?.cancel();
    set = { at, cancel: clock.wake(at, ring) };
  };

  const unset = (): void => {
    set?.cancel();
    set = undefined;
  };

  // Looked at within a commit, whose others must be told whatever the disk does here.
  const firstDueAt = (): Instant | undefined => {
    try {
      return timers.firstDueAt();
    } catch {
      return addMs(clock.now(), STORE_TROUBLE_PAUSE_MS);
    }
  };

  const look = (): void => {
    const at = state === 'on' ? firstDueAt() : undefined;
    if (at === undefined) return;
    if (at <= clock.now()) ring();
    else setFor(at);
  };

  const goOn = (): void => {
    if (state === 'ringing') state = 'on';
  };

  // A delivery that is there already was accepted by other means: the timer has done its work.
  const accept = (): readonly Added[] =>
    timers.takeDue(clock.now()).filter(({ id }) => !deliveries.has(id)).map(deliveries.add);

  function ring(): void {
    unset();
    state = 'ringing';
    const committed = (added: readonly Added[]): void => {
      onAdded(added);
      goOn();
      look();
    };
    commits.write({ doing: 'accept what a timer was set for', apply: accept, committed }).catch(() => {
      goOn();
      if (state === 'on') setFor(addMs(clock.now(), STORE_TROUBLE_PAUSE_MS));
    });
  }

  return {
    start() {
      state = 'on';
      look();
    },
    look,
    stop() {
      state = 'off';
      unset();
    },
  };
}

import { addMs } from '../domain/index.ts';
import type { Clock } from '../ports/index.ts';

/** Something that is looked after again and again while the hub runs. */
export interface RegularLook {
  start(): void;
  /** Resolves when what was begun has ended; nothing is begun any more. */
  stop(): Promise<void>;
}

export interface RegularLookParts {
  readonly clock: Clock;
  /** From the end of one look to the next one: two never overlap. */
  readonly everyMs: number;
  readonly first: 'now' | 'later';
  readonly look: () => Promise<unknown>;
  /** Told of a look that failed; the next one comes in its time. */
  readonly failed: (failure: unknown) => void;
}

export function createRegularLook({ clock, everyMs, first, look, failed }: RegularLookParts): RegularLook {
  let cancel: (() => void) | undefined;
  let state: 'on' | 'off' = 'off';
  let looking: Promise<void> = Promise.resolve();

  function lookNow(): void {
    looking = look().then(() => undefined, failed).finally(lookLater);
  }

  function lookLater(): void {
    cancel?.();
    if (state === 'on') cancel = clock.wake(addMs(clock.now(), everyMs), lookNow);
  }

  return {
    start() {
      if (state === 'on') return;
      state = 'on';
      (first === 'now' ? lookNow : lookLater)();
    },
    async stop() {
      state = 'off';
      cancel?.();
      await looking;
    },
  };
}

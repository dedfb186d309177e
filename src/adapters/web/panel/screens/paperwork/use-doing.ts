import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { isDeskProblem, type DeskProblem } from '../../../../../client/index.ts';
import { usePanel } from '../../panel-context.ts';
import { createWishKeys, type WishKeys } from './wish-keys.ts';

/** Why something was not done: the hub's own text where it answered. */
export type Trouble = Pick<DeskProblem, 'text' | 'because' | 'errors'>;

/** How that stands which the agent asked for. */
export interface Doing {
  readonly isBusy: boolean;
  readonly trouble: Trouble | undefined;
  /** Does it, once at a time; `keys` gives each wish its own, so that a second try does nothing twice. */
  run(act: (keys: WishKeys) => Promise<void>): void;
  /** Takes the trouble away, where something else was filled in. */
  forget(): void;
}

export function useDoing(): Doing {
  const { words: { paperwork } } = usePanel();
  const isBusy = useSignal(false);
  const trouble = useSignal<Trouble | undefined>(undefined);
  const keys = useMemo(createWishKeys, []);

  async function carryOut(act: (keys: WishKeys) => Promise<void>): Promise<void> {
    if (isBusy.peek()) return;
    isBusy.value = true;
    trouble.value = undefined;
    try {
      await act(keys);
    } catch (failure) {
      trouble.value = isDeskProblem(failure) ? failure : { text: paperwork.notDone, errors: [] };
      // What was refused is judged anew at the next try; what nobody knows the end of goes out under its first key again.
      if (isDeskProblem(failure) && failure.because !== undefined && failure.because !== 'set-aside') keys.dropLast();
    } finally {
      isBusy.value = false;
    }
  }

  return {
    isBusy: isBusy.value, trouble: trouble.value,
    run: (act) => void carryOut(act),
    forget: () => {
      trouble.value = undefined;
    },
  };
}

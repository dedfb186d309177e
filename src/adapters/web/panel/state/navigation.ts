import { batch, computed, signal } from '@preact/signals';
import type { Navigation, Screen, Sheet } from './panel-state.ts';

const ROOT: Screen = { at: 'lists' };

/** A screen on the way, and how focus goes back to what opened it. */
interface Step {
  readonly screen: Screen;
  restore(): void;
}

/**
 * Where the agent is.
 *
 * @param rememberFocus - called when something opens; what it gives is called when that is left again.
 */
export function createNavigation(rememberFocus: () => () => void): Navigation {
  const steps = signal<readonly Step[]>([]);
  const lying = signal<{ readonly sheet: Sheet; restore(): void } | undefined>(undefined);
  const screen = computed(() => steps.value.at(-1)?.screen ?? ROOT);

  function go(to: Screen): void {
    const before = steps.peek();
    const there = before.findIndex((step) => step.screen.at === to.at);
    // The next conversation takes the place of this one; a screen that is on the way already is gone back to.
    const kept = to.at === ROOT.at ? [] : there < 0 ? before : before.slice(0, there);
    const restore = there < 0 ? rememberFocus() : before[there]?.restore ?? (() => {});
    batch(() => {
      lying.value = undefined;
      steps.value = to.at === ROOT.at ? [] : [...kept, { screen: to, restore }];
    });
    if (to.at === ROOT.at) before[0]?.restore();
  }

  function back(): void {
    const [sheet, left] = [lying.peek(), steps.peek().at(-1)];
    if (sheet === undefined) steps.value = steps.peek().slice(0, -1);
    else lying.value = undefined;
    (sheet ?? left)?.restore();
  }

  return {
    screen, sheet: computed(() => lying.value?.sheet), go, back,
    open: (sheet) => void (lying.value = { sheet, restore: lying.peek()?.restore ?? rememberFocus() }),
  };
}

import type { Frame } from 'playwright-core';

/** A long list of the panel, as somebody has gone through it. */
export interface Walked {
  readonly keys: ReadonlySet<string>;
  /** As it says itself. */
  readonly length: number;
  readonly mostNodes: number;
}

/** Goes on to one end of the list until all of it is loaded. */
export async function loadAll(panel: Frame, to: 'top' | 'end', length: number): Promise<void> {
  await panel.evaluate(async ([to, length]) => {
    const frame = async (): Promise<void> => await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const lengthNow = (): number => Number(document.querySelector('.v-item')?.getAttribute('aria-setsize'));
    for (const until = performance.now() + 120_000; lengthNow() < length;) {
      if (performance.now() > until) throw new Error(`Only ${lengthNow()} of ${length} rows came.`);
      const list = document.querySelector('.v-list');
      // Somewhere else in between: what was asked for once at an end is asked for again when somebody comes back to it.
      list?.scrollTo(0, list.scrollHeight / 2);
      await frame();
      list?.scrollTo(0, to === 'top' ? 0 : list.scrollHeight);
      await frame();
    }
  }, [to, length] as const);
}

/** Looks at each row of the list, from its beginning to its end. */
export async function walk(panel: Frame): Promise<Walked> {
  const seen = await panel.evaluate(async () => {
    const list = document.querySelector('.v-list');
    if (list === null) throw new Error('The panel shows no list.');
    const frame = async (): Promise<void> => await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const keys = new Set<string>();
    let mostNodes = 0;
    list.scrollTo(0, 0);
    for (let rest = 3; rest > 0;) {
      await frame();
      for (const row of list.querySelectorAll<HTMLElement>('[data-row]')) keys.add(row.dataset['row'] ?? '');
      mostNodes = Math.max(mostNodes, list.querySelectorAll('*').length);
      const before = list.scrollTop;
      list.scrollBy(0, list.clientHeight * 0.9);
      if (list.scrollTop === before) rest--;
    }
    return { keys: [...keys], length: Number(list.querySelector('.v-item')?.getAttribute('aria-setsize')), mostNodes };
  });
  return { ...seen, keys: new Set(seen.keys) };
}

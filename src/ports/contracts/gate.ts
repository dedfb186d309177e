import type { DeliveryHandler } from '../work-queue.ts';

/** A handler that holds every delivery until it is opened, so that a clause can look at what is in flight. */
export function createGate() {
  let inside = 0;
  let arrivals = 0;
  let isOpen = false;
  let release: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (release = resolve));
  const watchers: { readonly count: number; readonly resolve: () => void }[] = [];

  const handler: DeliveryHandler = async () => {
    inside += 1;
    arrivals += 1;
    for (const { count, resolve } of watchers) if (arrivals >= count) resolve();
    if (!isOpen) await opened;
    inside -= 1;
    return { end: { type: 'done' } };
  };

  return {
    handler,
    /** Resolves when so many deliveries have come. */
    entered: (count: number): Promise<void> =>
      arrivals >= count ? Promise.resolve() : new Promise((resolve) => watchers.push({ count, resolve })),
    inside: (): number => inside,
    open() {
      isOpen = true;
      release();
    },
  };
}

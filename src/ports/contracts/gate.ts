import type { DeliveryId } from '../inbox.ts';
import type { DeliveryHandler } from '../work-queue.ts';

/** A handler that holds every delivery until it is opened, so that a clause can look at what is in flight. */
export function createGate() {
  let inside = 0;
  const arrived: DeliveryId[] = [];
  let isOpen = false;
  let release: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (release = resolve));
  const watchers: { readonly count: number; readonly resolve: () => void }[] = [];

  const handler: DeliveryHandler = async ({ id }) => {
    inside += 1;
    arrived.push(id);
    for (const { count, resolve } of watchers) if (arrived.length >= count) resolve();
    if (!isOpen) await opened;
    inside -= 1;
    return { end: { type: 'done' } };
  };

  return {
    handler,
    /** Resolves when so many deliveries have come. */
    entered: (count: number): Promise<void> =>
      arrived.length >= count ? Promise.resolve() : new Promise((resolve) => watchers.push({ count, resolve })),
    inside: (): number => inside,
    /** All that have come so far, by their ids. */
    guests: (): readonly DeliveryId[] => arrived.toSorted(),
    open() {
      isOpen = true;
      release();
    },
  };
}

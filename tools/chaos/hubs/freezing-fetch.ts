/** Tells a hub's process to stop, as a machine that hangs does, in the very moment before it writes to the CRM. */
export const FREEZE_AT_NEXT_WRITE = 'freeze-at-next-write';

/** What a process says before it stops itself. */
export interface FrozenWrite {
  /** Where it was about to write. */
  readonly url: string;
  /** What the row carries that it was about to make. */
  readonly marker: string;
}

/**
 * Sends what the hub sends. Once told so, it stops its own process after everything that the hub could check and before the request
 * leaves; continued, it sends it all the same, as bytes would that were in the network card's hands.
 */
export function createFreezingFetch(): typeof fetch {
  let armed = false;
  process.on('message', (message) => {
    if (message === FREEZE_AT_NEXT_WRITE) armed = true;
  });
  return async (input, init) => {
    const request = new Request(input, init);
    if (!armed || !createsSomething(request)) return await fetch(request);
    armed = false;
    const { method, url, headers } = request;
    const body = await request.text();
    await told({ url, marker: markerIn(body) });
    process.kill(process.pid, 'SIGSTOP');
    return await fetch(url, { method, headers, body });
  };
}

const createsSomething = ({ method, url }: Request): boolean => method === 'POST' && /\/(Deals|InteractionRecords)$/.test(new URL(url).pathname);

const markerIn = (body: string): string => /"StringValue":"([^"]*)"/.exec(body)?.[1] ?? '';

const told = async (frozen: FrozenWrite): Promise<void> => await new Promise((resolve) => process.send?.(frozen, () => resolve()));

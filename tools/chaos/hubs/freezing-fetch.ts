/** Before what a hub's process is to stop, as a machine that hangs does: in the very moment before it makes something in the CRM, or changes a record there. */
export type FrozenAt = 'creation' | 'amendment';

/** What a process says before it stops itself. */
export interface FrozenWrite {
  /** Where it was about to write. */
  readonly url: string;
  /** What the row carries that it was about to make; empty for a change. */
  readonly marker: string;
}

/**
 * Sends what the hub sends. Once told so, it stops its own process after everything that the hub could check and before the request
 * leaves; continued, it sends it all the same, as bytes would that were in the network card's hands.
 */
export function createFreezingFetch(): typeof fetch {
  let armed: FrozenAt | undefined;
  process.on('message', (message) => void (armed = parseFrozenAt(message)));
  return async (input, init) => {
    const request = new Request(input, init);
    if (armed === undefined || !WRITES[armed](request)) return await fetch(request);
    armed = undefined;
    const { method, url, headers } = request;
    const body = await request.text();
    await told({ url, marker: markerIn(body) });
    process.kill(process.pid, 'SIGSTOP');
    return await fetch(url, { method, headers, body });
  };
}

const parseFrozenAt = (message: unknown): FrozenAt => message as FrozenAt;

const WRITES: Readonly<Record<FrozenAt, (request: Request) => boolean>> = {
  creation: ({ method, url }) => method === 'POST' && /\/(Deals|InteractionRecords)$/.test(new URL(url).pathname),
  amendment: ({ method, url }) => method === 'PATCH' && /\/InteractionRecords\(\d+\)$/.test(new URL(url).pathname),
};

const markerIn = (body: string): string => /"StringValue":"([^"]*)"/.exec(body)?.[1] ?? '';

const told = async (frozen: FrozenWrite): Promise<void> => await new Promise((resolve) => process.send?.(frozen, () => resolve()));

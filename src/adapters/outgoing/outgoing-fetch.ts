import type { LookupFunction } from 'node:net';
import { Agent, fetch as send, type Response as ForeignResponse } from 'undici';
import { ConfigRejected } from '../../domain/kernel/error.ts';
import { createGuardedConnector } from './guarded-connector.ts';

/** How the outside is reached. */
export interface OutgoingOptions {
  /**
   * `allowed` is for simulators and test servers: whoever may set an address of a connection could otherwise let the hub call
   * what only the hub's own network reaches. @defaultValue 'refused'
   */
  readonly privateAddresses?: 'refused' | 'allowed';
  /** Finds the addresses of a name; they are checked whoever found them. @defaultValue the system's */
  readonly lookup?: LookupFunction;
}

/**
 * A `fetch` that reaches public addresses only: not loopback, private, link-local and metadata addresses, in whatever spelling,
 * by whatever name, or after a redirect. What is refused fails with a `TypeError` whose `cause` is {@link ConfigRejected}
 * `config.address-not-public`, before anything is sent.
 *
 * Proxies that the environment names are not used, for what a proxy reaches cannot be checked here.
 */
export function createOutgoingFetch({ privateAddresses = 'refused', lookup }: OutgoingOptions = {}): typeof fetch {
  const dispatcher = privateAddresses === 'allowed'
    ? new Agent(lookup === undefined ? {} : { connect: { lookup } })
    : new Agent({ connect: createGuardedConnector(lookup) });
  return async (input, init) => {
    const request = new Request(input, init);
    if (!/^https?:/.test(request.url)) throw new TypeError('fetch failed', { cause: notWeb() });
    // Whole, so that its length is stated: not every platform takes a body in chunks.
    const body = request.body === null ? null : await request.arrayBuffer();
    const { method, signal, redirect } = request;
    return translateResponse(await send(request.url, { method, headers: [...request.headers], body, signal, redirect, dispatcher }));
  };
}

/** The same class by the same standard, made by another copy of it. */
const translateResponse = (response: ForeignResponse): Response => response as unknown as Response;

const notWeb = (): ConfigRejected =>
  new ConfigRejected('config.invalid', 'The address was not called, because it begins with neither http nor https. Give a web address.');

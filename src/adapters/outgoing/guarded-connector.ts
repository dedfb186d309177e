import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { addressNotPublic } from './failures.ts';
import { isPublicAddress } from './public-address.ts';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Connects to public addresses only. What is checked is what is connected to: the address itself where the host is one, else
 * every address that the name led to for this very connection, so that a name cannot change its mind in between.
 */
export function createGuardedConnector(lookup: LookupFunction = systemLookup): buildConnector.connector {
  const connect = buildConnector({ lookup: guarded(lookup), timeout: CONNECT_TIMEOUT_MS });
  return (target, callback) => {
    // Node asks no lookup about what is an address already.
    if (isIP(target.hostname) === 0 || isPublicAddress(target.hostname)) return connect(target, callback);
    queueMicrotask(() => callback(addressNotPublic(target.hostname), null));
  };
}

/** One address that is not public spoils the name: which of them would be tried is not ours to say. */
const guarded = (lookup: LookupFunction): LookupFunction => (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, answer, family) => {
    if (error !== null) return callback(error, []);
    const found = Array.isArray(answer) ? answer : [{ address: answer, family: family ?? isIP(answer) }];
    const [first] = found;
    if (first === undefined || !found.every(({ address }) => isPublicAddress(address))) return callback(addressNotPublic(host), []);
    if (options.all === true) return callback(null, found);
    callback(null, first.address, first.family);
  });
};

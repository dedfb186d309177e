import * as z from 'zod';
import type { Json } from '../../domain/mapping/mapping.ts';
import { epochMsOf } from '../../domain/kernel/instant.ts';
import type { Callbacks } from '../../ports/callbacks.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CallGate, CallListener } from '../../ports/crm.ts';
import { PortFailure } from '../../ports/failures.ts';
import { createHttpClient } from '../ky/index.ts';

/** What asking needs: a clock, the gate of shared limits, who listens to calls, and what sends. */
export interface CallbacksOptions {
  readonly clock: Clock;
  readonly onCall: CallListener;
  readonly gate: CallGate;
  /** Sends the request; one that reaches public addresses alone. */
  readonly fetch?: typeof fetch | undefined;
}

/** A lane waits for it, and a contact is a small thing. */
const PATIENCE_MS = 10_000;

/** Deeper than anything that a platform answers, and than what is done with it can go down. */
const DEEPEST = 200;

/** What was parsed is JSON; looked at level by level, so that no answer is too deep to be refused. */
const json: z.ZodType<Json> = z.custom<Json>((value) => value !== undefined && isShallow(value));

function isShallow(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return false;
    level = level.flatMap((each): readonly unknown[] => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return true;
}

/** Asks platforms over HTTP for the contacts that their deliveries only name (WHK-01). */
export const createCallbacks = ({ clock, onCall, gate, fetch }: CallbacksOptions): Callbacks => ({
  async ask({ url, headers, route }, { account, limits }) {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) {
      throw new PortFailure('port.refused', `${route} cannot be asked: its address is no web address. Check the integration's account.`);
    }
    const client = createHttpClient({
      baseUrl: parsed.origin, account, headers, totalTimeoutMs: PATIENCE_MS, onCall, budget: { gate, limits }, fetch, now: () => epochMsOf(clock.now()),
    });
    return await client.ask({ method: 'GET', path: `${parsed.pathname.slice(1)}${parsed.search}`, route }, json);
  },
});

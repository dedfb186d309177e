import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../chance.ts';
import type { Account } from '../outside/account.ts';
import type { OutsideTrouble } from './outside-troubles.ts';
import type { MachineTrouble } from './process-troubles.ts';

/** Makes trouble, by chance but repeatably, until it is told to stop. */
export interface Mischief {
  begin(): void;
  /** Begins no more of it, and resolves when everything is up again and the outside behaves. */
  stop(): Promise<void>;
  /** How often each kind happened. */
  counts(): ReadonlyMap<string, number>;
  /** Whether everything that may happen to machines has begun to happen by now. */
  isAllBegun(): boolean;
}

export interface MischiefOptions {
  readonly chance: Chance;
  readonly accounts: readonly Account[];
  readonly outside: readonly OutsideTrouble[];
  /** From one misbehaviour of some account to the next, on average. */
  readonly outsideEveryMs: number;
  readonly machines: readonly MachineTrouble[];
}

export function createMischief({ chance, accounts, outside, outsideEveryMs, machines }: MischiefOptions): Mischief {
  const counts = new Map<string, number>([...outside, ...machines].map(({ name }) => [name, 0]));
  const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  const begun = new Set<string>();
  const stop = new AbortController();
  const running: Promise<void>[] = [];

  /** Until it is told to stop, with pauses of half to one and a half of what is usual. */
  async function again(everyMs: number, own: Chance, strike: () => Promise<void>): Promise<void> {
    for (;;) {
      await sleep(everyMs * (0.5 + own.fraction()), undefined, { signal: stop.signal }).catch(() => undefined);
      if (stop.signal.aborted) return;
      await strike();
    }
  }

  function troubleAccount(own: Chance): void {
    const trouble = weighted(outside, own);
    const account = accounts[own.between(0, accounts.length - 1)];
    if (trouble === undefined || account === undefined) return;
    trouble.strike(account, own);
    count(trouble.name);
  }

  return {
    begin() {
      const own = chance.of('outside');
      running.push(again(outsideEveryMs, own, async () => troubleAccount(own)));
      for (const { name, everyMs, strike } of machines) {
        running.push(again(everyMs, chance.of(name), async () => {
          if (await strike({ onBegun: () => void begun.add(name), over: stop.signal }) === 'survived') count(name);
        }));
      }
    },
    async stop() {
      stop.abort();
      await Promise.all(running);
      for (const { ploomes, neppo } of accounts) {
        ploomes.clearFaults();
        neppo.clearFaults();
      }
    },
    counts: () => counts,
    isAllBegun: () => machines.every(({ name }) => begun.has(name)),
  };
}

function weighted(troubles: readonly OutsideTrouble[], chance: Chance): OutsideTrouble | undefined {
  let left = chance.fraction() * troubles.reduce((sum, { weight }) => sum + weight, 0);
  return troubles.find(({ weight }) => (left -= weight) < 0);
}

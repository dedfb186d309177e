import type { Lease, Leases } from '../../../../src/ports/index.ts';
import { createTraffic, type Saboteur } from './saboteur.ts';

const leasesWith = (change: (leases: Leases) => Partial<Leases>): Saboteur => ({ leases }) => ({ leases: { ...leases, ...change(leases) } });

/** A lease that nobody gave. */
const forged = (name: string): Lease => ({ name, holder: 'nobody', endsAt: '2099-01-01T00:00:00.000Z' as never });

export const leasesSaboteurs: Readonly<Record<string, Saboteur>> = {
  'refuses a name that somebody holds': ({ leases, clock }) => {
    const begun = clock.now();
    // Lost a moment before its end, which no other clause looks at.
    return {
      leases: {
        ...leases,
        acquire: async (name, forMs) => {
          const lease = await leases.acquire(name, forMs);
          const isLate = clock.now() > begun && Date.parse(clock.now()) - Date.parse(begun) === forMs - 1;
          return lease ?? (isLate ? forged(name) : undefined);
        },
      },
    };
  },
  'gives a name to one of several who ask at once': leasesWith((leases) => {
    const traffic = createTraffic();
    return {
      acquire: async (name, forMs) => {
        const beside = traffic.isBusy();
        const lease = await traffic.pass(async () => await leases.acquire(name, forMs));
        return lease ?? (beside ? forged(name) : undefined);
      },
    };
  }),
  'gives a name again once it was released': ({ leases, clock }) => {
    const begun = clock.now();
    return { leases: { ...leases, release: async (lease) => (clock.now() === begun ? undefined : await leases.release(lease)) } };
  },
  'gives a name again once its lease has ended, though nobody released it': leasesWith((leases) => {
    const given = new Set<string>();
    return {
      // The next holder has the lease and is not told so; only a released name is given to the full.
      acquire: async (name, forMs) => {
        const lease = await leases.acquire(name, forMs);
        const isNext = given.has(name);
        given.add(name);
        return isNext ? undefined : lease;
      },
      release: async (lease) => {
        given.delete(lease.name);
        await leases.release(lease);
      },
    };
  }),
  'leaves the lease of the next holder alone when an ended one is released': leasesWith((leases) => {
    const latest = new Map<string, Lease>();
    return {
      acquire: async (name, forMs) => {
        const lease = await leases.acquire(name, forMs);
        if (lease !== undefined) latest.set(name, lease);
        return lease;
      },
      release: async (lease) => await leases.release(latest.get(lease.name) ?? lease),
    };
  }),
  'tells names apart': leasesWith((leases) => ({ acquire: async (_name, forMs) => await leases.acquire('the one', forMs) })),
};

import { ELSEWHERE, HERE } from '../../../../src/ports/contracts/builders.ts';
import { PortFailure, type Hook, type HookAddress, type Hooks } from '../../../../src/ports/index.ts';
import type { Saboteur } from './saboteur.ts';

const hooksWith = (change: (hooks: Hooks) => Partial<Hooks>): Saboteur => ({ hooks }) => ({ hooks: { ...hooks, ...change(hooks) } });

/** Shows each hook otherwise than it is. */
const showing = (change: (hook: Hook) => Hook): Saboteur =>
  hooksWith((hooks) => ({ find: async (hash) => ((hook) => hook && change(hook))(await hooks.find(hash)) }));

function withoutEnd(ended: Hook): Hook {
  const { until: _, ...hook } = ended;
  return hook;
}

function withoutIntegration({ integration: _integration, ...hook }: Hook): Hook {
  return hook;
}

const other: Readonly<Record<HookAddress['system'], HookAddress['system']>> = { neppo: 'ploomes', ploomes: 'neppo', automation: 'neppo', webhook: 'neppo' };

/** Remembers the ends that were asked for, and lets them win over what is stored. */
function endsOf(wins: (asked: string, stored: string) => boolean): Saboteur {
  return hooksWith((hooks) => {
    let asked: Hook['until'];
    return {
      end: async (address, ending) => ((asked = ending.until), await hooks.end(address, ending)),
      find: async (hash) => {
        const hook = await hooks.find(hash);
        return hook?.until === undefined || asked === undefined || !wins(asked, hook.until) ? hook : { ...hook, until: asked };
      },
    };
  });
}

export const hooksSaboteurs: Readonly<Record<string, Saboteur>> = {
  'knows where a hook leads': showing((hook) => (hook.system === 'webhook' ? hook : { ...hook, system: other[hook.system] })),
  'knows nothing of a hook that was never added': hooksWith((hooks) => ({
    find: async (hash) => (await hooks.find(hash)) ?? { connection: HERE, system: 'ploomes' },
  })),
  'takes the same hook twice': hooksWith((hooks) => {
    const added = new Map<string, number>();
    return {
      async add(hash, address) {
        const ended = (await hooks.find(hash))?.until !== undefined;
        added.set(hash, (added.get(hash) ?? 0) + 1);
        if ((added.get(hash) ?? 0) > 1 && !ended) throw new PortFailure('port.conflict', 'taken');
        await hooks.add(hash, address);
      },
    };
  }),
  'refuses a hook whose token leads to another connection': hooksWith((hooks) => ({
    add: async (hash, address) => await hooks.add(hash, { ...address, connection: (await hooks.find(hash))?.connection ?? address.connection }),
  })),
  'refuses a hook whose token leads to another system': hooksWith((hooks) => ({
    add: async (hash, address) => await hooks.add(hash, { ...address, system: (await hooks.find(hash))?.system ?? address.system }),
  })),
  'knows which integration listens at a hook': showing((hook) => (hook.until === undefined ? withoutIntegration(hook) : hook)),
  'lists hooks with the integrations that listen there': hooksWith((hooks) => ({ list: async (connection) => (await hooks.list(connection)).map(withoutIntegration) })),
  'refuses a hook whose token leads to another integration': hooksWith((hooks) => ({
    add: async (hash, address) => ((known) => hooks.add(hash, known?.system === 'webhook' ? known : address))(await hooks.find(hash)),
  })),
  'ends the hooks of an integration, and of no other one': hooksWith((hooks) => ({
    async end(address, ending) {
      const all = await hooks.list(address.connection);
      for (const { integration } of address.system === 'webhook' ? all : []) await hooks.end({ ...address, ...(integration && { integration }) }, ending);
      await hooks.end(address, ending);
    },
  })),
  'ends every hook of a system but the one that is named': hooksWith((hooks) => ({
    end: async (address, { until }) => await hooks.end(address, { until }),
  })),
  'ends all of them when none is named': hooksWith((hooks) => {
    const hashes: string[] = [];
    return {
      add: async (hash, address) => (hashes.push(hash), await hooks.add(hash, address)),
      end: async (address, { until, but }) => {
        const spared = but ?? (hashes.length > 1 ? hashes.at(-1) : undefined);
        await hooks.end(address, { until, ...(spared === undefined ? {} : { but: spared }) });
      },
    };
  }),
  'lets no hook end later than it was to': endsOf((asked, stored) => asked > stored),
  'lets a hook end sooner than it was to': hooksWith((hooks) => {
    let first: Hook['until'];
    return { end: async (address, { until, ...rest }) => ((first ??= until), await hooks.end(address, { until: until < first ? first : until, ...rest })) };
  }),
  'ends no hook of another system': hooksWith((hooks) => ({
    end: async (address, ending) => {
      const hasOwn = (await hooks.list(address.connection)).some(({ system }) => system === address.system);
      await hooks.end(hasOwn ? address : { ...address, system: other[address.system] }, ending);
    },
  })),
  'ends no hook of another connection': hooksWith((hooks) => ({
    end: async (address, ending) => {
      await hooks.end(address, ending);
      await hooks.end({ ...address, connection: ELSEWHERE }, ending);
    },
  })),
  'leaves a hook ended that is added again': hooksWith((hooks) => {
    const again = new Set<string>();
    return {
      add: async (hash, address) => {
        if ((await hooks.find(hash)) !== undefined) again.add(hash);
        await hooks.add(hash, address);
      },
      find: async (hash) => {
        const hook = await hooks.find(hash);
        if (hook === undefined || !again.has(hash)) return hook;
        return withoutEnd(hook);
      },
    };
  }),
  'lists the hooks of a connection, with what is known of each': hooksWith((hooks) => ({
    list: async (connection) => (await hooks.list(connection)).map(withoutEnd),
  })),
  'lists none of another connection': hooksWith((hooks) => ({
    list: async (connection) => ((own) => (own.length > 0 ? own : hooks.list(ELSEWHERE)))(await hooks.list(connection)),
  })),
  'notes when something was last taken in': hooksWith((hooks) => {
    const first = new Map<string, Hook['lastReceivedAt']>();
    return {
      noteReceipt: async (hash, ...receipt) => {
        if (!first.has(hash)) first.set(hash, receipt[0]);
        await hooks.noteReceipt(hash, ...receipt);
      },
      find: async (hash) => {
        const [hook, lastReceivedAt] = [await hooks.find(hash), first.get(hash)];
        return hook === undefined || lastReceivedAt === undefined ? hook : { ...hook, lastReceivedAt };
      },
    };
  }),
  'notes no receipt that is older than the one before': hooksWith((hooks) => {
    const latest = new Map<string, Hook['lastReceivedAt']>();
    return {
      noteReceipt: async (hash, ...receipt) => (latest.set(hash, receipt[0]), await hooks.noteReceipt(hash, ...receipt)),
      find: async (hash) => {
        const [hook, lastReceivedAt] = [await hooks.find(hash), latest.get(hash)];
        return hook === undefined || lastReceivedAt === undefined ? hook : { ...hook, lastReceivedAt };
      },
    };
  }),
  'notes when each kind of thing was last taken in': hooksWith((hooks) => ({
    noteReceipt: async (hash, at) => await hooks.noteReceipt(hash, at, 'Contacts'),
  })),
  'notes a receipt of one hook alone': hooksWith((hooks) => {
    const hashes = new Set<string>();
    return {
      add: async (hash, address) => (hashes.add(hash), await hooks.add(hash, address)),
      noteReceipt: async (_hash, ...receipt) => {
        for (const hash of hashes) await hooks.noteReceipt(hash, ...receipt);
      },
    };
  }),
};

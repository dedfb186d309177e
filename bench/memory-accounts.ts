import { createInMemoryChat, createInMemoryCrm, type InMemoryCrm } from '../src/adapters/in-memory/index.ts';
import { createNeppoReader } from '../src/adapters/neppo/index.ts';
import type { ChatConnector, CrmConnector } from '../src/app/index.ts';
import { PortFailure, type CallListener, type Crm } from '../src/ports/index.ts';
import { CLIENTS, phoneOf } from './load-sessions.ts';

/** So long a dead account keeps whoever calls it. */
const DEAD_SILENCE_MS = 5_000;
/** The group that the load's sessions are in, as the Neppo of the bench knows it. */
export const GROUP = { groupId: 35, groupName: 'Vendas' } as const;

/** Accounts in the memory of the process that calls them; their webhooks are Neppo's. */
export interface MemoryAccounts {
  readonly crm: CrmConnector;
  readonly chat: ChatConnector;
  /** From now on this account answers nobody; with `undefined`, all answer. */
  silence(account: number | undefined): void;
}

/** Each account has a funnel and the clients of the load; a CRM's answer takes no time. */
export function createMemoryAccounts(): MemoryAccounts {
  let silent: number | undefined;
  const waiting = new Set<() => void>();

  async function untilGivenUp(): Promise<void> {
    await new Promise<void>((resolve) => {
      waiting.add(resolve);
      setTimeout(resolve, DEAD_SILENCE_MS).unref();
    });
  }

  /** As the client of a real CRM does: a call that nobody answers ends after a while, and each is told of. */
  const answering = (account: number, key: string, onCall: CallListener): Answering => async (route, work) => {
    const begun = performance.now();
    const told = (outcome: string): void => onCall({ account: key, route, outcome, ms: performance.now() - begun });
    if (silent === account) {
      await untilGivenUp();
      told('port.timed-out');
      throw new PortFailure('port.timed-out', `The CRM of account ${account} gave no answer in time.`, { retry: 'soon', account: key, mayHaveHappened: 'yes' });
    }
    const answer = await work();
    told('ok');
    return answer;
  };

  return {
    crm: {
      parseConfig: (config) => config,
      connect: (config, { onCall }) => {
        const account = parseAccount(config);
        const { crm } = openCrm(account);
        return answeredBy(crm, answering(account, crm.account, onCall));
      },
      reader: () => createNeppoReader(),
    },
    chat: {
      parseConfig: (config) => config,
      connect: (config) => createInMemoryChat({ account: `bench:chat-${parseAccount(config)}` }),
      reader: () => createNeppoReader(),
    },
    silence(account) {
      if (account === silent) return; // whoever waits goes on waiting
      silent = account;
      for (const giveUp of waiting) giveUp();
      waiting.clear();
    },
  };
}

/** The same account has the same funnel in every process. */
export function openCrm(account: number): { readonly crm: InMemoryCrm; readonly funnelId: string } {
  const crm = createInMemoryCrm({ account: `bench:crm-${account}` });
  const { id } = crm.addFunnel('Funil de vendas');
  for (let client = 0; client < CLIENTS; client++) crm.addContact({ name: `Cliente ${client}`, phones: [`+${phoneOf(account, client)}`] });
  return { crm, funnelId: id };
}

type Answering = (route: string, work: () => Promise<unknown>) => Promise<unknown>;

const answeredBy = (crm: Crm, answer: Answering): Crm => ({
  ...crm,
  cards: through(crm.cards, 'cards', answer), funnels: through(crm.funnels, 'funnels', answer), journal: through(crm.journal, 'journal', answer),
  contacts: through(crm.contacts, 'contacts', answer), users: through(crm.users, 'users', answer),
});

/** A port whose every method goes through `answer`. */
function through<Port extends object>(port: Port, name: string, answer: Answering): Port {
  return new Proxy(port, {
    get(target, method, receiver) {
      const work: unknown = Reflect.get(target, method, receiver);
      if (typeof work !== 'function') return work;
      return async (...args: readonly unknown[]) => await answer(`${name}.${String(method)}`, async () => await parseCall(work)(...args));
    },
  });
}

const parseAccount = (config: unknown): number => (config as { readonly account: number }).account;
const parseCall = (work: Function): ((...args: readonly unknown[]) => Promise<unknown>) => work as unknown as (...args: readonly unknown[]) => Promise<unknown>;

import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../chance.ts';
import type { Account } from '../outside/account.ts';
import { settleClients, type Client, type Clients } from './clients.ts';
import { expectationOf, type Expectation } from './expectation.ts';
import { inventPlot, type Act } from './plot.ts';

/** A session that was told to its end, and what has to have come of it. */
export interface ToldSession {
  readonly account: Account;
  readonly client: Client;
  readonly protocol: string;
  readonly expectation: Expectation;
}

export interface TellerOptions {
  readonly chance: Chance;
  /** How many sessions run at the same time, over all accounts. */
  readonly atOnce: number;
  readonly deliveriesPerSession: number;
  /** Between two acts of one session, on average. */
  readonly gapMs: number;
}

/** Lets people and bots of all accounts talk, in many sessions at once. */
export interface Teller {
  begin(): void;
  /** How many times slower than planned everything goes; 1 is as planned. */
  pace(times: number): void;
  /** Begins no more sessions and resolves when those that run have ended. */
  finish(): Promise<void>;
  told(): readonly ToldSession[];
  acts(): number;
}

/** Neppo dates by the second: two groups within one cannot be told apart, and the rules leave open what comes of it. */
const SECOND_MS = 1_000;

export function createTeller(accounts: readonly Account[], { chance, atOnce, deliveriesPerSession, gapMs }: TellerOptions): Teller {
  const casts = accounts.map((account) => ({ account, clients: settleClients(account, chance.of(`${account.id}/clients`)), chance: chance.of(account.id) }));
  const told: ToldSession[] = [];
  const running = new Set<Promise<void>>();
  let [stopped, slowness, acts, turn] = [false, 1, 0, 0];

  const wait = async (ms: number): Promise<void> => await sleep(ms * slowness);

  async function tell({ account, clients, chance: own }: (typeof casts)[number]): Promise<void> {
    const plot = inventPlot(own, own.between(Math.ceil(deliveriesPerSession / 2), Math.floor(deliveriesPerSession * 1.5)));
    const client = plot.acquaintance === 'before' ? clients.known() : clients.stranger();
    const stage = createStage(account, client, clients);
    for (const [nth, act] of plot.acts.entries()) {
      if (nth > 0) await wait(gapMs * (0.5 + own.fraction()));
      await stage.perform(act);
      acts += 1;
    }
    told.push({ account, client, protocol: stage.protocol(), expectation: expectationOf(plot, account.rules) });
  }

  const nextCast = (): (typeof casts)[number] | undefined => (stopped ? undefined : casts[turn++ % casts.length]);

  /** One of the places in which sessions follow each other; accounts take turns. */
  async function place(nth: number): Promise<void> {
    await wait((nth / atOnce) * gapMs * deliveriesPerSession);
    for (let cast = nextCast(); cast !== undefined; cast = nextCast()) await tell(cast);
  }

  return {
    begin() {
      for (let nth = 0; nth < atOnce; nth++) running.add(place(nth));
    },
    pace: (times) => void (slowness = times),
    async finish() {
      stopped = true;
      await Promise.all(running);
    },
    told: () => told,
    acts: () => acts,
  };
}

interface Stage {
  perform(act: Act): Promise<void>;
  protocol(): string;
}

function createStage(account: Account, client: Client, clients: Clients): Stage {
  const { neppo } = account;
  let userId = 0;
  let protocol = '';
  let lastSecond = 0;
  let moved = false;
  const second = (): number => Math.floor(neppo.now() / SECOND_MS);

  async function anotherSecond(): Promise<void> {
    while (second() === lastSecond) await sleep(SECOND_MS - (neppo.now() % SECOND_MS) + 1);
  }

  /** A session that changes its group does nothing else in that second. */
  async function awaitAnotherSecond(act: Act): Promise<void> {
    const moves = act.type === 'transfer' || act.type === 'start';
    if (moves || moved) await anotherSecond();
    moved = moves;
    lastSecond = second();
  }

  return {
    async perform(act) {
      await awaitAnotherSecond(act);
      switch (act.type) {
        case 'start':
          ({ protocol, userId } = neppo.startSession({ phone: client.phone, name: client.name, ...(act.group === 'bot' ? { bot: true } : { group: act.group }) }));
          return;
        case 'transfer': return void neppo.transfer(protocol, { group: act.group, newPart: act.part === 'new' });
        case 'attend': return void neppo.transfer(protocol, { agent: act.agent });
        case 'comment': return void neppo.comment(protocol, act.text);
        case 'classify': return void neppo.classify(protocol, act.label);
        case 'register': return clients.register(client);
        case 'close': return void neppo.close(protocol);
        case 'reopen': return void neppo.reopen(protocol);
        case 'noise': return await makeNoise(account, act.kind, userId);
      }
    },
    protocol: () => protocol,
  };
}


const TRIES = 20;
const TRY_AGAIN_MS = 1_000;

async function makeNoise({ neppo, id }: Account, kind: 'garbage' | 'agent' | 'portfolio', clientId: number): Promise<void> {
  if (kind === 'agent') return void neppo.saveAgent({ name: 'Bianca Prado', active: true });
  if (kind === 'portfolio') {
    neppo.link({ clientId, agent: 'Caio Nunes' });
    return neppo.link({ clientId, agent: 'Caio Nunes', remove: true });
  }
  const { ChatSession: hook = '' } = neppo.addresses();
  for (let tries = 0; tries < TRIES; tries++) {
    const answer = await fetch(hook, { method: 'POST', body: `{"nobody can read this": "${id}` }).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(TRY_AGAIN_MS);
  }
}

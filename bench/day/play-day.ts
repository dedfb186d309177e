import { setTimeout as sleep } from 'node:timers/promises';
import { GROUP, type DayAccount } from './account.ts';
import type { Panel } from './panel.ts';
import { SESSION_MS, type DayPlan } from './plan.ts';

/** An account with the panels of its agents. */
export interface Staffed {
  readonly account: DayAccount;
  readonly panels: readonly Panel[];
}

/** What was done that day, and what went wrong. */
export interface DayDone {
  readonly sessions: number;
  /** The texts of all messages that were written, by whom they had to be heard. */
  readonly written: ReadonlyMap<Panel, readonly string[]>;
  /** What an agent's panel could not do, by its reason. */
  readonly refused: ReadonlyMap<string, number>;
  readonly listMs: readonly number[];
  readonly searchMs: readonly number[];
  readonly seconds: number;
}

const LOOK_EVERY_MS = 500;
const SEARCHES = ['goncalves', 'araujo', '2197', '70000', 'simoes 9', 'MULLER', 'nobody at all'];

/** Plays the day: sessions begin one after the other, clients and agents write in turn, and the agents' streams are cut in between. */
export async function playDay(plan: DayPlan, staffed: readonly Staffed[]): Promise<DayDone> {
  const begun = performance.now();
  const written = new Map<Panel, string[]>(staffed.flatMap(({ panels }) => panels.map((panel): [Panel, string[]] => [panel, []])));
  const refused = new Map<string, number>();
  const [listMs, searchMs]: [number[], number[]] = [[], []];
  const stepMs = SESSION_MS / (plan.messages + 2);
  const stop = new AbortController();

  async function trying(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (problem) {
      const reason = problem instanceof Error ? problem.message.slice(0, 80) : 'unknown';
      refused.set(reason, (refused.get(reason) ?? 0) + 1);
      return false;
    }
  }

  async function session(nth: number): Promise<void> {
    const at = staffed[nth % staffed.length];
    const turn = Math.floor(nth / staffed.length);
    const [panel, agent, phone] = [turnOf(at?.panels, turn), turnOf(at?.account.agents, turn), turnOf(at?.account.phones, turn)];
    if (at === undefined || panel === undefined || agent === undefined || phone === undefined) return;
    const { neppo } = at.account;
    const { protocol } = neppo.startSession({ phone, name: `Cliente ${turn}`, group: GROUP });
    await sleep(stepMs);
    neppo.transfer(protocol, { agent: agent.name });
    for (let message = 0; message < plan.messages; message++) {
      await sleep(stepMs * (0.5 + Math.random()));
      const text = `${protocol} ${message} ${Date.now()}`;
      if (message % 2 === 0) neppo.message(protocol, { from: 'client', text });
      else if (!await trying(async () => await panel.desk.sendMessage(protocol, { kind: 'text', text }))) continue;
      written.get(panel)?.push(text);
    }
    await sleep(stepMs);
    await trying(async () => await panel.desk.closeSession(protocol));
  }

  /** The agent with the longest lists looks through them all day. */
  async function looking(panel: Panel): Promise<void> {
    for (let turn = 0; !stop.signal.aborted; turn++) {
      const search = SEARCHES[turn % SEARCHES.length] ?? '';
      const before = performance.now();
      const done = await trying(async () => await panel.desk.listMySessions(turn % 2 === 0 ? { tab: 'closed' } : { tab: 'closed', search }));
      if (done) (turn % 2 === 0 ? listMs : searchMs).push(performance.now() - before);
      await sleep(LOOK_EVERY_MS);
    }
  }

  async function cutting(panel: Panel): Promise<void> {
    const everyMs = (plan.seconds * 1_000) / (plan.cuts + 1);
    await sleep(everyMs * Math.random());
    for (let cut = 0; cut < plan.cuts && !stop.signal.aborted; cut++) {
      panel.cut();
      await sleep(everyMs * 0.95);
    }
  }

  const [heavy] = staffed[0]?.panels ?? [];
  const aside = [...written.keys()].map(cutting);
  if (heavy !== undefined) aside.push(looking(heavy));
  const running: Promise<void>[] = [];
  for (let nth = 0; nth < plan.sessions; nth++) {
    const due = begun + (nth * (plan.seconds * 1_000 - SESSION_MS)) / plan.sessions;
    await sleep(Math.max(0, due - performance.now()));
    running.push(session(nth));
  }
  await Promise.all(running);
  stop.abort();
  await Promise.all(aside);
  return { sessions: plan.sessions, written, refused, listMs, searchMs, seconds: (performance.now() - begun) / 1_000 };
}

const turnOf = <Each>(list: readonly Each[] = [], turn: number): Each | undefined => list[turn % list.length];

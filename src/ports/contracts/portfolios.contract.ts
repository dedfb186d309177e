import assert from 'node:assert/strict';
import type { AgentId } from '../../domain/agent/agent.ts';
import type { ChatClientId } from '../../domain/synchronisation/chat-client.ts';
import type { Association, Portfolios } from '../portfolios.ts';
import { failsWith } from './fails-with.ts';
import { defineContract } from './kit.ts';

/** Portfolios over a chat where nobody has any client yet. */
export interface PortfoliosSubject {
  readonly portfolios: Portfolios;
  readonly client: ChatClientId;
  readonly otherClient: ChatClientId;
  readonly agents: readonly [AgentId, AgentId];
  /** A client and an agent that were never there, in the chat's own form. */
  readonly unknownClient: ChatClientId;
  readonly unknownAgent: AgentId;
  /** Clients of the first agent, each with its association. */
  addMany(count: number): Promise<readonly ChatClientId[]>;
  /** The account of an agent is deleted; what the agent had stays behind. */
  removeAgent(agent: AgentId): Promise<void>;
  /** Lets time pass for the adapter. */
  passTime(ms: number): Promise<void>;
}

/** More than two pages of any chat known. */
const CROWD = 115;

const A_WHILE_MS = 10 * 60_000;

async function allPages({ portfolios }: PortfoliosSubject): Promise<readonly Association[]> {
  const all: Association[] = [];
  let next: string | undefined;
  for (let pages = 0; pages < CROWD; pages += 1) {
    const page = await portfolios.list(next);
    all.push(...page.associations);
    if (page.next === undefined) break;
    next = page.next;
  }
  return all;
}

/** Runs the promises of {@link Portfolios} (AGT-03, AGT-04, AGT-07). */
export const portfoliosContract = defineContract<PortfoliosSubject>({
  'gives the agents of a client': async ({ portfolios, client, agents }) => {
    for (const agent of agents) await portfolios.add({ client, agent });
    assert.deepEqual((await portfolios.ofClient(client)).toSorted(), agents.toSorted());
  },
  "gives nobody else's agents": async ({ portfolios, client, otherClient, agents: [agent] }) => {
    await portfolios.add({ client: otherClient, agent });
    assert.deepEqual(await portfolios.ofClient(client), []);
  },
  'gives a client that never was there no agents': async ({ portfolios, unknownClient }) => {
    assert.deepEqual(await portfolios.ofClient(unknownClient), []);
  },
  'associates an agent once, however often it is asked to': async (subject) => {
    const { portfolios, client, agents: [agent] } = subject;
    for (let times = 0; times < 3; times += 1) await portfolios.add({ client, agent });
    assert.deepEqual(await allPages(subject), [{ client, agent }]);
  },
  'takes an agent away, and leaves the others': async ({ portfolios, client, agents: [one, other] }) => {
    await portfolios.add({ client, agent: one });
    await portfolios.add({ client, agent: other });
    await portfolios.remove({ client, agent: one });
    assert.deepEqual(await portfolios.ofClient(client), [other]);
  },
  'takes it for done where there is nothing to take away': async ({ portfolios, client, agents: [agent] }) => {
    await portfolios.remove({ client, agent });
  },
  'fails to associate a client that is not there': async ({ portfolios, unknownClient, agents: [agent] }) => {
    await failsWith(portfolios.add({ client: unknownClient, agent }), 'port.missing');
  },
  'fails to associate an agent who is not there': async ({ portfolios, client, unknownAgent }) => {
    await failsWith(portfolios.add({ client, agent: unknownAgent }), 'port.missing');
  },
  'lists every association once over all pages': async (subject) => {
    const [agent] = subject.agents;
    const clients = await subject.addMany(CROWD);
    const listed = await allPages(subject);
    assert.deepEqual(listed.map(({ client }) => client).toSorted(), clients.toSorted());
    assert.ok(listed.every((association) => association.agent === agent));
  },
  'leaves out agents whose account is gone': async (subject) => {
    const { portfolios, client, agents: [gone, other] } = subject;
    for (const agent of [gone, other]) await portfolios.add({ client, agent });
    await subject.removeAgent(gone);
    await subject.passTime(A_WHILE_MS);
    assert.deepEqual(await portfolios.ofClient(client), [other]);
  },
});

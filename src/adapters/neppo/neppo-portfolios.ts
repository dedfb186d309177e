import type { Agent, AgentId } from '../../domain/agent/agent.ts';
import type { AgentRoster } from '../../ports/agent-roster.ts';
import type { Association, Portfolios } from '../../ports/portfolios.ts';
import { isPortFailure, PortFailure } from '../../ports/failures.ts';
import type { NeppoClient } from './neppo-client.ts';
import type { NeppoConfig } from './neppo-config.ts';
import { translateClientId } from './translate/client.ts';
import { wireAssociation, type WireAssociation } from './wire/association.ts';
import { idIs } from './wire/list.ts';
import * as z from 'zod';

/** Associations name the account behind an agent (N5), so that the roster tells whom they mean; it is read once a minute at most. */
export function createNeppoPortfolios(client: NeppoClient, roster: AgentRoster, { clients }: NeppoConfig): Portfolios {
  const nameOf = (agent: Agent): string => (clients.associations.agentId === 'agent' ? agent.id : (agent.userId ?? agent.id));

  async function knownAgents(): Promise<ReadonlyMap<string, AgentId>> {
    return new Map((await roster.list()).map((agent) => [nameOf(agent), agent.id]));
  }

  async function translated(rows: readonly WireAssociation[]): Promise<readonly Association[]> {
    if (rows.length === 0) return [];
    const agents = await knownAgents();
    return rows.flatMap(({ clientId, agentId }) => {
      const agent = agents.get(agentId);
      return agent === undefined ? [] : [{ client: translateClientId(clientId), agent }];
    });
  }

  async function rowsOf(id: string): Promise<readonly WireAssociation[]> {
    if (!/^\d{1,15}$/.test(id)) return [];
    return await client.listWanted('associations', wireAssociation, { where: [idIs('client.id', id)], is: ({ clientId }) => clientId === id });
  }

  async function body({ client: clientId, agent }: Association): Promise<object> {
    const named = (await roster.list()).find(({ id }) => id === agent);
    if (named === undefined || !/^\d{1,15}$/.test(clientId)) throw nobody();
    return { clientId: Number(clientId), agentId: Number(nameOf(named)) };
  }

  const send = async (operation: 'associationSave' | 'associationDelete', association: Association): Promise<void> => {
    const sent = await client.save(operation, await body(association), z.unknown());
    if (!sent.ok) throw sent.failure;
  };

  return {
    ofClient: async (id) => [...new Set((await translated(await rowsOf(id))).map(({ agent }) => agent))],
    list: async (from) => {
      const { rows, next } = await client.listPage('associations', wireAssociation, from);
      return { associations: await translated(rows), ...(next === undefined ? {} : { next }) };
    },
    add: async (association) => await send('associationSave', association),
    remove: async (association) => {
      // What nobody has any more is answered with 404.
      await send('associationDelete', association).catch((failure: unknown) => {
        if (!isPortFailure(failure) || failure.code !== 'port.missing') throw failure;
      });
    },
  };
}

const nobody = (): PortFailure =>
  new PortFailure('port.missing', 'Neppo has no such client or agent, so that nothing can be associated; read the agents again.');

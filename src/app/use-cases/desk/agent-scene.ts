import { addMs, decideEligibility, InputRejected, type Agent, type CrmUserId, type Instant, type Protocol } from '../../../domain/index.ts';
import { isPortFailure, type AgentPass, type Clock, type DeskLists, type DeskSession } from '../../../ports/index.ts';
import type { ConnectedSystems, Connections } from '../../connections.ts';
import type { KnownConnection } from '../../connection-settings.ts';

/** Who asks, in which connection, with its two systems. */
export interface AgentScene {
  readonly pass: AgentPass;
  readonly connection: KnownConnection;
  readonly systems: ConnectedSystems;
}

/** An agent who is integrated, and the CRM's user that the agent is (AGT-01). */
export interface StandingAgent {
  readonly agent: Agent;
  readonly userId: CrmUserId;
}

/** Finds what an agent's question is about. Whatever is not the agent's own is answered as if it were not there. */
export interface AgentScenes {
  of(pass: AgentPass): Promise<AgentScene>;
  /**
   * The agent, who has to be integrated for whatever is done (PAN). While the chat or the CRM cannot be asked, whoever was a moment ago still is:
   * a CRM that does not answer keeps nobody from writing to a client.
   *
   * @throws {@link InputRejected} `input.agent-not-integrated`, naming what is missing.
   */
  agentOf(scene: AgentScene): Promise<StandingAgent>;
  /** A session in which the agent took part, or which the agent attends. */
  session(pass: AgentPass, protocol: string): Promise<DeskSession | undefined>;
}

export interface AgentScenesNeeds {
  readonly connections: Connections;
  readonly deskLists: DeskLists;
  readonly clock: Clock;
}

/** So long a verdict stands when nobody can be asked anew: as long as a bearer. */
const VERDICT_STANDS_MS = 10 * 60_000;
/** More agents than any hub has. */
const MOST_VERDICTS = 10_000;

export function createAgentScenes({ connections, deskLists, clock }: AgentScenesNeeds): AgentScenes {
  const verdicts = new Map<string, { readonly standing: StandingAgent; readonly until: Instant }>();

  function remember(whose: string, standing: StandingAgent): StandingAgent {
    if (verdicts.size >= MOST_VERDICTS) verdicts.clear();
    verdicts.set(whose, { standing, until: addMs(clock.now(), VERDICT_STANDS_MS) });
    return standing;
  }

  /** @throws the failure, where nothing is known of the agent. */
  function remembered(whose: string, failure: unknown): StandingAgent {
    const verdict = verdicts.get(whose);
    if (!isPortFailure(failure) || verdict === undefined || clock.now() >= verdict.until) throw failure;
    return verdict.standing;
  }

  async function judge({ pass, systems: { chat, crm } }: AgentScene): Promise<StandingAgent> {
    const [allAgents, crmUsers] = await Promise.all([chat.roster.list(), crm.users.list()]);
    const agent = allAgents.find(({ id }) => id === pass.agent);
    const found = agent && decideEligibility(agent, { allAgents, crmUsers });
    if (agent !== undefined && found?.outcome === 'integrated') return { agent, userId: found.crmUserId };
    const missing = found?.outcome === 'not-integrated' ? found.because.join(', ') : 'no-agent';
    throw new InputRejected('input.agent-not-integrated', `You are no integrated agent (${missing}). Ask whoever looks after the connection: its check says what to do.`, { field: 'agent' });
  }

  return {
    async of(pass) {
      const connection = await connections.at(pass.connection, clock.now());
      if (await connections.isOff(pass.connection)) {
        throw new InputRejected('input.connection-off', 'The connection is switched off, so that nothing can be done in it. Ask whoever looks after it to activate it.', { field: 'connection' });
      }
      return { pass, connection, systems: await connections.systems(pass.connection) };
    },
    async agentOf(scene) {
      const whose = JSON.stringify([scene.pass.connection, scene.pass.agent]);
      try {
        return remember(whose, await judge(scene));
      } catch (failure) {
        return remembered(whose, failure);
      }
    },
    async session({ connection, agent }, protocol) {
      const found = await deskLists.find(connection, parseProtocol(protocol));
      return found !== undefined && (found.desk.agent === agent || found.desk.agents.includes(agent)) ? found : undefined;
    },
  };
}

const parseProtocol = (text: string): Protocol => text as Protocol;

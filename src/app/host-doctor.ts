import { InputRejected, type Language } from '../domain/index.ts';
import type { AgentStanding, ChecklistRow, Checkup, ConnectionTick, DoctorDesk } from '../ports/index.ts';

/** The doctor as a host asks it: every connection is in reach. @throws {@link InputRejected} for one that is not there. */
export interface HostDoctor {
  /** Makes every check now, and puts back subscriptions of the CRM that were switched off (ACT-07, ACT-09). */
  examine(connection: string, language?: Language): Promise<Checkup>;
  /** What was found last, by whichever process; `never` when nobody has looked yet. */
  last(connection: string, language?: Language): Promise<Checkup | 'never'>;
  /** The five webhooks that a person enters in the chat (ACT-05). */
  checklist(connection: string, language?: Language): Promise<readonly ChecklistRow[]>;
  /** Notes what only a person can see. */
  tick(connection: string, ticks: Readonly<Partial<Record<ConnectionTick, 'yes' | 'no'>>>): Promise<void>;
  /** Whether agents and users are integrated, and why not; of one where `who` is an id or an e-mail (AGT-06). */
  agents(connection: string, wish?: { readonly who?: string; readonly language?: Language }): Promise<readonly AgentStanding[]>;
}

export const createHostDoctor = (desk: DoctorDesk): HostDoctor => ({
  examine: async (connection, language) => known(connection, await desk.examine('every-connection', connection, language)),
  last: async (connection, language) => known(connection, await desk.last('every-connection', connection, language)),
  checklist: async (connection, language) => known(connection, await desk.checklist('every-connection', connection, language)),
  tick: async (connection, ticks) => void known(connection, await desk.tick('every-connection', connection, ticks)),
  agents: async (connection, wish = {}) => known(connection, await desk.agents('every-connection', connection, wish)),
});

function known<Answer>(connection: string, answer: Answer | undefined): Answer {
  if (answer !== undefined) return answer;
  throw new InputRejected('input.connection-unknown', `There is no connection ${connection}. List the connections to see their ids.`, { field: 'connection' });
}

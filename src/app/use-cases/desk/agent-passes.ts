import { hashToken } from '../../../adapters/system/index.ts';
import { addMs, decideEligibility, decideLaunch, parsePanelOrigin, type Agent, type Language, type LaunchDecision } from '../../../domain/index.ts';
import type { AgentAccess, AgentPasses, Clock, IdSource, Launch, LaunchWish } from '../../../ports/index.ts';
import type { Connections } from '../../connections.ts';
import { checkTexts, words } from '../../wording/index.ts';
import type { BookedConnection, ConnectionBook } from '../activation/connection-book.ts';
import { reaches } from '../doctor/doctor-desk.ts';

export interface AgentAccessNeeds {
  readonly book: Pick<ConnectionBook, 'find'>;
  readonly connections: Pick<Connections, 'systems'>;
  readonly agentPasses: AgentPasses;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Of texts, where nobody names another. */
  readonly language: Language;
}

const LAUNCH_MS = 60_000;
const BEARER_MS = 10 * 60_000;
/** By these a token that was left lying around is recognised, also by programs that search for such. */
const PREFIX = { launch: 'vnl_', bearer: 'vna_' } as const;
/** Longer than any token that was ever given out; a text of megabytes is not even hashed. */
const LONGEST_TOKEN = 200;

/**
 * Tokens of agents (DESIGN §7). Both are 256 bits by chance, kept as hashes alone, and tell nothing by themselves: for whom they stand is
 * looked up, so that withdrawing one holds at once.
 */
export function createAgentAccess({ book, connections, agentPasses, clock, ids, language: usual }: AgentAccessNeeds): AgentAccess {
  /** Rosters are read anew: whoever lost a condition of AGT-01 a minute ago opens nothing. */
  async function decide({ id, settings: { status, options } }: BookedConnection, { agent: who, origin }: LaunchWish): Promise<LaunchDecision> {
    const facts = { connection: status === 'active' ? 'active' : 'inactive', origin, panelOrigins: options.panelOrigins } as const;
    // What needs nobody's answer is judged first: then nothing is asked of the outside.
    const early = decideLaunch(facts);
    if (early.outcome === 'refused' && early.because !== 'agent-unknown') return early;
    const { chat, crm } = await connections.systems(id);
    const [allAgents, crmUsers] = await Promise.all([chat.roster.list(), crm.users.list()]);
    const agent = agentMeant(allAgents, who);
    return decideLaunch({ ...facts, agent: agent && { id: agent.id, eligibility: decideEligibility(agent, { allAgents, crmUsers }) } });
  }

  return {
    async launch(scope, wish, language = usual) {
      const connection = await book.find(wish.connection);
      if (connection === undefined || !reaches(scope, connection)) return undefined;
      const decision = await decide(connection, wish);
      if (decision.outcome === 'refused') return refusalOf(decision, language);
      const [token, now] = [`${PREFIX.launch}${ids.token()}`, clock.now()];
      const { agent, origin } = decision;
      const expiresAt = addMs(now, LAUNCH_MS);
      // Each new token takes away what is over: nobody else has to remember it.
      await agentPasses.trim(now);
      await agentPasses.keepLaunch(hashToken(token), { connection: connection.id, agent, origin, expiresAt });
      return { outcome: 'minted', token, agent, expiresAt };
    },
    async open({ token, origin }) {
      if (!isToken(token, PREFIX.launch)) return 'refused';
      const [bearer, now] = [`${PREFIX.bearer}${ids.token()}`, clock.now()];
      const pass = await agentPasses.redeem(hashToken(token), { now, origin: asWritten(origin) }, { hash: hashToken(bearer), expiresAt: addMs(now, BEARER_MS) });
      return pass === 'refused' ? 'refused' : { bearer, pass };
    },
    async authorize(bearer) {
      if (bearer === undefined || !isToken(bearer, PREFIX.bearer)) return 'refused';
      return (await agentPasses.find(hashToken(bearer), clock.now())) ?? 'refused';
    },
    withdraw: async (connection, agent) => await agentPasses.withdraw(connection, agent),
  };
}

/** What is no origin at all uses the token up as any other page does. */
const asWritten = (origin: string): string => {
  const read = parsePanelOrigin(origin);
  return read.ok ? read.value : origin;
};

const isToken = (text: string, prefix: string): boolean => text.startsWith(prefix) && text.length <= LONGEST_TOKEN;

/** By id, else by an e-mail; of two who have one e-mail neither is integrated, and the first says so. */
const agentMeant = (all: readonly Agent[], who: string): Agent | undefined =>
  all.find(({ id }) => id === who) ?? all.find(({ email }) => email !== undefined && comparable(email) !== '' && comparable(email) === comparable(who));

const comparable = (email: string): string => email.replace(/\s+/g, '').toLowerCase();

function refusalOf({ because, conditions }: Extract<LaunchDecision, { readonly outcome: 'refused' }>, language: Language): Launch {
  const texts = checkTexts[language].whyNotIntegrated;
  return {
    outcome: 'refused', because, ...words[language].desk.passRefusal[because],
    conditions: conditions?.map((reason) => ({ reason, text: texts[reason] })) ?? [],
  };
}

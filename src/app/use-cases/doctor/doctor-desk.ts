import { decideEligibility, decideUserEligibility, type Agent, type CrmUser, type Eligibility, type Language, type UserEligibility } from '../../../domain/index.ts';
import type { AgentStanding, Clock, ConnectionTick, DoctorDesk, Hooks, Scope } from '../../../ports/index.ts';
import { checkTexts, tellFinding } from '../../wording/index.ts';
import type { BookedConnection, ConnectionBook } from '../activation/connection-book.ts';
import type { SealedSystems } from '../activation/sealed-systems.ts';
import { WEBHOOKS } from './checks/webhooks.ts';
import type { Doctor, Examination } from './doctor.ts';
import { receiptsOf } from './gather-facts.ts';

export interface DoctorDeskNeeds {
  readonly book: ConnectionBook;
  readonly doctor: Doctor;
  readonly systems: SealedSystems;
  readonly hooks: Hooks;
  readonly clock: Clock;
  /** Of texts, where nobody names another. */
  readonly language: Language;
}

export function createDoctorDesk({ book, doctor, systems, hooks, clock, language: usual }: DoctorDeskNeeds): DoctorDesk {
  async function within<Answer>(scope: Scope, id: string, act: (connection: BookedConnection) => Promise<Answer>): Promise<Answer | undefined> {
    const connection = await book.find(id);
    return connection !== undefined && reaches(scope, connection) ? await act(connection) : undefined;
  }

  return {
    tryOut: async (scope, id, wanted, language = usual) => await within(scope, id, async (connection) =>
      (await doctor.tryOut(connection, wanted)).map((finding) => tellFinding(finding, language))),
    examine: async (scope, id, language = usual) => await within(scope, id, async (connection) =>
      checkupOf(await doctor.examine(connection, 'now'), language)),
    last: async (scope, id, language = usual) => await within(scope, id, async (connection) => {
      const last = (await doctor.last()).get(connection.id);
      return last === undefined ? 'never' : checkupOf(last, language);
    }),
    checklist: async (scope, id, language = usual) => await within(scope, id, async (connection) => {
      const receipts = receiptsOf(await hooks.list(connection.id));
      return Object.values(WEBHOOKS).map((entity) => {
        const at = receipts.get(entity);
        return { entity, ...(at === undefined ? {} : { lastReceivedAt: at }), steps: checkTexts[language].webhookSteps(entity) };
      });
    }),
    tick: async (scope, id, ticks) => await within(scope, id, async (connection) =>
      (await book.change(connection.id, (before) => ({ ...before, ticks: ticked(before.ticks ?? {}, ticks) }))).settings.ticks ?? {}),
    agents: async (scope, id, { who, language = usual }) => await within(scope, id, async (connection) => {
      const { crm, chat } = await systems.reach(connection.id);
      const [allAgents, crmUsers] = [(await chat?.roster.list()) ?? [], (await crm?.users.list()) ?? []];
      const all = [...ofAgents(allAgents, crmUsers, language), ...ofOtherUsers(allAgents, crmUsers, language)];
      return who === undefined ? all : all.filter((standing) => isMeant(standing, who));
    }),
  };

  function ticked(before: Readonly<Partial<Record<ConnectionTick, string>>>, wanted: Readonly<Partial<Record<ConnectionTick, 'yes' | 'no'>>>) {
    const said = Object.entries({ ...before, ...wanted }).filter(([, now]) => now !== 'no');
    return parseTicks(said.map(([tick, now]) => [tick, now === 'yes' ? before[parseTick(tick)] ?? clock.now() : now] as const));
  }
}

const parseTick = (name: string): ConnectionTick => name as ConnectionTick;
type Ticks = NonNullable<BookedConnection['settings']['ticks']>;
const parseTicks = (ticks: readonly (readonly [string, unknown])[]): Ticks => Object.fromEntries(ticks);

/** What is outside the scope is as if it were not there (ACT-01). */
export const reaches = (scope: Scope, { id }: Pick<BookedConnection, 'id'>): boolean => scope === 'every-connection' || scope.only.includes(id);

const checkupOf = ({ at, findings }: Examination, language: Language) => ({ at, findings: findings.map((finding) => tellFinding(finding, language)) });

const ofAgents = (allAgents: readonly Agent[], crmUsers: readonly CrmUser[], language: Language): readonly AgentStanding[] =>
  allAgents.map((agent) => {
    const found = decideEligibility(agent, { allAgents, crmUsers });
    const user = found.outcome === 'integrated' ? crmUsers.find(({ id }) => id === found.crmUserId) : crmUsers.find((each) => sameEmail(each, agent));
    return { agent: shownAgent(agent), ...(user === undefined ? {} : { user: shownUser(user) }), ...inWords(found, language) };
  });

/** Users of the CRM who meet no account of the chat at all. */
const ofOtherUsers = (allAgents: readonly Agent[], crmUsers: readonly CrmUser[], language: Language): readonly AgentStanding[] =>
  crmUsers.filter((user) => !allAgents.some((agent) => sameEmail(user, agent)))
    .map((user) => ({ user: shownUser(user), ...inWords(decideUserEligibility(user, { allAgents, crmUsers }), language) }));

const inWords = (found: Eligibility | UserEligibility, language: Language): Pick<AgentStanding, 'outcome' | 'because'> => ({
  outcome: found.outcome,
  because: found.outcome === 'integrated' ? [] : found.because.map((reason) => ({ reason, text: checkTexts[language].whyNotIntegrated[reason] })),
});

const shownAgent = ({ id, name, email, profile, active }: Agent) => ({ id, name, profile, active, ...(email === undefined ? {} : { email }) });
const shownUser = ({ id, name, email }: CrmUser) => ({ id, name, ...(email === undefined ? {} : { email }) });

const comparable = (email = ''): string => email.replace(/\s+/g, '').toLowerCase();
const sameEmail = (user: CrmUser, agent: Agent): boolean => comparable(user.email) !== '' && comparable(user.email) === comparable(agent.email);

const isMeant = ({ agent, user }: AgentStanding, who: string): boolean =>
  agent?.id === who || user?.id === who || [agent?.email, user?.email].some((email) => email !== undefined && comparable(email) === comparable(who));

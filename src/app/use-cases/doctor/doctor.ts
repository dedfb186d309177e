import type { ConnectionId, Instant } from '../../../domain/index.ts';
import type { Clock, Diagnoses, OutsideSystem } from '../../../ports/index.ts';
import type { BookedConnection } from '../activation/connection-book.ts';
import type { SealedSystems } from '../activation/sealed-systems.ts';
import { tryCredential, type Trial } from '../activation/try-credential.ts';
import { checkCredentials } from './checks/credentials.ts';
import { checkMappings } from './checks/mappings.ts';
import { checkPeople } from './checks/people.ts';
import { checkRequirements } from './checks/requirements.ts';
import { checkWebhooks } from './checks/webhooks.ts';
import type { HealthFacts } from './facts.ts';
import { CHECKS, type Finding } from './findings.ts';
import type { Freshness } from './gather-facts.ts';

/** What was found, and when. */
export interface Examination {
  readonly at: Instant;
  readonly findings: readonly Finding[];
}

/** Makes the checks, and keeps what they found. */
export interface Doctor {
  /** Every check. Where the connection is active, subscriptions of the CRM that were switched off are put back. */
  examine(connection: BookedConnection, freshness: Freshness): Promise<Examination>;
  /** What was found last, by connection, whichever process looked. */
  last(): Promise<ReadonlyMap<ConnectionId, Examination>>;
  /** The credentials alone, one after the other; nothing is kept. */
  tryOut(connection: BookedConnection, systems: readonly OutsideSystem[]): Promise<readonly Finding[]>;
}

export interface DoctorNeeds {
  readonly gather: (connection: BookedConnection, freshness: Freshness) => Promise<HealthFacts>;
  readonly systems: SealedSystems;
  readonly diagnoses: Diagnoses;
  readonly clock: Clock;
}

/** Checks of one system's credential. */
const OF_SYSTEM: Readonly<Record<OutsideSystem, readonly string[]>> = {
  ploomes: ['ploomes-credential', 'ploomes-api-module'], neppo: ['neppo-credential'],
};

const NOT_TRIED: Trial = { seen: 'missing' };

export function createDoctor({ gather, systems, diagnoses, clock }: DoctorNeeds): Doctor {
  return {
    async examine(connection, freshness) {
      const facts = await gather(connection, freshness);
      const findings = [...checkCredentials(facts), ...checkRequirements(facts), ...checkWebhooks(facts), ...checkPeople(facts), ...checkMappings(facts)].toSorted(byPlace);
      const at = clock.now();
      await diagnoses.keep({ connection: connection.id, at, value: { findings } });
      return { at, findings };
    },
    async last() {
      const all = await diagnoses.list();
      return new Map(all.map(({ connection, at, value }) => [connection, { at, findings: parseFindings(value) }]));
    },
    async tryOut({ id }, wanted) {
      const { crm, chat } = await systems.reach(id);
      const trials = {
        ploomes: wanted.includes('ploomes') ? await tryCredential(crm) : NOT_TRIED,
        neppo: wanted.includes('neppo') ? await tryCredential(chat) : NOT_TRIED,
      };
      return checkCredentials({ trials }).filter(({ id: check }) => wanted.some((system) => OF_SYSTEM[system].includes(check)));
    },
  };
}

const PLACES = Object.keys(CHECKS);
const byPlace = (a: Finding, b: Finding): number => PLACES.indexOf(a.id) - PLACES.indexOf(b.id);

/** What an earlier release found may be checks that there are no more. */
export function parseFindings(value: unknown): readonly Finding[] {
  const { findings } = value as { readonly findings: readonly Finding[] };
  return findings.filter(({ id }) => PLACES.includes(id));
}

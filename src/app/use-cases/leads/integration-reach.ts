import type { ConnectionId, LeadCapture } from '../../../domain/index.ts';
import type { Crm, CrmLeads, Integration, Platform, Platforms, Scope } from '../../../ports/index.ts';
import type { ConnectionBook } from '../activation/connection-book.ts';
import type { SealedSystems } from '../activation/sealed-systems.ts';
import { reaches } from '../doctor/doctor-desk.ts';
import type { CrmFieldLists, KnownOfCrm } from './check-integration.ts';
import type { IntegrationBook } from './integration-book.ts';

/** Finds what somebody asks about, within what they may see, and the CRM that it goes to. */
export interface IntegrationReach {
  connection(scope: Scope, id: string): Promise<ConnectionId | undefined>;
  integration(scope: Scope, connection: string, id: string): Promise<Integration | undefined>;
  platformOf(integration: Pick<Integration, 'platform'>): Platform;
  /** Absent while the connection has none. Nothing is sent. */
  crm(connection: ConnectionId): Promise<Crm | undefined>;
  /** Read live. */
  knownOfCrm(connection: ConnectionId, wanted: { readonly fields: boolean; readonly capture?: LeadCapture | undefined }): Promise<KnownOfCrm>;
}

export interface IntegrationReachNeeds {
  readonly book: ConnectionBook;
  readonly integrations: IntegrationBook;
  readonly systems: SealedSystems;
  readonly platforms: Platforms;
  /** The preset that knows nothing. */
  readonly other: Platform;
}

export function createIntegrationReach({ book, integrations, systems, platforms, other }: IntegrationReachNeeds): IntegrationReach {
  async function connection(scope: Scope, id: string): Promise<ConnectionId | undefined> {
    const known = await book.find(id);
    return known !== undefined && reaches(scope, known) ? known.id : undefined;
  }
  const crm = async (id: ConnectionId): Promise<Crm | undefined> => (await systems.reach(id)).crm;

  return {
    connection, crm,
    async integration(scope, name, id) {
      const known = await connection(scope, name);
      return known === undefined ? undefined : await integrations.find(known, id);
    },
    platformOf: ({ platform }) => platforms.find(platform) ?? other,
    async knownOfCrm(id, { fields, capture }) {
      if (!fields && capture === undefined) return {};
      const reached = await crm(id);
      return {
        ...(fields && reached?.leads !== undefined ? { fields: await fieldLists(reached.leads) } : {}),
        ...(capture === undefined ? {} : reached?.leads === undefined ? { funnels: 'none' } : await knownOfFunnel(reached, capture)),
      };
    },
  };
}

async function knownOfFunnel({ funnels: catalog }: Crm, { funnelId = '', stageId }: LeadCapture): Promise<Pick<KnownOfCrm, 'funnels' | 'stages'>> {
  const funnels = await catalog.list();
  const funnel = stageId === undefined ? undefined : funnels.find(({ id }) => id === funnelId);
  const stages = funnel === undefined ? undefined : await catalog.stages?.(funnel.id);
  return { funnels, ...(stages === undefined ? {} : { stages }) };
}

/** Every field of the CRM that leads may be mapped to (ACL-04). */
export async function fieldLists(leads: CrmLeads): Promise<CrmFieldLists> {
  const [person, company, card] = [await leads.fields('person'), await leads.fields('company'), await leads.fields('card')];
  return { person, company, card };
}

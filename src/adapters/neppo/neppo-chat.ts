import type { Chat } from '../../ports/crm.ts';
import { createNeppoActiveSends } from './neppo-active-sends.ts';
import { createNeppoAgentRoster } from './neppo-agent-roster.ts';
import { createNeppoAttendanceActions } from './neppo-attendance-actions.ts';
import { createNeppoAttendanceRegistry } from './neppo-attendance-registry.ts';
import { createNeppoChatClients } from './neppo-chat-clients.ts';
import { createNeppoClient, type NeppoClientOptions } from './neppo-client.ts';
import { parseNeppoConfig, type NeppoSettings } from './neppo-config.ts';
import { createNeppoConversations } from './neppo-conversations.ts';
import { createNeppoLeadSends } from './neppo-lead-sends.ts';
import { createNeppoPortfolios } from './neppo-portfolios.ts';

/**
 * A Neppo account as the hub's chat platform.
 *
 * Nothing is sent before it is asked for. Nothing is tried twice but a call whose token was refused, once.
 *
 * @param options - `tokens` is shared by all that use the same credential; `onCall` hears of each call by its route.
 * @throws {@link ConfigRejected} where the settings cannot be used.
 */
export function createNeppoChat(settings: NeppoSettings, options: NeppoClientOptions): Chat {
  const config = parseNeppoConfig(settings);
  const client = createNeppoClient(config, options);
  const roster = createNeppoAgentRoster(client, config, options.clock);
  const registry = createNeppoAttendanceRegistry(client, config);
  return {
    account: client.account,
    ...(client.limits === undefined ? {} : { limits: client.limits }),
    attendance: registry,
    roster,
    clients: createNeppoChatClients(client, config),
    portfolios: createNeppoPortfolios(client, roster, config),
    sends: createNeppoActiveSends(client, roster, config, options.clock),
    ...(config.leadSends === 'off' ? {} : { leadSends: createNeppoLeadSends(client, config) }),
    conversations: createNeppoConversations(client, config),
    actions: createNeppoAttendanceActions(client, { config, registry, clock: options.clock }),
    tryCredential: client.tryCredential,
    // A company has an address of its own; and a credential of a gateway belongs to one company.
    identities: async () => [`neppo@${hostOf(config.tenantUrl)}`, `${client.account}@${hostOf(config.gatewayUrl)}`],
  };
}

const hostOf = (address: string): string => new URL(address).host.toLowerCase();

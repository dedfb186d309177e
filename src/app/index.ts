export { createVinculo, type Vinculo } from './create-vinculo.ts';
export type { ManageOperators } from './use-cases/manage-operators.ts';
export type { VinculoOptions } from './config.ts';
export type { ConnectionOptions, MappingInput } from './connection-settings.ts';
export type { ChatConnector, ConnectorInside, CrmConnector } from './connections.ts';
export type { HostAgents } from './host-agents.ts';
export type { HostDeliveries } from './host-deliveries.ts';
export type { HostDoctor } from './host-doctor.ts';
export type { HostIntegrations, HostLeads } from './host-integrations.ts';
export type { IntegrationFacts, MayAddIntegration } from './use-cases/leads/integration-desk.ts';
export { neppoConnector, ploomesConnector } from './connectors.ts';
export type { ActByHand, ActOutcome, SessionName, SessionView } from './use-cases/act-by-hand.ts';
export type {
  ConnectionView, ManageConnections, NewConnection, SystemsChange,
} from './use-cases/manage-connections.ts';
export type { HookAddresses, HookRotation, HookRotationWish, HookTokens } from './use-cases/keep-hooks.ts';
export type { ChainWish, HostAudit, LineageWish } from './host-proof.ts';

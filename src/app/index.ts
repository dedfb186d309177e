export { createVinculo, type Vinculo } from './create-vinculo.ts';
export type { VinculoOptions } from './config.ts';
export type { ConnectionOptions, MappingInput } from './connection-settings.ts';
export type { ChatConnector, ConnectorInside, CrmConnector } from './connections.ts';
export { neppoConnector, ploomesConnector } from './connectors.ts';
export type { ActByHand, ActOutcome, SessionName, SessionView } from './use-cases/act-by-hand.ts';
export type {
  ConnectionView, HookAddresses, HookTokens, ManageConnections, NewConnection, SystemsChange,
} from './use-cases/manage-connections.ts';

import type { ServiceIdentifier } from 'inversify';
import type { CallRecorder, SecretBox } from '../adapters/system/index.ts';
import type { Clock, DeliveryHandler, DeliveryIntake, IdSource, OperatorDesk, Store, Telemetry } from '../ports/index.ts';
import type { AccountBreaker } from './account-breaker.ts';
import type { HubSettings } from './config.ts';
import type { ChatConnector, Connections, ConnectorInside, CrmConnector } from './connections.ts';
import type { StepRunner } from './plan-runner/run-step.ts';
import type { ActByHand } from './use-cases/act-by-hand.ts';
import type { ClientFinder } from './use-cases/find-client.ts';
import type { FollowCrm } from './use-cases/follow-crm.ts';
import type { FollowSession } from './use-cases/follow-session.ts';
import type { RecordKeeper } from './use-cases/keep-records.ts';
import type { ManageConnections } from './use-cases/manage-connections.ts';
import type { SettleStayUseCase } from './use-cases/settle-stay.ts';
import type { HubState } from './hub-state.ts';
import type { VinculoOptions } from './config.ts';

const token = <Service>(name: string): ServiceIdentifier<Service> => Symbol.for(`vinculo/${name}`);

/** Names of what the container holds; each carries its type, so that a wrong wire does not compile. */
export const Tokens = {
  settings: token<HubSettings>('HubSettings'),
  sessionUrl: token<NonNullable<VinculoOptions['sessionUrl']> | 'none'>('SessionUrl'),
  store: token<Store>('Store'),
  clock: token<Clock>('Clock'),
  ids: token<IdSource>('IdSource'),
  telemetry: token<Telemetry & { metricsText?(): string }>('Telemetry'),
  box: token<SecretBox>('SecretBox'),
  recorder: token<CallRecorder>('CallRecorder'),
  inside: token<ConnectorInside>('ConnectorInside'),
  crm: token<CrmConnector>('CrmConnector'),
  chat: token<ChatConnector>('ChatConnector'),
  state: token<HubState>('HubState'),
  connections: token<Connections>('Connections'),
  breaker: token<AccountBreaker>('AccountBreaker'),
  steps: token<StepRunner>('StepRunner'),
  finder: token<ClientFinder>('ClientFinder'),
  records: token<RecordKeeper>('RecordKeeper'),
  followSession: token<FollowSession>('FollowSession'),
  settleStay: token<SettleStayUseCase>('SettleStay'),
  followCrm: token<FollowCrm>('FollowCrm'),
  workDelivery: token<DeliveryHandler>('WorkDelivery'),
  intake: token<DeliveryIntake>('DeliveryIntake'),
  desk: token<OperatorDesk>('OperatorDesk'),
  manageConnections: token<ManageConnections>('ManageConnections'),
  actByHand: token<ActByHand>('ActByHand'),
} as const;

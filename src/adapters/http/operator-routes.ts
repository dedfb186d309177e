import type { Hono } from 'hono';
import type { AccessDesk } from '../../ports/access-desk.ts';
import type { AuditDesk } from '../../ports/audit-desk.ts';
import type { AutomationDesk } from '../../ports/automation-desk.ts';
import type { ConnectionDesk } from '../../ports/connection-desk.ts';
import type { CustomerBaseDesk } from '../../ports/customer-base-desk.ts';
import type { DoctorDesk } from '../../ports/doctor-desk.ts';
import type { IntegrationDesk, IntegrationKeyDesk } from '../../ports/integration-desk.ts';
import type { LeadDesk } from '../../ports/lead-desk.ts';
import type { LineageDesk } from '../../ports/lineage-desk.ts';
import type { MappingDesk } from '../../ports/mapping-desk.ts';
import type { PrivacyDesk } from '../../ports/privacy-desk.ts';
import type { OperatorDesk } from '../../ports/operator-desk.ts';
import type { SessionReader } from '../../ports/session-reader.ts';
import type { RepeatableRequests } from '../../ports/repeatable-requests.ts';
import { accessRoutes } from './access-routes.ts';
import { agentDoors, type AgentSide } from './agent-side.ts';
import { answerJson, answerText } from './answer.ts';
import { automationRoutes } from './automation-routes.ts';
import { connectionRoutes } from './connection-routes.ts';
import { customerBaseRoutes } from './customer-base-routes.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { doctorRoutes } from './doctor-routes.ts';
import { integrationKeyRoutes, integrationRoutes } from './integration-routes.ts';
import { launchRoutes } from './launch-routes.ts';
import { leadRoutes, mappingRoutes } from './mapping-routes.ts';
import { bearerOf, createGuard, mountRoutes } from './mount-routes.ts';
import { composeOpenApi } from './open-api.ts';
import { problem } from './problem.ts';
import { privacyRoutes } from './privacy-routes.ts';
import { proofRoutes } from './proof-routes.ts';
import { sessionRoutes } from './session-routes.ts';

const METRICS_FORMAT = 'text/plain; version=0.0.4; charset=utf-8';

/** Whom the routes of integrations and leads ask. */
export interface IntegrationSide {
  readonly desk: IntegrationDesk;
  readonly keys: IntegrationKeyDesk;
  readonly mappings: MappingDesk;
  readonly leads: LeadDesk;
}

/** Whom the operators' routes ask. */
export interface OperatorSide {
  readonly desk: OperatorDesk;
  readonly access: AccessDesk;
  readonly requests: RepeatableRequests;
  readonly lineage: LineageDesk;
  readonly audit: AuditDesk;
  readonly privacy: PrivacyDesk;
  readonly connections: ConnectionDesk;
  readonly doctor: DoctorDesk;
  readonly automations: AutomationDesk;
  readonly customerBase: CustomerBaseDesk;
  readonly integrations: IntegrationSide;
  readonly sessions: SessionReader;
  readonly agents: Pick<AgentSide, 'access' | 'routes'>;
}

/** What the people who run the hub ask of it. All but whether it is alive and ready, and the reference, need an operator's key. */
export function addOperatorRoutes(app: Hono, { desk, access, requests, lineage, audit, privacy, connections, doctor, automations, customerBase, integrations, sessions, agents }: OperatorSide): void {
  const guard = createGuard(desk);
  const routes = [...deliveryRoutes(desk), ...accessRoutes(access), ...proofRoutes(lineage, audit), ...privacyRoutes(privacy), ...connectionRoutes(connections), ...doctorRoutes(doctor), ...automationRoutes(automations), ...customerBaseRoutes(customerBase), ...integrationRoutes(integrations.desk), ...integrationKeyRoutes(integrations.keys), ...mappingRoutes(integrations.mappings), ...leadRoutes(integrations.leads), ...sessionRoutes(sessions), ...launchRoutes(agents.access)];
  let reference: object | undefined;

  app.get('/healthz', () => answerJson({ alive: true }));
  app.get('/readyz', async (context) => await readiness(desk, bearerOf(context.req.header('authorization'))));
  app.get('/metrics', guard(async (_context, { scope }) =>
    scope === 'every-connection' ? answerText(await desk.metricsText(), METRICS_FORMAT) : problem('not-allowed', METRICS_OF_ALL)));
  app.get('/v1/openapi.json', () => answerJson(reference ??= composeOpenApi([...routes, ...Object.values(agentDoors), ...agents.routes])));
  mountRoutes(app, routes, { guard, requests });
}

const METRICS_OF_ALL = 'Metrics tell of every connection, and this key reaches some only. Use one that reaches every connection.';

/** Problems may name connections, so that they are told to those alone who may see all of them; a key that cannot be looked up opens nothing. */
async function readiness(desk: OperatorDesk, bearer: string | undefined): Promise<Response> {
  const { ready, problems } = await desk.health();
  const operator = bearer === undefined ? 'refused' : await desk.authorize(bearer).catch(() => 'refused' as const);
  const told = operator !== 'refused' && operator.scope === 'every-connection' ? { problems } : {};
  return answerJson({ ready, ...told }, ready ? 200 : 503);
}

import { Hono } from 'hono';
import { isIntegrationError } from '../../domain/kernel/error.ts';
import type { AccessDesk } from '../../ports/access-desk.ts';
import type { AuditDesk } from '../../ports/audit-desk.ts';
import type { AutomationDesk } from '../../ports/automation-desk.ts';
import type { DeliveryIntake } from '../../ports/delivery-intake.ts';
import type { ConnectionDesk } from '../../ports/connection-desk.ts';
import type { CustomerBaseDesk } from '../../ports/customer-base-desk.ts';
import type { DoctorDesk } from '../../ports/doctor-desk.ts';
import type { LineageDesk } from '../../ports/lineage-desk.ts';
import type { PrivacyDesk } from '../../ports/privacy-desk.ts';
import type { OperatorDesk } from '../../ports/operator-desk.ts';
import type { SessionReader } from '../../ports/session-reader.ts';
import type { RepeatableRequests } from '../../ports/repeatable-requests.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { WebhookIntake } from '../../ports/webhook-intake.ts';
import { addAgentRoutes, type AgentSide } from './agent-side.ts';
import { addHistoryPage, type HistoryPageTexts } from './history-page/index.ts';
import { addHookRoutes, addWebhookRoutes } from './hook-routes.ts';
import { addOperatorRoutes, type IntegrationSide } from './operator-routes.ts';
import { problem, problemOfFailure } from './problem.ts';
import { problemOfSize } from './request-limits.ts';

/** What the HTTP surface asks of the hub. */
export interface HttpDriving {
  /** `elsewhere` where this process only works what others accept. */
  readonly intake: DeliveryIntake | 'elsewhere';
  readonly webhooks: WebhookIntake | 'elsewhere';
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
  readonly agents: Omit<AgentSide, 'telemetry'>;
  /** What people read on the page of a session's history. */
  readonly historyTexts: HistoryPageTexts;
  /** What browsers load of the panel; leaves every other address alone. */
  readonly ui: (request: Request) => Promise<Response | undefined>;
  readonly telemetry: Telemetry;
}

/**
 * The hub's whole HTTP surface as one Web-standard handler (HUB-06): webhooks in, operators' questions, health.
 *
 * A webhook is answered once it is durable (HUB-01). Every failure is answered as problem+json from one table; the handler
 * never rejects. Hook tokens and thrown texts reach neither the log nor the caller.
 */
export function createHttpEntry({ intake, webhooks, telemetry, historyTexts, agents, ui, ...operators }: HttpDriving): (request: Request) => Promise<Response> {
  const app = new Hono();
  addHookRoutes(app, intake, telemetry);
  addWebhookRoutes(app, webhooks, telemetry);
  addOperatorRoutes(app, { ...operators, agents });
  addHistoryPage(app, historyTexts);
  addAgentRoutes(app, { ...agents, telemetry });
  app.notFound(async (context) => await ui(context.req.raw) ?? problem('not-found', 'No such address. The addresses are listed in the reference of the HTTP interface.'));
  app.onError(rethrow);
  return async (request) => {
    try {
      return problemOfSize(request) ?? await app.fetch(request);
    } catch (thrown) {
      if (!isCallersFault(thrown)) telemetry.log('error', 'http.failed', whatFailed(thrown));
      return problemOfFailure(thrown);
    }
  };
}

/** Hono hands over instances of Error only; one catch for all that is thrown is the simpler net. */
function rethrow(error: Error): never {
  throw error;
}

/** Whoever sent it is told, and can send another; nobody who runs the hub has anything to mend. */
const isCallersFault = (thrown: unknown): boolean => isIntegrationError(thrown) && thrown.code.startsWith('input.');

/** Our own messages are fit for a log; a foreign one may hold anything, so that only its place in the code is told. */
function whatFailed(thrown: unknown): Readonly<Record<string, string>> {
  if (isIntegrationError(thrown)) return { code: thrown.code, message: thrown.message };
  if (!(thrown instanceof Error)) return { code: 'defect.unexpected', name: typeof thrown };
  const frames = (thrown.stack ?? '').replace(thrown.message, '').split('\n');
  return { code: 'defect.unexpected', name: thrown.name, at: frames.find((line) => /^\s+at /.test(line))?.trim() ?? 'unknown' };
}

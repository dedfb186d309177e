import type { Hono } from 'hono';
import type { DeliveryIntake, Intake, RawDelivery } from '../../ports/delivery-intake.ts';
import type { HandshakeAnswer } from '../../ports/platform.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { WebhookIntake, WebhookTaken } from '../../ports/webhook-intake.ts';
import { answerJson, answerText } from './answer.ts';
import { problem, type InputFault } from './problem.ts';
import { bodyProblem, readBody } from './read-body.ts';

const SYSTEMS: readonly RawDelivery['system'][] = ['neppo', 'ploomes', 'automation'];

/** The addresses that the outside systems send to (ACT-04). */
export function addHookRoutes(app: Hono, intake: DeliveryIntake | 'elsewhere', telemetry: Telemetry): void {
  for (const system of SYSTEMS) {
    const path = `/hooks/${system}/:token` as const;
    app.post(path, async (context) => {
      if (intake === 'elsewhere') return takenElsewhere();
      return await traced(telemetry, `POST ${path}`, async () => await takeIn(intake, system, context.req.param('token'), context.req.raw));
    });
    app.all(path, () => problem('method-not-allowed', 'Webhooks are sent with POST.', { headers: { allow: 'POST' } }));
  }
}

/** As a span that names the route, never the address: its token opens the door. */
async function traced(telemetry: Telemetry, route: string, answer: () => Promise<Response>): Promise<Response> {
  if (telemetry.span === undefined) return await answer();
  return await telemetry.span(route, { kind: 'server' }, async (span) => {
    const response = await answer();
    span.note({ 'http.response.status_code': response.status });
    return response;
  });
}

/** A sender that was led here by mistake tries again, and may then reach a process that accepts. */
const takenElsewhere = (): Response =>
  problem('unavailable', 'This process accepts no webhooks; send them to one whose role is intake or all.', { headers: { 'retry-after': '5' } });

async function takeIn(intake: DeliveryIntake, system: RawDelivery['system'], token: string, request: Request): Promise<Response> {
  const body = await readBody(request);
  if (typeof body === 'string') return bodyProblem(body);
  const automation = system === 'automation' ? new URL(request.url).searchParams.get('automation') : null;
  return answerTo(await intake.take({ system, token, headers: Object.fromEntries(request.headers), body, ...(automation === null ? {} : { automation }) }));
}

const NOBODY_LISTENS = 'No connection listens at this address. Copy the whole address again, or rotate it in the connection.';

/** Senders are told no more than that the hub has it: the id, a repeat or a body of no use are not their concern. */
function answerTo(intake: Intake): Response {
  switch (intake.outcome) {
    case 'stored':
    case 'repeated':
    case 'set-aside':
      return answerJson({ received: true });
    case 'too-large':
      return bodyProblem('too-large');
    // A wrong validation key reads like a wrong address, so that neither can be found out by trying.
    case 'unknown-token':
    case 'not-authentic':
      return problem('not-found', NOBODY_LISTENS);
  }
}

const PLATFORM_PATHS = ['/hooks/webhook/:token', '/hooks/activecampaign/:token'] as const;

/** The addresses that platforms of integrations send to (WHK-01, ACL-02). Some ask there by GET, or before they send. */
export function addWebhookRoutes(app: Hono, intake: WebhookIntake | 'elsewhere', telemetry: Telemetry): void {
  for (const path of PLATFORM_PATHS) {
    app.on(['POST', 'PUT', 'GET', 'OPTIONS'], path, async (context) => {
      if (intake === 'elsewhere') return takenElsewhere();
      return await traced(telemetry, `${context.req.method} ${path}`, async () => await takeWebhook(intake, context.req.param('token'), context.req.raw));
    });
    app.all(path, notAllowed);
  }
}

async function takeWebhook(intake: WebhookIntake, token: string, request: Request): Promise<Response> {
  const body = await readBody(request);
  if (typeof body === 'string') return bodyProblem(body);
  const { method, url, headers } = request;
  const taken = await intake.take({ token, request: { method, url, headers: Object.fromEntries(headers), body } });
  return 'answer' in taken ? answeredAs(taken.answer) : refusedAs(taken.outcome);
}

/** As the platform wants it; an answer that is empty has no type. */
const answeredAs = ({ status, body, contentType }: HandshakeAnswer): Response =>
  body === undefined || body === '' ? new Response(null, { status }) : answerText(body, contentType ?? 'text/plain; charset=utf-8', status);

function refusedAs(outcome: Exclude<WebhookTaken, { answer: HandshakeAnswer }>['outcome']): Response {
  switch (outcome) {
    case 'too-large': return bodyProblem('too-large');
    case 'compressed': return problem('body-compressed', COMPRESSED.mend, { headers: { 'accept-encoding': 'identity' }, errors: [COMPRESSED] });
    case 'not-a-delivery': return notAllowed();
    // A wrong signature reads like a wrong address, so that neither can be found out by trying.
    case 'unknown-token':
    case 'not-authentic': return problem('not-found', NOBODY_LISTENS);
  }
}

const COMPRESSED: InputFault = { field: 'Content-Encoding', reason: 'names a compression', mend: 'Let the sender leave it off: bodies are taken as they are. Nothing was stored or done.' };

const notAllowed = (): Response => problem('method-not-allowed', 'Webhooks are sent with POST.', { headers: { allow: 'POST' } });

import type { Hono } from 'hono';
import type { DeliveryIntake, Intake, RawDelivery } from '../../ports/delivery-intake.ts';
import { answerJson } from './answer.ts';
import { problem } from './problem.ts';
import { bodyProblem, readBody } from './read-body.ts';

const SYSTEMS: readonly RawDelivery['system'][] = ['neppo', 'ploomes'];

/** A sender's own credentials are no part of a delivery, and deliveries are kept. */
const NOT_KEPT: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie']);

/** The addresses that the outside systems send to (ACT-04). */
export function addHookRoutes(app: Hono, intake: DeliveryIntake): void {
  for (const system of SYSTEMS) {
    const path = `/hooks/${system}/:token` as const;
    app.post(path, async (context) => takeIn(intake, system, context.req.param('token'), context.req.raw));
    app.all(path, () => problem('method-not-allowed', 'Webhooks are sent with POST.', { headers: { allow: 'POST' } }));
  }
}

async function takeIn(intake: DeliveryIntake, system: RawDelivery['system'], token: string, request: Request): Promise<Response> {
  const body = await readBody(request);
  if (typeof body === 'string') return bodyProblem(body);
  return answerTo(await intake.take({ system, token, headers: keptHeaders(request.headers), body }));
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

function keptHeaders(headers: Headers): Readonly<Record<string, string>> {
  const kept: [string, string][] = [];
  headers.forEach((value, name) => {
    if (!NOT_KEPT.has(name)) kept.push([name, value]);
  });
  return Object.fromEntries(kept);
}

import { once } from 'node:events';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { contactForm, createAccount, type ContactWish, type FieldRow } from './account.ts';
import type { ActiveCampaignSimulator, ActiveCampaignSimulatorOptions } from './active-campaign-simulator.ts';
import { addControls } from './controls.ts';
import { createRate } from './rate.ts';

const MOST_ROWS = 100;
const ROWS = 20;
const AUTOMATION = 12;
const SENDER_PATIENCE_MS = 10_000;
const GONE = 410;

/** Starts a simulated ActiveCampaign account on this machine. */
export async function createActiveCampaignSimulator({ port = 0, key = 'sim-api-key', perSecond = 5 }: ActiveCampaignSimulatorOptions = {}): Promise<ActiveCampaignSimulator> {
  const account = createAccount();
  const over = createRate(perSecond, () => Date.now());
  const switchedOff = new Set<string>();
  const counts = { total: 0, throttled: 0 };
  let failing = { status: 0, times: 0 };

  const app = new Hono();
  app.use('/api/3/*', async (context, next) => {
    counts.total += 1;
    if (failing.times > 0) {
      failing = { ...failing, times: failing.times - 1 };
      return new Response('Service unavailable', { status: failing.status });
    }
    const waitSeconds = over();
    if (waitSeconds !== undefined) {
      counts.throttled += 1;
      return context.text('Too Many Requests', 429, { 'retry-after': String(waitSeconds), 'ratelimit-limit': String(perSecond), 'ratelimit-remaining': '0' });
    }
    return context.req.header('api-token') === key ? await next() : context.json({ message: 'You do not have permission to access this resource.' }, 403);
  });
  app.get('/api/3/fields', (context) => context.json(pageOf(account.fields(), context)));
  app.all('/api/3/*', (context) => context.json({ message: `No Result found for ${context.req.path}` }, 404));
  app.notFound((context) => context.html('<title>ActiveCampaign</title>', 404));

  const controls: Pick<ActiveCampaignSimulator, 'addField' | 'fire' | 'failNext' | 'calls'> = {
    addField: account.addField,
    async fire(to, contact, as = 'form') {
      if (switchedOff.has(to)) return undefined;
      const form = contactForm(contact, AUTOMATION);
      const sent = as === 'form'
        ? { body: form.toString(), type: 'application/x-www-form-urlencoded' }
        : { body: JSON.stringify({ contact: nested(contact), seriesid: String(AUTOMATION) }), type: 'application/json' };
      const answer = await fetch(to, { method: 'POST', body: sent.body, headers: { 'content-type': sent.type }, signal: AbortSignal.timeout(SENDER_PATIENCE_MS), redirect: 'manual' }).catch(() => undefined);
      if (answer?.status === GONE) switchedOff.add(to);
      return answer?.status;
    },
    failNext: (status, times = 1) => void (failing = { status, times }),
    calls: () => ({ ...counts }),
  };
  addControls(app, controls);

  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1', overrideGlobalObjects: false });
  await once(server, 'listening');
  const address = server.address();
  return {
    key,
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`,
    ...controls,
    close: async () => await new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

/** Numbers are texts, the total too; what is no number is the first page. */
function pageOf(all: readonly FieldRow[], context: Context): object {
  const asked = (name: string, otherwise: number): number => {
    const value = Number(context.req.query(name) ?? otherwise);
    return Number.isInteger(value) && value >= 0 ? value : otherwise;
  };
  const offset = asked('offset', 0);
  const rows = all.slice(offset, offset + Math.min(MOST_ROWS, Math.max(1, asked('limit', ROWS))));
  return {
    fieldOptions: rows.flatMap(({ id: field, options }) => options.map(({ id, value }) => ({ id, field, value, label: value, orderid: id, isdefault: '0' }))),
    fieldRels: rows.map(({ id }) => ({ id, field: id, relid: '0' })),
    fields: rows.map(({ id, title, type, perstag }) => ({ id, title, type, perstag, descript: '', isrequired: '0', visible: '1', ordernum: id, links: {} })),
    meta: { total: String(all.length) },
  };
}

const nested = ({ id = 1, email, firstName = '', lastName = '', phone = '', company = '', tags = [], fields = {} }: ContactWish): object => ({
  id: String(id), email, first_name: firstName, last_name: lastName, phone, orgname: company, tags: tags.join(', '),
  fields: Object.fromEntries(Object.entries(fields).map(([tag, value]) => [tag.toLowerCase(), value])),
});
